import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// The report in a real browser: its script runs without an error and does what keyboard and mouse ask for.
@Suite(.enabled(if: HeadlessBrowser.path != nil, "needs Chromium"))
struct ReportTests {
    /// What a reader does, then what is seen: written to the document, which the browser prints.
    private static let reader = """
        (async () => {
          const root = document.documentElement, wait = t => new Promise(r => setTimeout(r, t));
          const box = document.querySelector('.viewer'), sky = box.querySelector('canvas.sky');
          // The browser's clock runs ahead of what it decodes: each look takes real time.
          const picture = () => sky.toDataURL();
          const until = async isTrue => { for (let i = 0; i < 300 && !isTrue(picture()); i++) await wait(50); };
          await until(() => root.dataset.viewers === '1');
          const read = () => box.querySelector('.read').textContent;
          const key = name => sky.dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true}));
          const seen = {start: picture()};
          root.dataset.centre = read();
          key('+'); key('ArrowLeft'); seen.moved = picture();
          key('0'); root.dataset.home = String(picture() === seen.start);
          const kinds = box.querySelectorAll('input[type=radio]'); kinds[0].click(); await until(p => p !== seen.start);
          seen.counts = picture(); key('ArrowLeft'); root.dataset.counts = read(); key('0');
          const band = box.querySelector('.band'); band.value = 1; band.dispatchEvent(new Event('input')); await until(p => p !== seen.counts);
          seen.band = picture(); root.dataset.band = box.querySelector('.bandname').textContent;
          box.querySelector('.marks').click(); seen.bare = picture();
          key('Enter'); root.dataset.popup = box.querySelector('.popup').textContent;
          document.activeElement.click(); root.dataset.closed = String(!box.querySelector('.popup'));
          root.dataset.pictures = String(new Set(Object.values(seen)).size);
          root.dataset.done = '1';
        })().catch(e => { document.documentElement.dataset.error = String(e); });
        """

    @Test func viewerAnswersKeyboardAndMouse() throws {
        let source = SyntheticField.source(PointSpatialModel(at: SyntheticField.centre), name: "Crab", amplitude: 1e-11)
        var random = RandomStream(seed: 6, stream: "counts")
        let dataset = try SyntheticField.dataset(Models(source), &random)
        let report = try DatasetsResult(datasets: [dataset]).htmlReport(models: Models(source))
        let page = try report.html().replacing("</body>", with: "<script>\(Self.reader)</script></body>")
        let document = try withTemporaryFolder { folder in
            try AtomicFile.write(page, to: folder + "/report.html")
            return try HeadlessBrowser.document(of: folder + "/report.html")
        }
        func value(_ name: String) -> String? {
            document.range(of: "data-\(name)=\"").map { String(document[$0.upperBound...].prefix { $0 != "\"" }) }
        }
        #expect(value("error") == nil, "\(value("error") ?? "")")
        #expect(value("done") == "1")
        // The middle of the map is its centre.
        #expect(value("centre")?.contains("RA 83.630") == true && value("centre")?.contains("Dec 22.010") == true)
        #expect(value("home") == "true")
        #expect(value("counts")?.hasPrefix("Counts") == true)
        #expect(value("band")?.contains("TeV") == true)
        // Start, moved, counts, an energy band, without sources: five different pictures.
        #expect(value("pictures") == "5")
        #expect(value("popup")?.hasPrefix("Crab") == true && value("popup")?.contains("amplitude") == true)
        #expect(value("closed") == "true")
    }
}

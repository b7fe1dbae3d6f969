import Foundation
import GammaCore
import GammaDatasets
import GammaIO
import GammaModels
import GammaTestSupport
import GammaWorkflow
import Testing

@Suite struct HTMLReportTests {
    private static let source = SyntheticField.source(
        GaussianSpatialModel(at: SyntheticField.centre, sigma: 0.1), name: "a <b> & \"c\"", amplitude: 1e-11)

    private static func result() throws -> DatasetsResult {
        var random = RandomStream(seed: 6, stream: "counts")
        let dataset = try SyntheticField.dataset(Models(source), &random)
        var result = DatasetsResult(datasets: [dataset], fit: try Fit([dataset], models: Models(source)).run())
        result.notices = [(Notice("an oddity </script>", at: Origin(file: "run.fits", hdu: "1")), 2)]
        result.settings = "general: {log: info}"
        return result
    }

    /// Everything is within the page, and names of users do no harm to it.
    @Test func isOneWholePage() throws {
        let page = try Self.result().htmlReport(title: "RX <J1713>").html()
        #expect(page.contains("<title>RX &lt;J1713&gt;</title>"))
        for section in ["Data", "Fit", "Residuals", "Warnings", "Settings"] {
            #expect(page.contains("<h2>\(section)</h2>"), "\(section)")
        }
        #expect(page.contains("AIC") && page.contains("BIC"))
        #expect(!page.contains("a <b>"))
        #expect(page.contains("an oddity &lt;/script&gt;"))
        #expect(page.contains("general: {log: info}"))
        // Namespaces of the figures are names, not addresses that are asked for.
        let addresses = page.replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!addresses.contains("http://") && !addresses.contains("https://"))
        #expect(!page.contains("<link") && !page.contains("src=\"http"))
    }

    @Test func threadsChangeNothing() throws {
        let report = try Self.result().htmlReport()
        #expect(try report.html(Execution(threads: 1)) == report.html(Execution(threads: 2)))
    }

    /// The parameters of the fit can be downloaded, and read.
    @Test func tablesComeAsFiles() throws {
        let page = try Self.result().htmlReport().html()
        let lead = "download=\"parameters.ecsv\" href=\"data:text/plain;base64,"
        let start = try #require(page.range(of: lead)?.upperBound)
        let data = try #require(Data(base64Encoded: String(page[start...].prefix { $0 != "\"" })))
        try withTemporaryFolder { folder in
            try AtomicFile.write(String(decoding: data, as: UTF8.self), to: folder + "/p.ecsv")
            let table = try Table.readECSV(folder + "/p.ecsv")
            #expect(try table.column("model").strings?.first == "a <b> & \"c\"")
            #expect(try table.doubles("value").count == table.rowCount)
        }
    }

    /// Spectra without a fit: only what there is has a section.
    @Test func partsThatAreNotThereAreLeftOut() throws {
        let result = DatasetsResult(datasets: [try SyntheticSpectrum.dataset()])
        let page = try result.htmlReport(models: SyntheticSpectrum.crab).html()
        #expect(page.contains("<h2>Models</h2>") && page.contains("<h2>Residuals</h2>"))
        #expect(!page.contains("<h2>Fit</h2>") && !page.contains("<h2>Warnings</h2>"))
        #expect(!page.contains("class=\"viewer\""))
    }
}

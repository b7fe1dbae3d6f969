import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Figures of real files: each kind of response and of format that the data sets have.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct DL3FiguresOfRealFilesTests {
    static let full = ["effective_area", "energy_dispersion", "psf", "background"]
    static let files: [(path: String, names: Set<String>)] = [
        ("hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz", Set(full + ["events"])),
        ("cta-1dc/caldb/data/cta/1dc/bcf/South_z20_50h/irf_file.fits", Set(full)),
        ("cta-1dc/data/baseline/gps/gps_baseline_110380.fits", ["events"]),
        ("joint-crab-dl3/magic/run_05029747_DL3.fits", ["events", "effective_area", "energy_dispersion"]),
        ("joint-crab-dl3/fermi/events.fits.gz", ["events"]),
    ]

    @Test(arguments: files.filter { TestData.path($0.path) != nil })
    func everyFigureShowsSomething(_ path: String, _ names: Set<String>) throws {
        let figures = DL3Figures.of(try DL3File.contents(#require(TestData.path(path))))
        #expect(Set(figures.map(\.name)) == names)
        for (name, figure) in figures {
            let svg = figure.svg()
            for note in ["nothing to show", "no events", "no values", "NaN"] {
                #expect(!svg.contains(note), "\(name): \(note)")
            }
            #expect(svg.utf8.count > 4000, "\(name)")
        }
    }

    /// One event 58° away does not make one bar of the other 7612.
    @Test func strayEventsDoNotSetTheScale() throws {
        let path = try #require(TestData.path("hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz"))
        let svg = EventsFigure(try EventList.read(path)).svg()
        // Labels of the axis of squared offsets, which would reach to 58² deg².
        #expect(!svg.contains(">2000<") && !svg.contains(">3000<"))
        #expect(svg.contains(">30<") && svg.contains("Squared offset"))
    }
}

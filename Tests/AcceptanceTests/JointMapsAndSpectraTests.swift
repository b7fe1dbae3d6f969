import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Three instruments, maps and spectra, in one configuration: Fermi-LAT in three dimensions, H.E.S.S. and MAGIC in one.
@Suite(.enabled(if: TestData.path("joint-crab-dl3/fermi") != nil, "real data: set GAMMAKIT_DATA"))
struct JointMapsAndSpectraTests {
    /// The example with the paths of this machine.
    private func config(_ changes: [(String, String)] = []) throws -> AnalysisConfig {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        let file = "\(root)/Examples/JointCrab/maps-and-spectra.yaml"
        var text = try String(contentsOfFile: file, encoding: .utf8)
            .replacing("$GAMMAPY_DATA", with: #require(TestData.folder))
            .replacing("models_file: Examples", with: "models_file: \(root)/Examples")
        for (old, new) in changes {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        return try AnalysisConfig.parse(text, file: file)
    }

    @Test func oneConfiguration() throws {
        let result = try JointAnalysis(config(), execution: Execution(threads: 2)).run()
        #expect(result.datasets.map(\.name) == ["fermi", "magic", "hess"])
        #expect(result.maps.count == 1 && result.spectra.count == 2)
        let fit = try #require(result.fit)
        #expect(fit.fit.outcome.isReliable)
        let position = try #require(fit.models.source("crab").spatial?.position)
        #expect(position.separation(to: FermiCrabTests.crab) < 0.01)
        // The published spectra of the same three.
        let published = try JointCrabTests.ranges.filter { ["fermi", "magic", "hess"].contains($0.0) }
            .flatMap { try JointCrabTests.spectra($0.0, range: $0.1) }
        let other = try Fit(published, models: JointCrabTests.start).run()
        for name in ["amplitude", "alpha", "beta"] {
            let mine = try fit.models.parameter("crab.spectral.\(name)")
            let theirs = try other.models.parameter("crab.spectral.\(name)")
            // Fermi-LAT's counts in the map are some more than in the published circle, and its background is another.
            expectClose(mine.value, theirs.value, absolute: 1.0 * theirs.error, name)
            expectClose(mine.error, theirs.error, relative: 0.15, name)
        }
        #expect(result.checks.instruments?.fits.map(\.name) == ["fermi", "magic", "hess", "joint"])
        // The diffuse emission is in the map alone.
        #expect(
            result.instruments.map { $0.fluxPoints.map(\.metadata.source) } == [
                ["crab", "diffuse"], ["crab"], ["crab"],
            ])
    }

    /// With a circle and a ring in place of the map the counts are the published ones, see ``FermiCrabTests/spectrumAsPublished()``.
    @Test func ringInPlaceOfMap() throws {
        let config = try config([
            ("fermi/psf.fits.gz", "fermi/psf.fits.gz\n    off_ring: {r_in: 1 deg, width: 1 deg}"),
            ("type: 3d", "type: 1d\n    on_region: {radius: 0.3 deg}"),
        ])
        let instrument = try #require(config.instruments.first)
        let dataset = try #require(JointAnalysis(config).reduce(instrument).spectra.first)
        let published = try #require(try JointCrabTests.spectra("fermi", range: 0.0316...2).first)
        #expect(dataset.name == "fermi")
        #expect(
            dataset.counts.reduce(0, +)
                == zip(published.counts, published.energy.centres).reduce(0) {
                    $0 + ($1.1 > 0.0316 && $1.1 < 2 ? $1.0 : 0)
                })
        expectClose(try #require(dataset.off).alpha[0], 0.03, relative: 5e-4)
    }
}

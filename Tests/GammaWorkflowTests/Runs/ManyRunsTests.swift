import GammaCore
import GammaDatasets
import GammaMakers
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaMakers
@testable import GammaWorkflow

/// What the terminal shows of more runs than anybody would read.
@Suite struct ManyRunsTests {
    private func backgrounds(_ count: Int) throws -> [FoVBackgroundResult] {
        try (1...count).map { number in
            var model = FoVBackgroundModel(dataset: "run\(number)")
            try model.spectral.update("norm") { ($0.value, $0.error) = (number == 7 ? 2 : 1, 0.02) }
            return FoVBackgroundResult(dataset: "run\(number)", model: model, excludedFraction: 0)
        }
    }

    @Test func backgroundsOfManyRunsInShort() throws {
        let few = DatasetsResult(datasets: [], backgrounds: try backgrounds(20))
        #expect(few.report.contains("run20 ") && !few.report.contains("backgrounds.ecsv"))
        let many = DatasetsResult(datasets: [], backgrounds: try backgrounds(30))
        #expect(
            many.report.contains("  30 of 30 adjusted\n") && many.report.contains("sigma from the mean: run run7 ("))
        #expect(many.report.contains("backgrounds.ecsv") && !many.report.contains("run20 "))
        // The page has both.
        let page = try many.htmlReport().html()
        #expect(page.contains("30 of 30 adjusted") && page.contains("<td>run20</td>"))
    }

    @Test func spectraOfManyRunsInShort() throws {
        let runs = try (1...25).map { try SyntheticSpectrum.dataset(name: "run\($0)") }
        let result = AnalysisResult(config: AnalysisConfig(), runs: runs, datasets: [try .stacked(runs)])
        #expect(result.report.contains("run20 ") && !result.report.contains("run21 "))
        #expect(result.report.contains("… and 5 more rows, all in report.html") && result.report.contains("stacked"))
    }
}

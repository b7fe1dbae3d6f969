import GammaCore
import GammaIO
import GammaProducts
import Testing

@Suite struct FluxPointsTextTests {
    @Test func tablesAreReadable() {
        let text = samplePoints().textTable(.e2dnde).text()
        #expect(text.contains("Flux points of crab"))
        #expect(text.contains("erg s-1 cm-2"))
        #expect(text.contains("< "))
        #expect(text.contains("all bins of this energy interval are masked"))
        let widths = Set(text.split(separator: "\n").dropFirst().map(\.count))
        #expect(widths.count == 1)
    }

    @Test func jsonHasOneArrayAColumn() throws {
        let points = samplePoints()
        let json = points.json(.dnde)
        #expect(json["dnde"]?[0].flatMap { if case .double(let value) = $0 { value.isNaN } else { false } } == true)
        #expect(json["dnde"]?[1]?.doubleValue == points.values(.dnde)[1])
        #expect(json["counts"]?[3]?[1]?.doubleValue == points.points[3].counts?[1])
        #expect(json["outcome"]?[1]?.stringValue == "converged")
        #expect(!json.text(pretty: false).contains("NaN"))
    }
}

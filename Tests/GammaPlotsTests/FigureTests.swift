import Foundation
import GammaTestSupport
import Testing

@testable import GammaPlots

@Suite("Figures")
struct FigureTests {
    @Test(
        "Every figure, real or awkward, is drawn in all formats and the same twice", arguments: Gallery.all.map(\.name))
    func drawsTheSameTwice(name: String) throws {
        let figure = try #require(Gallery.all.first { $0.name == name }).figure
        let first = figure.drawing(FigureStyle())
        let second = figure.drawing(FigureStyle())
        for format in FigureFormat.allCases {
            let bytes = try first.bytes(format)
            #expect(try second.bytes(format) == bytes, "\(format)")
            #expect(bytes.count > 400)
        }
        if let folder = ProcessInfo.processInfo.environment["GAMMAKIT_FIGURES"] {
            try figure.saveAll(to: folder + "/" + name)
        }
    }

    @Test("No text overlaps another or leaves the page", arguments: Gallery.all.map(\.name))
    func textHasRoom(name: String) throws {
        let figure = try #require(Gallery.all.first { $0.name == name }).figure
        for style in [FigureStyle(), FigureStyle(width: 300, height: 240), FigureStyle(fontScale: 1.3)] {
            let problems = LayoutCheck.problems(figure.drawing(style))
            #expect(problems.isEmpty, "\(style): \(problems.prefix(4))")
        }
    }

    /// Numbers below the narrow cells of a corner plot that follow each other must not read as one.
    @Test func numbersOfCornerPlotsStandApart() throws {
        let figure = try #require(Gallery.all.first { $0.name == "x-corner-narrow" }).figure
        let drawing = figure.drawing(FigureStyle())
        let numbers = drawing.items.compactMap { item -> Rect? in
            guard case .text(let label) = item, Double(label.text.plain) != nil else { return nil }
            return label.box
        }
        let lowest = try #require(numbers.map(\.top).max())
        let row = numbers.filter { $0.top > lowest - 0.5 }.sorted { $0.left < $1.left }
        #expect(row.count > 18)
        for (first, second) in zip(row, row.dropFirst()) { #expect(second.left - first.right > 2) }
    }
}

/// Finds text that cannot be read.
enum LayoutCheck {
    static func problems(_ drawing: Drawing) -> [String] {
        var labels: [(text: String, box: Rect)] = []
        for item in drawing.items {
            if case .text(let label) = item { labels.append((label.text.plain, label.box)) }
        }
        var problems: [String] = []
        for (index, label) in labels.enumerated() {
            if !drawing.bounds.contains(label.box, slack: 0.5) { problems.append("outside: \(label.text)") }
            for other in labels[..<index] where other.box.grown(-0.4).intersects(label.box.grown(-0.4)) {
                problems.append("'\(other.text)' overlaps '\(label.text)'")
            }
        }
        return problems
    }
}

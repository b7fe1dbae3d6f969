import GammaCore
import GammaNumerics

/// Draws from a distribution of several parameters: histograms of each, and of each pair the smallest areas that hold 39 % and
/// 86 % of the draws (1 and 2 σ of a normal distribution of two parameters).
public struct CornerFigure: Figure {
    /// A parameter with its draws.
    public struct Parameter: Sendable {
        /// Its name.
        public var name: String
        /// Its unit, as in files; empty for none.
        public var unit: String
        /// Its draws; as many for all parameters, in the same order.
        public var draws: [Double]
        /// The best fit, marked; nil for none.
        public var best: Double?
        /// Limits beyond which no density is drawn.
        public var minimum: Double?
        /// Limits beyond which no density is drawn.
        public var maximum: Double?

        /// Makes a parameter.
        public init(
            name: String, unit: String = "", draws: [Double], best: Double? = nil, minimum: Double? = nil,
            maximum: Double? = nil
        ) {
            self.name = name
            self.unit = unit
            self.draws = draws
            self.best = best
            self.minimum = minimum
            self.maximum = maximum
        }
    }

    /// The parameters, from the upper left to the lower right.
    public var parameters: [Parameter]
    /// Shown above.
    public var title: String

    /// Makes a figure.
    public init(_ parameters: [Parameter], title: String = "") {
        self.parameters = parameters
        self.title = title
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let n = max(parameters.count, 1)
        let scale = style.fontScale
        let cell = (n <= 3 ? 150.0 : n <= 5 ? 120 : 96) * scale
        let left = 58 * scale, bottom = 46 * scale, head = (title.isEmpty ? 30 : 50) * scale
        // Smaller than this, labels have no room.
        let least = 80 * scale * Double(n)
        var drawing = Drawing(
            width: max(style.width ?? 0, left + max(style.width == nil ? Double(n) * cell : 0, least) + 8),
            height: max(style.height ?? 0, head + max(style.height == nil ? Double(n) * cell : 0, least) + bottom),
            title: "Distribution of \(parameters.map(\.name).joined(separator: ", "))",
            pixelsPerPoint: style.pixelsPerPoint)
        if !title.isEmpty {
            let text = RichText(plain: title).truncated(to: drawing.width - 16, size: 11 * scale)
            drawing.text(text, at: Point(drawing.width / 2, 14 * scale), size: 11 * scale, anchor: .middle)
        }
        let densities = parameters.map { DrawDensity($0) }
        let layout = CornerLayout(
            densities: densities, names: Self.shortNames(parameters.map(\.name)),
            area: Rect(
                x: left, y: head, width: drawing.width - left - 8, height: drawing.height - head - bottom),
            scale: scale)
        layout.draw(on: &drawing)
        return drawing
    }

    /// Names without the parts before dots that all of them share.
    static func shortNames(_ names: [String]) -> [String] {
        var parts = names.map { $0.split(separator: ".") }
        while let first = parts.first?.first, parts.allSatisfy({ $0.count > 1 && $0.first == first }) {
            parts = parts.map { Array($0.dropFirst()) }
        }
        return parts.map { $0.joined(separator: ".") }
    }
}

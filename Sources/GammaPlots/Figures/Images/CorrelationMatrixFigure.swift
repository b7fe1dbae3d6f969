/// The correlations of fitted parameters as a coloured matrix.
public struct CorrelationMatrixFigure: Figure {
    /// Names of the parameters.
    public var names: [String]
    /// Correlation coefficients row by row; NaN where there is none.
    public var values: [Double]
    /// Shown above.
    public var title: String

    /// Makes a figure of correlation coefficients.
    public init(names: [String], correlation: [Double], title: String = "") {
        self.names = names
        values = correlation
        self.title = title
    }

    /// Makes a figure from a covariance matrix, row by row.
    public init(names: [String], covariance: [Double], title: String = "") {
        let n = names.count
        let correlation = (0..<n * n).map { index in
            covariance.at(index)
                / (covariance.at(index / max(n, 1) * (n + 1)) * covariance.at(index % max(n, 1) * (n + 1))).squareRoot()
        }
        self.init(names: names, correlation: correlation, title: title)
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let n = max(names.count, 1)
        let edges = (0...n).map { Double($0) + 0.5 }
        var panel = Panel(
            x: Axis("Parameter", AxisRange(0.5, Double(n) + 0.5, .linear)),
            y: Axis("", AxisRange(0.5, Double(n) + 0.5, .linear)))
        panel.isEqualAspect = true
        panel.hasGrid = false
        let longest = 190.0 * style.fontScale
        panel.x.fixedTicks = names.indices.map { (Double($0) + 1, RichText(plain: String($0 + 1))) }
        panel.y.fixedTicks = names.indices.map { index in
            let name = RichText(plain: names[index]).truncated(to: longest, size: 9 * style.fontScale)
            return (Double(n - index), name + RichText(plain: "  \(index + 1)"))
        }
        // the first parameter is the uppermost row
        let rows = (0..<n).reversed().flatMap { row in (0..<n).map { values.at(row * n + $0) } }
        let scale = ColourScale("Correlation", map: .diverging, range: AxisRange(-1, 1, .linear))
        panel.layers.append(.image(ImageLayer(values: rows, xEdges: edges, yEdges: edges, scale: scale)))
        panel.colourBar = scale
        if n <= 12 { panel.layers += numbers(n) }
        if names.isEmpty { panel.emptyNote = "no parameters" }
        let side = min(max(min(Double(n) * 34, 420), Double(n) * 14.5, 150), 1500)
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: side + 280, height: side + 80, summary: "Correlation of \(names.count) parameters")
    }

    private func numbers(_ n: Int) -> [Layer] {
        (0..<n).flatMap { row in
            (0..<n).compactMap { column -> Layer? in
                let value = values.at(row * n + column)
                guard value.isFinite, !names.isEmpty else { return nil }
                let colour = abs(value) > 0.6 ? Colour.white : Palette.ink
                return .text(
                    RichText(NumberText.fixed(value, decimals: 2)), x: Double(column) + 1, y: Double(n - row), room: 1,
                    colour)
            }
        }
    }
}

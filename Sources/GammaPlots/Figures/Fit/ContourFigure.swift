/// Confidence contours of two parameters.
public struct ContourFigure: Figure {
    /// A contour.
    public struct Contour: Sendable {
        /// Shown in the legend, such as `1σ`.
        public var name: String
        /// Its points in order; the last is joined with the first.
        public var points: [(x: Double, y: Double)]

        /// Makes a contour.
        public init(name: String, points: [(x: Double, y: Double)]) {
            self.name = name
            self.points = points
        }
    }

    /// Name of the horizontal parameter.
    public var xName: String
    /// Its unit, as in files.
    public var xUnit: String
    /// Name of the vertical parameter.
    public var yName: String
    /// Its unit, as in files.
    public var yUnit: String
    /// Contours, the innermost first.
    public var contours: [Contour]
    /// Best fit.
    public var best: (x: Double, y: Double)?
    /// Errors of the best fit.
    public var errors: (x: Double, y: Double)?
    /// Shown above.
    public var title: String

    /// Makes a figure of contours.
    public init(
        xName: String, xUnit: String = "", yName: String, yUnit: String = "", contours: [Contour],
        best: (x: Double, y: Double)? = nil, errors: (x: Double, y: Double)? = nil, title: String = ""
    ) {
        self.xName = xName
        self.xUnit = xUnit
        self.yName = yName
        self.yUnit = yUnit
        self.contours = contours
        self.best = best
        self.errors = errors
        self.title = title
    }

    /// Makes a figure from the statistic on a grid.
    /// - Parameters:
    ///   - deltaStat: −2 ln L minus its minimum, row by row from the lowest y, `x.count` values a row.
    ///   - levels: names and levels, such as `("1σ", 2.30)`, `("2σ", 6.18)`, for two parameters at once.
    public init(
        xName: String, xUnit: String = "", x: [Double], yName: String, yUnit: String = "", y: [Double],
        deltaStat: [Double],
        levels: [(name: String, value: Double)] = [("1σ", 2.2957), ("2σ", 6.1801), ("3σ", 11.8292)],
        best: (x: Double, y: Double)? = nil, title: String = ""
    ) {
        let contours = levels.flatMap { level in
            ContourTracer.trace(x: x, y: y, values: deltaStat, level: level.value)
                .map { Contour(name: level.name, points: $0) }
        }
        self.init(
            xName: xName, xUnit: xUnit, yName: yName, yUnit: yUnit, contours: contours, best: best, title: title)
    }

    /// Lays the figure out.
    public func drawing(_ style: FigureStyle = FigureStyle()) -> Drawing {
        let xs = contours.flatMap { $0.points.map(\.x) } + [best?.x ?? .nan]
        let ys = contours.flatMap { $0.points.map(\.y) } + [best?.y ?? .nan]
        let range = { (values: [Double]) in AxisRange(showing: values, .linear, margin: 0.1).nearData(values) }
        var panel = Panel(
            x: Axis(RichText(plain: xName), unit: xUnit.isEmpty ? nil : RichText.unit(xUnit), range(xs)),
            y: Axis(RichText(plain: yName), unit: yUnit.isEmpty ? nil : RichText.unit(yUnit), range(ys)))
        var names: [String] = []
        for contour in contours {
            let isNew = !names.contains(contour.name)
            if isNew { names.append(contour.name) }
            let index = names.firstIndex(of: contour.name) ?? 0
            let colour = Palette.colour(index)
            let isClosed = ContourFigure.isClosed(contour.points)
            let stroke = Stroke(colour, width: 1.5)
            panel.layers.append(
                .curves(
                    [isClosed ? ContourFigure.smooth(contour.points) : contour.points], closed: isClosed, stroke,
                    fill: isClosed ? colour.opacity(0.07) : nil))
            if isNew { panel.legend.append(LegendEntry(RichText(plain: contour.name), .line(stroke))) }
        }
        if let best {
            var point = DataPoint(x: best.x, y: best.y)
            if let errors {
                point.xLow = best.x - errors.x
                point.xHigh = best.x + errors.x
                point.yLow = best.y - errors.y
                point.yHigh = best.y + errors.y
            }
            panel.layers.append(.points([point], .cross, Palette.ink))
            panel.legend.append(
                LegendEntry("Best fit", errors == nil ? .symbol(.cross, Palette.ink) : .marker(.cross, Palette.ink)))
        }
        if contours.isEmpty, best == nil { panel.emptyNote = "no contours" }
        return Page(title: title, [[PanelStack([panel])]]).drawing(
            style, width: 400, height: 340, summary: "Confidence contours of \(xName) and \(yName)")
    }

    /// A ring of few points, rounded through all of them (Catmull & Rom 1974).
    private static func smooth(_ closed: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        // A first point that comes again at the end would make a corner.
        let repeats = closed.count > 2 && closed.first.map { $0 == closed[closed.count - 1] } ?? false
        let ring = repeats ? Array(closed.dropLast()) : closed
        let n = ring.count
        guard n >= 8, n <= 60 else { return ring }
        return ring.indices.flatMap { index in
            let (a, b, c, d) = (ring[(index + n - 1) % n], ring[index], ring[(index + 1) % n], ring[(index + 2) % n])
            return (0..<6).map { step -> (x: Double, y: Double) in
                let t = Double(step) / 6
                let weights = (
                    (-t + 2 * t * t - t * t * t) / 2, (2 - 5 * t * t + 3 * t * t * t) / 2,
                    (t + 4 * t * t - 3 * t * t * t) / 2, (t * t * t - t * t) / 2
                )
                return (
                    weights.0 * a.x + weights.1 * b.x + weights.2 * c.x + weights.3 * d.x,
                    weights.0 * a.y + weights.1 * b.y + weights.2 * c.y + weights.3 * d.y
                )
            }
        }
    }

    /// Contours given as rings are closed; those that a grid cuts off end elsewhere than they began.
    private static func isClosed(_ points: [(x: Double, y: Double)]) -> Bool {
        guard let first = points.first, let last = points.last, points.count > 2 else { return false }
        let xs = points.map(\.x).filter(\.isFinite)
        let ys = points.map(\.y).filter(\.isFinite)
        let width = (xs.max() ?? 0) - (xs.min() ?? 0)
        let height = (ys.max() ?? 0) - (ys.min() ?? 0)
        let gapX = width > 0 ? abs(first.x - last.x) / width : 0
        let gapY = height > 0 ? abs(first.y - last.y) / height : 0
        return max(gapX, gapY) < 0.25
    }
}

extension AxisRange {
    /// The range without the rule that amounts start at zero when that would leave most of it empty.
    fileprivate func nearData(_ values: [Double]) -> AxisRange {
        let usable = values.filter(\.isFinite)
        guard let least = usable.min(), let most = usable.max(), low == 0, least > 0.4 * most else { return self }
        return AxisRange(least - 0.1 * (most - least), most + 0.1 * (most - least), .linear)
    }
}

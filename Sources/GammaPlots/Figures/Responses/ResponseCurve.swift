/// One quantity of an instrument response against energy, as a figure needs it.
public struct ResponseCurve: Sendable {
    /// Shown in the legend, such as `0.5°`.
    public var name: String
    /// Energies in TeV.
    public var energies: [Double]
    /// One value an energy.
    public var values: [Double]

    /// Makes a curve.
    public init(name: String, energies: [Double], values: [Double]) {
        self.name = name
        self.energies = energies
        self.values = values
    }
}

extension Panel {
    /// Curves against energy, their values times a factor.
    static func curves(
        _ curves: [ResponseCurve], x: RichText, y: RichText, unit: RichText?, stretch: Stretch, decades: Int = 6,
        factor: Double = 1
    ) -> Panel {
        let range = AxisRange(showing: curves.flatMap(\.energies), .log, margin: 0.02)
        return .curves(
            curves.map { CurvesFigure.Curve(name: $0.name, x: $0.energies, y: $0.values.map { $0 * factor }) },
            x: Axis(x, unit: "TeV", range, stretch: .log), y: y, unit: unit, stretch: stretch, decades: decades)
    }
}

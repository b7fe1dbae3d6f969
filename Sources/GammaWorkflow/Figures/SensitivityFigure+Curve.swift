import GammaPlots
import GammaProducts

extension SensitivityFigure {
    /// Sensitivity curves with their names.
    public init(_ curves: [(name: String, curve: SensitivityCurve)], title: String = "") {
        self.init(
            series: curves.map { name, curve in
                Series(
                    name: name, energyMin: curve.points.map(\.eMin), energyMax: curve.points.map(\.eMax),
                    energies: curve.points.map(\.eRef), e2dnde: curve.points.map(\.e2dndeInErg),
                    criteria: curve.points.map(\.criterion.rawValue))
            }, title: title)
    }

    /// One sensitivity curve.
    public init(_ curve: SensitivityCurve, title: String = "") { self.init([("", curve)], title: title) }
}

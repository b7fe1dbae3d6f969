import GammaCore

/// Two spectra joined by an operator.
public struct CompoundSpectralModel: SpectralModel {
    /// Names in model files.
    public static let tags = ["CompoundSpectralModel", "compound"]

    /// What is done with the two values; named as in Python's `operator` module.
    public enum Operator: String, Sendable, CaseIterable {
        /// Sum.
        case add
        /// Difference.
        case subtract = "sub"
        /// Product.
        case multiply = "mul"
        /// Quotient.
        case divide = "truediv"
    }

    /// The left side.
    public var first: any SpectralModel
    /// The right side.
    public var second: any SpectralModel
    /// What joins them.
    public var operation: Operator

    /// Makes the model.
    public init(_ first: any SpectralModel, _ operation: Operator, _ second: any SpectralModel) {
        self.first = first
        self.second = second
        self.operation = operation
    }

    /// The parameters of the left side, then of the right side.
    public var parameters: [Parameter] {
        get { first.parameters + second.parameters }
        set {
            let count = first.parameters.count
            first.parameters = Array(newValue.prefix(count))
            second.parameters = Array(newValue.dropFirst(count))
        }
    }

    /// `model1.index`, `model2.alpha_norm`.
    public var parameterPaths: [String] {
        first.parameterPaths.map { "model1." + $0 } + second.parameterPaths.map { "model2." + $0 }
    }

    /// The joined values at each energy in TeV.
    public func evaluate(_ energies: [Double]) -> [Double] {
        let (a, b) = (first.evaluate(energies), second.evaluate(energies))
        return energies.indices.map { i in
            switch operation {
            case .add: a[i] + b[i]
            case .subtract: a[i] - b[i]
            case .multiply: a[i] * b[i]
            case .divide: a[i] / b[i]
            }
        }
    }

    /// The joined values at each energy in TeV and their derivatives.
    public func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        let (a, da) = first.evaluateWithGradient(energies)
        let (b, db) = second.evaluateWithGradient(energies)
        func weighted(_ rows: [[Double]], _ weights: [Double]) -> [[Double]] {
            rows.map { row in row.indices.map { row[$0] * weights[$0] } }
        }
        switch operation {
        case .add: return (energies.indices.map { a[$0] + b[$0] }, da + db)
        case .subtract: return (energies.indices.map { a[$0] - b[$0] }, da + db.map { $0.map { -$0 } })
        case .multiply: return (energies.indices.map { a[$0] * b[$0] }, weighted(da, b) + weighted(db, a))
        case .divide:
            return (
                energies.indices.map { a[$0] / b[$0] },
                weighted(da, b.map { 1 / $0 }) + weighted(db, energies.indices.map { -a[$0] / (b[$0] * b[$0]) })
            )
        }
    }
}

extension SpectralModel {
    /// Sum of two spectra.
    public static func + (a: Self, b: any SpectralModel) -> CompoundSpectralModel { CompoundSpectralModel(a, .add, b) }

    /// Difference of two spectra.
    public static func - (a: Self, b: any SpectralModel) -> CompoundSpectralModel {
        CompoundSpectralModel(a, .subtract, b)
    }

    /// A spectrum times a norm model.
    public static func * (a: Self, b: any SpectralModel) -> CompoundSpectralModel {
        CompoundSpectralModel(a, .multiply, b)
    }

    /// A spectrum divided by another.
    public static func / (a: Self, b: any SpectralModel) -> CompoundSpectralModel {
        CompoundSpectralModel(a, .divide, b)
    }
}

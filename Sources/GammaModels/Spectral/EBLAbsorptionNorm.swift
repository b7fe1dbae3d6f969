import Foundation
import GammaCore

/// Absorption by the extragalactic background light: transmission(z, E) to the power of a norm, without unit.
///
/// The table is interpolated and extrapolated linearly in z and ln E, in the logarithm of the transmission; the result is
/// held between 0 and 1.
public struct EBLAbsorptionNorm: SpectralModel {
    /// Names in model files.
    public static let tags = ["EBLAbsorptionNormSpectralModel", "ebl-norm"]
    /// True: a factor.
    public static let isNorm = true
    /// `redshift` (frozen), `alpha_norm` (frozen).
    public var parameters: [Parameter]
    /// The transmission table.
    public let table: EBLTable
    /// The file as the model file names it; nil when the table is written into the model file.
    public var filename: String?

    /// Makes the model from a table.
    public init(table: EBLTable, redshift: Double = 0.1, alphaNorm: Double = 1, filename: String? = nil) {
        self.table = table
        self.filename = filename
        parameters = [
            Parameter("redshift", redshift, isFrozen: true), Parameter("alpha_norm", alphaNorm, isFrozen: true),
        ]
    }

    /// The redshift of the source.
    public var redshift: Parameter {
        get { parameters[0] }
        set { parameters[0] = newValue }
    }
    /// The power of the transmission.
    public var alphaNorm: Parameter {
        get { parameters[1] }
        set { parameters[1] = newValue }
    }

    /// The transmission at each energy in TeV.
    public func evaluate(_ energies: [Double]) -> [Double] {
        let alpha = parameters[1].internalValue
        let row = table.row(at: parameters[0].internalValue)
        return energies.map { row.evaluate(log($0), alpha).value }
    }

    /// The transmission at each energy in TeV and its derivatives.
    public func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        let alpha = parameters[1].internalValue
        let row = table.row(at: parameters[0].internalValue)
        return bulkGradient(count: energies.count) { i, rows in
            let (value, byRedshift, byAlpha) = row.evaluate(log(energies[i]), alpha)
            rows[0] = byRedshift
            rows[1] = byAlpha
            return value
        }
    }
}

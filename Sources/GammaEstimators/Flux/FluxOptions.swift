import GammaCore
import GammaModels
import GammaNumerics

/// What a flux estimator computes beside the value, its error and the test statistic.
public struct FluxOptions: Sendable {
    /// The optional quantities, with Gammapy's names.
    public enum Selection: String, Sendable, Hashable, CaseIterable {
        /// Errors on either side.
        case errnErrp = "errn-errp"
        /// Upper limit.
        case ul
        /// The statistic over a grid of norms.
        case scan
        /// The flux that would be detected.
        case sensitivity
    }

    /// Standard deviations of the errors.
    public var nSigma: Double
    /// Standard deviations of the upper limits.
    public var nSigmaUL: Double
    /// Significance to which the sensitivity refers.
    public var nSigmaSensitivity: Double
    /// The optional quantities wanted.
    public var selection: Set<Selection>
    /// Whether the free parameters of other sources are fitted again in each bin.
    public var reoptimize: Bool
    /// Parameters of the source's spectrum that are fitted in each bin together with its flux: `["index"]`.
    public var freeParameters: [String]
    /// Whether the bins of an energy range are summed before the fit, as `sum_over_energy_groups` of Gammapy does: less is
    /// known then, but the shape within the range does not matter. Backgrounds that models tilt are taken at the middle of
    /// the range. Other than in Gammapy bins outside the fit mask are left out of the sums.
    public var sumsOverEnergy: Bool
    /// Norms of the scan.
    public var scanNorms: [Double]

    /// Makes options with Gammapy's defaults: 11 norms from 0.2 to 5.
    public init(
        nSigma: Double = 1, nSigmaUL: Double = 2, nSigmaSensitivity: Double = 5,
        selection: Set<Selection> = Set(Selection.allCases), reoptimize: Bool = false,
        freeParameters: [String] = [], sumsOverEnergy: Bool = false,
        scanNorms: [Double] = Quadrature.geomspace(0.2, 5, count: 11)
    ) {
        self.nSigma = nSigma
        self.nSigmaUL = nSigmaUL
        self.nSigmaSensitivity = nSigmaSensitivity
        self.selection = selection
        self.reoptimize = reoptimize
        self.freeParameters = freeParameters
        self.sumsOverEnergy = sumsOverEnergy
        self.scanNorms = scanNorms
    }
}

extension FluxOptions {
    /// Checks that the parameters to be fitted are there.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    func checkFreeParameters(of source: SkyModel) throws {
        let paths = source.spectral.parameterPaths
        for name in freeParameters where !paths.contains(name) {
            let near = nearestName(to: name, in: paths).map { "did you mean '\($0)'?" }
            throw Fault(
                .unknownKey, "the spectrum of '\(source.name)' has no parameter '\(name)'",
                hint: near ?? "its parameters are \(paths.joined(separator: ", "))")
        }
    }
}

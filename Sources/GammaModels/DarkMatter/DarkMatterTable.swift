import GammaCore
import GammaNumerics

/// Gamma rays of one annihilation or decay at its source: dN/dlog₁₀x against the mass of the particle and x = E/m, for one
/// channel.
///
/// As in Gammapy the table is interpolated linearly in log₁₀x, in ln m and in the value. There are no photons above x = 1,
/// where Gammapy extrapolates.
public struct DarkMatterTable: Sendable, Equatable {
    /// Masses in GeV, ascending.
    public let masses: [Double]
    private let grid: RegularGrid

    /// Makes a table.
    /// - Parameters:
    ///   - masses: in GeV, ascending, at least one.
    ///   - logX: log₁₀x, ascending, at least two.
    ///   - values: dN/dlog₁₀x, mass after mass.
    /// - Throws: ``Fault/Code/malformed`` when axes do not ascend or the number of values is wrong.
    public init(masses: [Double], logX: [Double], values: [Double]) throws {
        self.masses = masses
        grid = try RegularGrid(axes: [(masses, .log), (logX, .linear)], values: values)
    }

    /// dN/dE in TeV⁻¹ at energies in TeV for a mass in GeV.
    public func evaluate(_ energies: [Double], mass: Double) -> [Double] {
        let massTeV = mass * 1e-3
        let logs = VectorMath.log(energies.map { $0 / massTeV }).map { $0 / Self.logOf10 }
        let values = grid.evaluate(points: [energies.map { _ in mass }, logs])
        return energies.indices.map { logs[$0] > 0 ? 0 : values[$0] / (energies[$0] * Self.logOf10) }
    }

    private static let logOf10 = 2.302585092994046
}

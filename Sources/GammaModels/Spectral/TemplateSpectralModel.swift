import Foundation
import GammaCore

import struct GammaCore.Unit

/// dN/dE from a table of energies and values, without parameters: interpolated and extrapolated linearly in ln E and,
/// unless said otherwise, in the logarithm of the value; never below zero.
public struct TemplateSpectralModel: SpectralModel {
    /// Names in model files.
    public static let tags = ["TemplateSpectralModel", "template"]
    /// None.
    public var parameters: [Parameter] = []
    /// Energies in ``energyUnit``, ascending.
    public let energies: [Double]
    /// Unit of the energies.
    public let energyUnit: Unit
    /// Values in ``valueUnit``.
    public let values: [Double]
    /// Unit of the values: a differential flux, one per steradian, or none.
    public let valueUnit: Unit
    /// Whether values are interpolated linearly instead of in their logarithm.
    public let isLinear: Bool

    private let table: NodeTable
    private let scaled: [Double]

    /// Makes a template.
    /// - Throws: ``Fault/Code/badValue`` when energies are not positive and ascending or numbers differ,
    ///   ``Fault/Code/badUnit`` for units of another kind.
    public init(
        energies: [Double], energyUnit: Unit = .TeV, values: [Double], valueUnit: Unit = .differentialFlux,
        isLinear: Bool = false
    ) throws {
        guard !energies.isEmpty, energies.count == values.count else {
            throw Fault(
                .badValue, "a template needs one value an energy: \(energies.count) energies, \(values.count) values")
        }
        guard energies.allSatisfy({ $0 > 0 && $0.isFinite }),
            zip(energies, energies.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw Fault(.badValue, "the energies of a template must be positive and ascending") }
        guard values.allSatisfy(\.isFinite) else { throw Fault(.badValue, "a template value is not a number") }
        let factor = try Self.internalFactor(of: valueUnit)
        let energyFactor = try energyUnit.factor(to: .TeV)
        self.energies = energies
        self.energyUnit = energyUnit
        self.values = values
        self.valueUnit = valueUnit
        self.isLinear = isLinear
        table = NodeTable(nodes: energies.map { log($0 * energyFactor) })
        scaled = values.map {
            isLinear ? $0 * factor : ValueScale.log($0, tiny: .leastNormalMagnitude) + log(factor)
        }
    }

    /// dN/dE at each energy in TeV.
    public func evaluate(_ energies: [Double]) -> [Double] {
        guard scaled.count > 1 else { return energies.map { _ in restored(scaled[0]) } }
        return energies.map { energy in
            let (lower, weight) = table.locate(log(energy))
            return restored(scaled[lower] + weight * (scaled[lower + 1] - scaled[lower]))
        }
    }

    /// dN/dE at each energy in TeV; there are no parameters to derive by.
    public func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        (evaluate(energies), [])
    }

    private func restored(_ value: Double) -> Double { isLinear ? max(value, 0) : ValueScale.exp(value) }

    private static func internalFactor(of unit: Unit) throws -> Double {
        if unit == .none { return 1 }
        if let perSteradian = try? unit.factor(to: Unit(parsing: "TeV-1 s-1 cm-2 sr-1")) { return perSteradian }
        return try unit.factor(to: .differentialFlux)
    }
}

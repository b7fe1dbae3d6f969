import Foundation
import GammaCore

import struct GammaCore.Unit

/// A factor given at energy nodes, without unit: interpolated in (ln E, ln norm) or (E, norm), constant beyond the
/// outer nodes.
public struct PiecewiseNorm: SpectralModel {
    /// Names in model files.
    public static let tags = ["PiecewiseNormSpectralModel", "piecewise-norm"]
    /// True: a factor.
    public static let isNorm = true

    /// The scale of energy and norm.
    public enum Interpolation: String, Sendable, CaseIterable {
        /// Power laws between the nodes.
        case log
        /// Straight lines between the nodes.
        case linear = "lin"
    }

    /// `norm_0`, `norm_1`, …, one a node.
    public var parameters: [Parameter]
    /// The nodes in ``energyUnit``, ascending.
    public let energies: [Double]
    /// Unit of the nodes.
    public let energyUnit: Unit
    /// The scale of energy and norm.
    public let interpolation: Interpolation
    private let table: NodeTable

    /// Makes the model; norms are 1 unless given.
    /// - Throws: ``Fault/Code/badValue`` with fewer than two nodes, nodes that are not positive and ascending, or another
    ///   number of norms than of nodes; ``Fault/Code/badUnit``.
    public init(
        energies: [Double], energyUnit: Unit = .TeV, norms: [Double]? = nil, interpolation: Interpolation = .log
    ) throws {
        guard energies.count >= 2 else { throw Fault(.badValue, "a piecewise norm needs at least two energies") }
        guard energies.allSatisfy({ $0 > 0 && $0.isFinite }),
            zip(energies, energies.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw Fault(.badValue, "the energies of a piecewise norm must be positive and ascending") }
        let norms = norms ?? energies.map { _ in 1 }
        guard norms.count == energies.count else {
            throw Fault(
                .badValue, "a piecewise norm needs one norm an energy: \(energies.count) energies, \(norms.count) norms"
            )
        }
        let factor = try energyUnit.factor(to: .TeV)
        self.energies = energies
        self.energyUnit = energyUnit
        self.interpolation = interpolation
        parameters = norms.enumerated().map { Parameter("norm_\($0.offset)", $0.element) }
        table = NodeTable(nodes: energies.map { interpolation == .log ? log($0 * factor) : $0 * factor })
    }

    /// The factor at each energy in TeV.
    public func evaluate(_ energies: [Double]) -> [Double] {
        let scaled = scaledNorms
        return energies.map { energy in
            let (lower, weight) = table.locateClamped(interpolation == .log ? log(energy) : energy)
            return restored(scaled[lower] + weight * (scaled[lower + 1] - scaled[lower]))
        }
    }

    /// The factor at each energy in TeV and its derivatives.
    public func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        let scaled = scaledNorms
        let norms = parameters.map(\.internalValue)
        return bulkGradient(count: energies.count) { i, rows in
            let (lower, weight) = table.locateClamped(interpolation == .log ? log(energies[i]) : energies[i])
            let value = restored(scaled[lower] + weight * (scaled[lower + 1] - scaled[lower]))
            switch interpolation {
            case .linear:
                rows[lower] = 1 - weight
                rows[lower + 1] = weight
            case .log:
                // A norm held at the smallest number does not change with its parameter.
                rows[lower] = norms[lower] > 0 ? (1 - weight) * value / norms[lower] : 0
                rows[lower + 1] = norms[lower + 1] > 0 ? weight * value / norms[lower + 1] : 0
            }
            return value
        }
    }

    private var scaledNorms: [Double] {
        parameters.map {
            interpolation == .log ? ValueScale.log($0.internalValue, tiny: .leastNormalMagnitude) : $0.internalValue
        }
    }

    private func restored(_ value: Double) -> Double { interpolation == .log ? ValueScale.exp(value) : value }
}

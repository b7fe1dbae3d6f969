import Foundation
import GammaCore

/// What the responses of a run are like at one energy and offset, as Gammapy's `get_irfs_features`, and the effective area:
/// runs alike in this can be stacked without loss.
public struct ResponseFeatures: Sendable, Equatable {
    /// Decimal logarithm of the effective area in cm².
    public var logArea: Double
    /// Mean of reconstructed over true energy, less one; nil without energy dispersion.
    public var bias: Double?
    /// Standard deviation of reconstructed over true energy; nil without energy dispersion.
    public var resolution: Double?
    /// Radius in deg that holds 68 % of the events; nil without point-spread function.
    public var psfRadius: Double?

    /// Looks at responses.
    /// - Parameters:
    ///   - energy: true energy, TeV.
    ///   - offset: deg.
    public init(_ responses: Responses, energy: Double = 1, offset: Double) {
        let area = responses.effectiveArea?.evaluate(energies: [energy], offset: offset)[0] ?? 0
        logArea = log10(max(area, 1))
        if let dispersion = responses.energyDispersion {
            let edges = dispersion.migra.edges
            let density = dispersion.evaluate(energies: [energy], migras: dispersion.migra.centres, offset: offset)
            let weights = density.indices.map { density[$0] * (edges[$0 + 1] - edges[$0]) }
            let sum = weights.reduce(0, +)
            if sum > 0 {
                let migras = dispersion.migra.centres
                let mean = zip(weights, migras).reduce(0) { $0 + $1.0 * $1.1 } / sum
                let square = zip(weights, migras).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / sum
                (bias, resolution) = (mean - 1, square.squareRoot())
            }
        }
        let radius = responses.pointSpread?.containmentRadius(fraction: 0.68, energies: [energy], offset: offset)[0]
        psfRadius = radius.flatMap { $0.isFinite ? $0 : nil }
    }

    private init(logArea: Double, bias: Double?, resolution: Double?, psfRadius: Double?) {
        self.logArea = logArea
        self.bias = bias
        self.resolution = resolution
        self.psfRadius = psfRadius
    }

    private var values: [Double?] { [logArea, bias, resolution, psfRadius] }

    /// The features that all have, each with mean 0 and standard deviation 1, so that they weigh alike.
    static func scaled(_ all: [ResponseFeatures]) -> [[Double]] {
        let columns = (0..<4).compactMap { column -> [Double]? in
            let values = all.compactMap { $0.values[column] }
            guard values.count == all.count else { return nil }
            let mean = values.reduce(0, +) / Double(max(values.count, 1))
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(values.count, 1))
            return variance > 0 ? values.map { ($0 - mean) / variance.squareRoot() } : nil
        }
        return all.indices.map { row in columns.map { $0[row] } }
    }

    /// Their means.
    static func mean(_ all: [ResponseFeatures]) -> ResponseFeatures {
        func mean(_ column: Int) -> Double? {
            let values = all.compactMap { $0.values[column] }
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
        return ResponseFeatures(
            logArea: mean(0) ?? 0, bias: mean(1), resolution: mean(2), psfRadius: mean(3))
    }

    /// In words.
    var text: String {
        func number(_ value: Double?, _ title: String, _ unit: String = "") -> String? {
            value.map { "\(title) \(ValueFormat.number($0, digits: 2))\(unit)" }
        }
        return [
            number(pow(10, logArea - 10), "area", " km2"), number(bias, "energy bias"),
            number(resolution, "resolution"), number(psfRadius, "PSF", " deg"),
        ].compactMap(\.self).joined(separator: ", ")
    }
}

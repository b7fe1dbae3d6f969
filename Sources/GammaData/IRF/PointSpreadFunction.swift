import Foundation
import GammaCore
import GammaNumerics

/// Distribution of reconstructed around true directions, over true energy and offset.
public protocol PointSpreadFunction: InstrumentResponse {
    /// True energy in TeV.
    var energyTrue: IRFAxis { get }
    /// Offset in deg.
    var offset: IRFAxis { get }
    /// Edges in deg of the rings on which containment radii are searched.
    var radEdges: [Double] { get }

    /// Surface brightness in sr⁻¹, C order (energy, rad).
    func evaluate(rads: [Double], energies: [Double], offset: Double) -> [Double]

    /// Surface brightness in sr⁻¹ at many offsets in deg, C order (energy, rad, offset).
    func evaluate(rads: [Double], energies: [Double], offsets: [Double]) -> [Double]

    /// Fraction of events within each radius in deg, C order (energy, radius).
    func containment(radii: [Double], energies: [Double], offset: Double) -> [Double]
}

extension PointSpreadFunction {
    /// Surface brightness in sr⁻¹ at many offsets in deg, C order (energy, rad, offset).
    public func evaluate(rads: [Double], energies: [Double], offsets: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: energies.count * rads.count * offsets.count)
        for (k, offset) in offsets.enumerated() {
            let profiles = evaluate(rads: rads, energies: energies, offset: offset)
            for index in profiles.indices { result[index * offsets.count + k] = profiles[index] }
        }
        return result
    }

    /// Fraction of events within a radius in deg at each true energy in TeV and one offset in deg.
    public func containment(radius: Double, energies: [Double], offset: Double) -> [Double] {
        containment(radii: [radius], energies: energies, offset: offset)
    }

    /// Radius in deg that contains a fraction of the events, at each true energy; NaN where nothing is known.
    ///
    /// The rings are divided into 20, and the centre whose containment is nearest to the fraction is taken, as Gammapy
    /// does (numerics.md §3.2), so that radii are quantised by a 20th of a ring.
    public func containmentRadius(fraction: Double, energies: [Double], offset: Double) -> [Double] {
        let parts = 20
        let radii = zip(radEdges, radEdges.dropFirst()).flatMap { low, high in
            (0..<parts).map { low + (high - low) * (Double($0) + 0.5) / Double(parts) }
        }
        guard !radii.isEmpty else { return energies.map { _ in .nan } }
        let curves = containment(radii: radii, energies: energies, offset: offset)
        return energies.indices.map { e in
            let curve = curves[e * radii.count..<(e + 1) * radii.count]
            guard let largest = curve.last, largest > 0 else { return .nan }
            var best = curve.startIndex
            for k in curve.indices where abs(curve[k] - fraction) < abs(curve[best] - fraction) { best = k }
            return radii[best - curve.startIndex]
        }
    }
}

/// Square degrees in a steradian.
let squareDegreesPerSteradian = pow(180 / Double.pi, 2)

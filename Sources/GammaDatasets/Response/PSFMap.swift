import Foundation
import GammaCore
import GammaMaps
import GammaNumerics

/// The point-spread function in sr⁻¹ over energy, distance to the true direction (`rad`, deg) and the sky.
///
/// The energy is the true one, or the reconstructed one as for HAWC (Gammapy's `RecoPSFMap`); which of them, the name of the
/// axis tells.
public struct PSFMap: Sendable, Equatable {
    /// Values (energy, rad, y, x) in sr⁻¹ and exposure.
    public var map: ResponseMap

    /// Makes a point-spread function.
    /// - Throws: ``Fault/Code/incompatible`` when the axes are not `rad` and `energy_true` or `energy`.
    public init(_ map: ResponseMap) throws {
        guard map.axis.name == "rad" else {
            throw Fault(.incompatible, "a point-spread function needs an axis 'rad', not '\(map.axis.name)'")
        }
        guard map.energyTrue.isEnergy else {
            throw Fault(
                .incompatible,
                "a point-spread function needs an axis 'energy_true' or 'energy', not '\(map.energyTrue.name)'")
        }
        self.map = map
    }

    /// Axis of the distance to the true direction, deg.
    public var rad: MapAxis { map.axis }
    /// Axis of energy, true or reconstructed, TeV.
    public var energies: MapAxis { map.energyTrue }
    /// Whether it is known in reconstructed energy (axis `energy`): then it applies after the energy dispersion.
    public var isReconstructed: Bool { energies.name == "energy" }

    /// Profiles (energy, rad) in sr⁻¹ at a direction, for the centres of another axis of energy.
    ///
    /// Linear between pixels and in the logarithm of energy, as Gammapy's `interp_by_coord`.
    public func profiles(at direction: SkyDirection, energies: MapAxis) -> [Double] {
        resampled(profiles(ResponseLocator(map).bilinear(direction)), to: energies)
    }

    /// Weighted sums of the profiles of some pixels (energy of the map, rad).
    func profiles(_ pixels: [(pixel: Int, weight: Double)]) -> [Double] {
        let stride = map.pixelCount
        let count = energies.binCount * map.axis.binCount
        var sum = [Double](repeating: 0, count: count)
        for (pixel, weight) in pixels where weight != 0 {
            for index in 0..<count {
                let value = map.values[index * stride + pixel]
                sum[index] += weight * (value.isFinite ? value : 0)
            }
        }
        return sum
    }

    /// Profiles at the centres of another energy axis, linear in the logarithm, going on straight outside.
    func resampled(_ profiles: [Double], to energies: MapAxis) -> [Double] {
        if energies == self.energies { return profiles }
        let nodes = self.energies.centres
        let radii = map.axis.binCount
        guard nodes.count > 1 else { return energies.centres.flatMap { _ in profiles } }
        return energies.centres.flatMap { energy -> [Double] in
            let upper = nodes.firstIndex { $0 > energy } ?? nodes.count
            let low = min(max(upper - 1, 0), nodes.count - 2)
            let fraction = log(energy / nodes[low]) / log(nodes[low + 1] / nodes[low])
            return (0..<radii).map { r in
                let (a, b) = (profiles[low * radii + r], profiles[(low + 1) * radii + r])
                return a + (b - a) * fraction
            }
        }
    }

    /// Fraction of the events within the upper edge of each bin of `rad`, from one profile (rad) in sr⁻¹.
    func containment(profile: ArraySlice<Double>) -> [Double] {
        let perDegree = 2 * Double.pi * pow(Double.pi / 180, 2)
        var sum = 0.0
        return zip(profile, rad.centres.indices).map { value, r in
            sum += perDegree * rad.centres[r] * (rad.edges[r + 1] - rad.edges[r]) * value
            return sum
        }
    }

    /// Radius in deg that contains a fraction of the events, from one profile (rad); the last edge if none does.
    ///
    /// As in Gammapy the bins of `rad` are divided into 20, and the centre whose containment (linear between the edges, in
    /// the scale of the axis) is nearest to the fraction is taken.
    func containmentRadius(_ fraction: Double, profile: ArraySlice<Double>) -> Double {
        let curve = [0] + containment(profile: profile)
        let isLinear = rad.interpolation == .linear
        let first = isLinear && rad.binCount > 1 ? rad.binWidths[0] / rad.binWidths[1] : 1
        var best = (distance: Double.infinity, radius: rad.edges[0])
        for r in 0..<rad.binCount {
            for part in 0..<20 {
                let share = (Double(part) + 0.5) / 20
                // Gammapy's curve begins at the first upper edge and goes on straight below it.
                let value =
                    r == 0 && rad.binCount > 1
                    ? curve[1] + (curve[2] - curve[1]) * (share - 1) * first
                    : curve[r] + (curve[r + 1] - curve[r]) * share
                let distance = abs(value - fraction)
                if distance < best.distance {
                    best = (
                        distance,
                        isLinear
                            ? rad.edges[r] + (rad.edges[r + 1] - rad.edges[r]) * share
                            : rad.value(atPixel: Double(r) + share - 0.5)
                    )
                }
            }
        }
        return best.radius
    }

    /// Radius in deg that contains a fraction of the events at each energy of the map, at a direction.
    public func containmentRadii(_ fraction: Double, at direction: SkyDirection) -> [Double] {
        let radii = rad.binCount
        let all = profiles(at: direction, energies: energies)
        return energies.centres.indices.map {
            containmentRadius(fraction, profile: all[$0 * radii..<($0 + 1) * radii])
        }
    }
}

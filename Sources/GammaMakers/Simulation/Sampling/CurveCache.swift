import Foundation
import GammaCore
import GammaData
import GammaNumerics

/// Distributions of a response at the offsets that are met, made once an offset.
///
/// For a source at one place the offset is exact; for an extended one offsets are rounded to ``step``.
struct CurveCache {
    /// Rounding of offsets in deg; 0 keeps the first one for all.
    let step: Double
    private let make: (_ offset: Double) -> ResponseCurves
    private var known: [Int: ResponseCurves] = [:]

    init(step: Double, _ make: @escaping (_ offset: Double) -> ResponseCurves) {
        self.step = step
        self.make = make
    }

    /// The distributions at an offset in deg.
    mutating func curves(offset: Double) -> ResponseCurves {
        // Offsets are at most 180°.
        let key = step > 0 ? Int(min(offset / step, 1e6).rounded()) : 0
        if let curves = known[key] { return curves }
        let curves = make(step > 0 ? Double(key) * step : offset)
        known[key] = curves
        return curves
    }
}

extension CurveCache {
    /// Squared distances to the true direction in deg².
    init(_ psf: any PointSpreadFunction, step: Double) {
        self.init(step: step) { offset in
            let energies = psf.energyTrue.samplingNodes
            let limit = psf.samplingLimit(energies: energies, offset: offset)
            // Rings of equal growth of the square root: fine at the centre, where the density is highest.
            let radii = Quadrature.linspace(0, 1, count: 251).map { limit * $0 * $0 }
            let contained = psf.containment(radii: radii, energies: energies, offset: offset)
            let weights = energies.indices.flatMap { e in
                (1..<radii.count).map { contained[e * radii.count + $0] - contained[e * radii.count + $0 - 1] }
            }
            return ResponseCurves(energies: energies, edges: radii.map { $0 * $0 }, weights: weights)
        }
    }

    /// Migrations: reconstructed over true energy.
    init(_ dispersion: EnergyDispersion2D, step: Double) {
        let widths = dispersion.migra.widths
        self.init(step: step) { offset in
            let energies = dispersion.energyTrue.samplingNodes
            let densities = dispersion.evaluate(energies: energies, migras: dispersion.migra.centres, offset: offset)
            let weights = densities.indices.map { densities[$0] * widths[$0 % widths.count] }
            return ResponseCurves(energies: energies, edges: dispersion.migra.edges, weights: weights)
        }
    }
}

extension IRFAxis {
    /// Twenty energies a decade between the limits of the axis.
    fileprivate var samplingNodes: [Double] {
        guard count > 1, edges[0] > 0 else { return centres.filter { $0 > 0 } }
        return Quadrature.geomspace(
            edges[0], edges[edges.count - 1],
            count: nodeCount(from: edges[0], to: edges[edges.count - 1], perDecade: 20))
    }
}

extension PointSpreadFunction {
    /// The radius in deg within which events are drawn: the outermost ring of a table, all but 10⁻⁴ of a formula.
    fileprivate func samplingLimit(energies: [Double], offset: Double) -> Double {
        var limit = radEdges.last ?? 1
        guard !(self is PSFTable) else { return limit }
        while limit < 10 {
            let contained = containment(radius: limit, energies: energies, offset: offset)
            if contained.allSatisfy({ !($0 > 0) || $0 > 0.9999 }) { break }
            limit *= 1.5
        }
        return limit
    }
}

/// Number of nodes, both ends included, for energies at a spacing that is not wider than asked for.
func nodeCount(from lower: Double, to upper: Double, perDecade: Int) -> Int {
    let decades = log10(upper / lower)
    return decades > 0 ? Int(min(decades * Double(perDecade), 10_000).rounded(.up)) + 1 : 2
}

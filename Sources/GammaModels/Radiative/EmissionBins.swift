import Foundation
import GammaNumerics

/// Integrals of emission over bins of energy, from emission at few energies.
///
/// Emission is smooth in ln E, and every energy costs a row of each kernel. On panels of at most a decade its logarithm is the
/// polynomial through twelve Gauss–Legendre nodes; the bins are integrated over that. Where the last coefficients say that a
/// polynomial does not do, as near the highest energy of the particles, bins are integrated over the emission itself
/// (``BinPlaces``).
struct EmissionBins: Sendable {
    /// Nodes a panel.
    static let order = 12
    /// The largest of the last two Legendre coefficients of ln dN/dE; about the accuracy of the emission.
    static let tolerance = 2e-6

    /// Where emission is taken: ``order`` energies a panel.
    let nodes: [Double]
    /// The bins.
    let bins: [(lower: Double, upper: Double)]
    /// Those that are integrated over the emission itself in any case.
    private let direct: [Int]
    /// Places of each bin: those of bin i from starts[i] to starts[i + 1]. A bin that is none has no places.
    private var starts: [Int] = [0]
    private var panels: [Int] = []
    private var energies: [Double] = []
    private var weights: [Double] = []
    /// The polynomials that are one at a node, at each place.
    private var basis: [Double] = []

    private static let rule = Quadrature.gaussLegendre(order)
    /// From values at the nodes to the coefficients of P_m, m by m: w (m + ½) P_m(node).
    private static let transform: [[Double]] = (0..<order).map { m in
        zip(rule.nodes, rule.weights).map { $1 * (Double(m) + 0.5) * legendre($0)[m] }
    }

    init(edges: [Double]) {
        let bins = zip(edges, edges.dropFirst()).map { (lower: $0, upper: $1) }
        self.bins = bins
        let valid = bins.indices.filter { BinPlaces.isBin(bins[$0]) }
        let (low, high) = (valid.map { bins[$0].lower }.min() ?? 1, valid.map { bins[$0].upper }.max() ?? 1)
        let start = log(low)
        let panelCount = max(1, Int(((log(high) - start) / log(10)).rounded(.up)))
        guard BinPlaces(bins).energies.count > panelCount * Self.order else {
            // A few bins are done with fewer energies by themselves.
            (nodes, direct) = ([], valid)
            return
        }
        let width = (log(high) - start) / Double(panelCount)
        direct = []
        nodes = (0..<panelCount).flatMap { panel in
            Self.rule.nodes.map { exp(start + width * (Double(panel) + (1 + $0) / 2)) }
        }
        for bin in bins {
            if BinPlaces.isBin(bin) { add(bin, start, width, panelCount) }
            starts.append(energies.count)
        }
    }

    /// The part of a bin in each panel; `start` and `width` are those of the panels in ln E.
    private mutating func add(_ bin: (lower: Double, upper: Double), _ start: Double, _ width: Double, _ count: Int) {
        func panel(_ energy: Double) -> Int { min(max(Int((log(energy) - start) / width), 0), count - 1) }
        for panel in panel(bin.lower)...panel(bin.upper) {
            let lower = max(bin.lower, exp(start + width * Double(panel)))
            let upper = min(bin.upper, exp(start + width * Double(panel + 1)))
            let places = BinPlaces([(lower, upper)])
            for (energy, weight) in zip(places.energies, places.weights) {
                panels.append(panel)
                energies.append(energy)
                weights.append(weight)
                basis += Self.basis(2 * ((log(energy) - start) / width - Double(panel)) - 1)
            }
        }
    }

    private static func basis(_ t: Double) -> [Double] {
        let polynomials = legendre(t)
        return (0..<order).map { k in zip(transform, polynomials).reduce(0) { $0 + $1.0[k] * $1.1 } }
    }

    /// The first ``order`` Legendre polynomials.
    private static func legendre(_ t: Double) -> [Double] {
        var values = [1, t]
        for m in 2..<order {
            values.append((Double(2 * m - 1) * t * values[m - 1] - Double(m - 1) * values[m - 2]) / Double(m))
        }
        return values
    }
}

extension EmissionBins {
    /// The integrals over the polynomials, times a power of the energy; NaN for a bin that is none.
    struct Sums {
        var values: [Double]
        /// By how much each integral changes with the logarithm of the emission at the nodes of its panels, a row a bin.
        var slopes: WeightRows
        /// Bins for which a polynomial does not do.
        var rough: [Int]
    }

    /// Integrals from the emission at the nodes.
    func sums(_ emission: [Double], power: Int) -> Sums {
        let logs = VectorMath.log(emission)
        let smooth = (0..<nodes.count / Self.order).map { panel in
            let range = panel * Self.order..<(panel + 1) * Self.order
            // What is no number does not become one with more places.
            return isSmooth(logs[range]) || emission[range].contains { $0.isNaN }
        }
        let fluxes = VectorMath.exp(energies.indices.map { interpolated(logs, $0) })
        var sums = Sums(
            values: Array(repeating: .nan, count: bins.count),
            slopes: WeightRows(rows: bins.count, columns: nodes.count), rough: direct)
        for bin in bins.indices where !nodes.isEmpty && starts[bin] < starts[bin + 1] {
            let places = starts[bin]..<starts[bin + 1]
            guard places.allSatisfy({ smooth[panels[$0]] }) else {
                sums.rough.append(bin)
                continue
            }
            var value = 0.0
            let first = panels[places.lowerBound] * Self.order
            sums.slopes.fill(bin, first..<(panels[places.upperBound - 1] + 1) * Self.order) { row in
                for place in places {
                    let term = weights[place] * fluxes[place] * (power == 0 ? 1 : energies[place])
                    value += term
                    let start = panels[place] * Self.order - first
                    for k in 0..<Self.order { row[start + k] += term * basis[place * Self.order + k] }
                }
            }
            sums.values[bin] = value
        }
        return sums
    }

    private func interpolated(_ logs: [Double], _ place: Int) -> Double {
        var sum = 0.0
        let first = panels[place] * Self.order
        for k in 0..<Self.order { sum += basis[place * Self.order + k] * logs[first + k] }
        return sum
    }

    private func isSmooth(_ logs: ArraySlice<Double>) -> Bool {
        Self.transform.suffix(2).allSatisfy { weights in
            abs(zip(weights, logs).reduce(0) { $0 + $1.0 * $1.1 }) < Self.tolerance
        }
    }
}

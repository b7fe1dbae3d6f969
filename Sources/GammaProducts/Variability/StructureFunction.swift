import Foundation

/// How much a flux changes over a lag of time: the mean squared difference of pairs of fluxes that lie so far apart.
///
/// Emmanoulopoulos, McHardy & Uttley 2010, MNRAS 404, 931. Pairs are weighted by the product of their signal-to-noise
/// ratios, as in Gammapy.
public struct StructureFunction: Sendable, Hashable {
    /// The pairs of one range of lags.
    public struct Lag: Sendable, Hashable {
        /// Mean lag of the pairs, s.
        public let seconds: Double
        /// Mean squared difference of the fluxes, in the square of their unit.
        public let value: Double
        /// What the errors alone contribute to ``value``: the mean of σ₁² + σ₂². A constant flux has value = noise.
        public let noise: Double
        /// Number of pairs.
        public let pairs: Int
    }

    /// Ranges of lags that hold any pair, in ascending order.
    public let lags: [Lag]

    /// - Parameters:
    ///   - edges: edges of the ranges of lags, s, ascending; nil makes one of each distinct lag.
    ///   - precision: lags that agree within this many seconds are one, where no edges are given.
    init(_ series: FluxVariability, edges: [Double]?, precision: Double) {
        var sums: [Int: Sum] = [:]
        for first in series.seconds.indices {
            for second in series.seconds.indices where series.seconds[second] > series.seconds[first] {
                let lag = series.seconds[second] - series.seconds[first]
                guard let bin = Self.bin(of: lag, edges, precision) else { continue }
                sums[bin, default: Sum()].add(series, first, second, lag: lag)
            }
        }
        lags = sums.sorted { $0.key < $1.key }.map(\.value.mean)
    }

    private static func bin(of lag: Double, _ edges: [Double]?, _ precision: Double) -> Int? {
        guard let edges else { return Int((lag / precision).rounded()) }
        guard let above = edges.firstIndex(where: { $0 > lag }), above > 0 else { return nil }
        return above - 1
    }

    private struct Sum {
        var weight = 0.0
        var value = 0.0
        var noise = 0.0
        var lag = 0.0
        var pairs = 0

        mutating func add(_ series: FluxVariability, _ first: Int, _ second: Int, lag: Double) {
            let (a, b) = (series.values[first], series.values[second])
            let (errorA, errorB) = (series.errors[first], series.errors[second])
            let weight = (a / errorA) * (b / errorB)
            self.weight += weight
            value += weight * (b - a) * (b - a)
            noise += weight * (errorA * errorA + errorB * errorB)
            self.lag += lag
            pairs += 1
        }

        var mean: Lag {
            Lag(seconds: lag / Double(pairs), value: value / weight, noise: noise / weight, pairs: pairs)
        }
    }
}

extension FluxVariability {
    /// The structure function over every distinct lag, or over ranges of lags.
    /// - Parameters:
    ///   - lagEdges: edges of the ranges, s, ascending; nil makes one of each distinct lag.
    ///   - precision: lags that agree within this many seconds are one, where no edges are given.
    public func structureFunction(lagEdges: [Double]? = nil, precision: Double = 1) -> StructureFunction {
        StructureFunction(self, edges: lagEdges, precision: precision)
    }
}

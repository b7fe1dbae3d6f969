import Foundation
import GammaCore

extension ImageProfile {
    /// A kernel with which a profile is smoothed.
    public enum Kernel: Sendable, Hashable {
        /// The mean of the bins nearer than `radius` deg: 2·radius/bin + 1 of them.
        case box(radius: Double)
        /// A Gaussian of width `sigma` deg, cut at 4 σ.
        case gauss(sigma: Double)
    }

    /// The profile with its values smoothed: x_j = Σ x_{j−i} h_i, errors √Σ (Δx_{j−i} h_i)², as if the bins had independent
    /// errors; beyond its ends the profile is mirrored, and bins without a value are left out of the means.
    ///
    /// As Gammapy's `ImageProfile.smooth`, but values stay means (there a box multiplies counts by its width), and the width of
    /// the Gaussian is the one asked for (there it is twice as wide and one bin more).
    /// - Throws: ``Fault/Code/badValue`` for a kernel without size, ``Fault/Code/incompatible`` for bins of different widths.
    public func smoothed(_ kernel: Kernel) throws -> ImageProfile {
        guard let first = bins.first else { return self }
        let width = first.high - first.low
        guard bins.allSatisfy({ abs($0.high - $0.low - width) <= 1e-6 * width }) else {
            throw Fault(.incompatible, "a profile with bins of different widths cannot be smoothed")
        }
        let weights = try kernel.weights(binWidth: width)
        let reach = weights.count / 2
        var profile = self
        for index in bins.indices {
            var (sum, variance, total) = (0.0, 0.0, 0.0)
            for (position, weight) in weights.enumerated() {
                let bin = bins[Self.mirrored(index + position - reach, bins.count)]
                guard bin.value.isFinite else { continue }
                sum += weight * bin.value
                total += weight
                variance += weight * weight * (bin.error ?? 0) * (bin.error ?? 0)
            }
            profile.bins[index].value = sum / total
            if bins[index].error != nil { profile.bins[index].error = variance.squareRoot() / total }
        }
        return profile
    }

    /// The index within 0..<count when the profile goes on as its mirror image, the outermost bin twice.
    private static func mirrored(_ index: Int, _ count: Int) -> Int {
        let period = 2 * count
        let inside = ((index % period) + period) % period
        return inside < count ? inside : period - 1 - inside
    }
}

extension ImageProfile.Kernel {
    /// Weights of an odd number of bins, with sum 1.
    fileprivate func weights(binWidth: Double) throws -> [Double] {
        switch self {
        case .box(let radius):
            guard radius >= 0, radius / binWidth < 1e6 else { throw Self.noSize(radius) }
            // A box covers the bins whose middles it reaches.
            let count = 2 * Int(radius / binWidth + 1e-9) + 1
            return Array(repeating: 1 / Double(count), count: count)
        case .gauss(let sigma):
            guard sigma > 0, sigma / binWidth < 1e6 else { throw Self.noSize(sigma) }
            let bins = sigma / binWidth
            let reach = Int(4 * bins + 0.5)
            let weights = (-reach...reach).map { exp(-0.5 * (Double($0) / bins) * (Double($0) / bins)) }
            let sum = weights.reduce(0, +)
            return weights.map { $0 / sum }
        }
    }

    private static func noSize(_ value: Double) -> Fault {
        Fault(.badValue, "a kernel of \(value) deg cannot smooth a profile")
    }
}

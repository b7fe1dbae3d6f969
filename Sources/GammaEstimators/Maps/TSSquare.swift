import GammaDatasets
import GammaNumerics

/// The bins of all layers within the square around one pixel, as the likelihood in the norm reads them.
///
/// With s = b/m a bin with counts adds n/(x + s) to the slope of the likelihood, so that only n and s are needed of it; all
/// other bins are in Σ m. Memory is used again from pixel to pixel.
struct TSSquare {
    private let layers: [TSLayer]
    /// Counts and s of bins with counts that the source reaches.
    private let memory: Memory
    private var used = 0
    /// All their counts.
    private(set) var total = 0.0
    /// The least s among them, and the counts there.
    private var least = 0.0
    private var leastCounts = 0.0
    /// Σ m.
    private(set) var model = 0.0
    private var x = 0
    private var y = 0

    init(_ layers: [TSLayer]) {
        self.layers = layers
        memory = Memory(layers.reduce(0) { $0 + $1.size * $1.size })
    }

    /// Room for two numbers a bin; one square at a time writes to it.
    private final class Memory {
        let counts: UnsafeMutablePointer<Double>
        let ratios: UnsafeMutablePointer<Double>

        init(_ capacity: Int) {
            counts = .allocate(capacity: max(capacity, 1))
            ratios = .allocate(capacity: max(capacity, 1))
        }

        deinit {
            counts.deallocate()
            ratios.deallocate()
        }
    }

    /// Takes the square around a pixel; `model` is Σ m there.
    mutating func gather(x: Int, y: Int, model: Double) {
        (self.x, self.y, self.model) = (x, y, model)
        (used, total, least, leastCounts) = (0, 0, .infinity, 0)
        for layer in layers { gather(layer) }
    }

    private mutating func gather(_ layer: TSLayer) {
        let (size, half, area) = (layer.size, layer.half, layer.size * layer.size)
        let columns = layer.columns(around: x)
        var (used, total, least, leastCounts) = (used, total, least, leastCounts)
        let (counts, ratios) = (memory.counts, memory.ratios)
        let hasOneKernel = layer.columnKernels.isEmpty
        layer.inverses.withUnsafeBufferPointer { inverses in
            for row in layer.rows(around: y) {
                let line = row * (layer.nx + 1)
                let first = Int(layer.positions[line + columns.lowerBound])
                let last = Int(layer.positions[line + columns.upperBound])
                let kernelRow = (row - y + half) * size + half - x
                for entry in first..<last {
                    let kernel = hasOneKernel ? 0 : Int(layer.columnKernels[entry]) * area
                    let place = kernel + kernelRow + Int(layer.columns[entry])
                    let ratio = layer.columnRatios[entry] * inverses[place]
                    guard ratio < 1e100 else { continue }
                    let count = layer.columnCounts[entry]
                    counts[used] = count
                    ratios[used] = ratio
                    used += 1
                    total += count
                    if ratio < least { (least, leastCounts) = (ratio, count) }
                }
            }
        }
        (self.used, self.total, self.least, self.leastCounts) = (used, total, least, leastCounts)
    }

    // MARK: The likelihood

    /// Σ n/(x + s) and Σ n/(x + s)².
    private func slopes(_ norm: Double) -> (first: Double, second: Double) {
        NormKernel.slopes(counts: memory.counts, ratios: memory.ratios, at: norm, count: used)
    }

    /// C(to) − C(from) of the Cash statistic, both above the poles of the bins with counts.
    func rise(from: Double, to: Double) -> Double {
        let gain = NormKernel.gain(counts: memory.counts, ratios: memory.ratios, from: from, to: to, count: used)
        return 2 * ((to - from) * model - gain)
    }

    /// Σ n/(x + s)² at a norm: half the curvature of the statistic.
    func curvature(_ norm: Double) -> Double { slopes(norm).second }

    /// One step from norm 0, as a first estimate of the root.
    func estimate() -> Double {
        let start = slopes(0)
        let next = start.first * (start.first - model) / (model * start.second)
        return min(max(next, lowest), highest)
    }

    /// The root lies between these (Stewart 2009): the first bin alone, or all counts where s is least.
    private var lowest: Double { leastCounts / model - least }
    private var highest: Double { total / model - least }

    /// The norm at which Σ m = Σ n/(x + s), with half the curvature there.
    ///
    /// 1/Σ n/(x + s) grows with x, is concave and nearly straight: Newton steps on it converge in few steps, the last one
    /// squaring an error below 10⁻⁶ standard deviations. They are kept within a bracket.
    func root() -> (norm: Double, curvature: Double, steps: Int)? {
        var (low, high) = (lowest, highest)
        guard low.isFinite, high.isFinite, low <= high else { return nil }
        var norm = low < 0 && high > 0 ? 0 : (low + high) / 2
        for step in 1...100 {
            let slope = slopes(norm)
            guard slope.first.isFinite, slope.second > 0 else { return nil }
            if slope.first > model { low = norm } else { high = norm }
            let move = slope.first * (slope.first - model) / (model * slope.second)
            var next = norm + move
            if abs(move) * slope.second.squareRoot() < 1e-6 || high - low <= 4e-16 * max(abs(low), abs(high)) {
                return (min(max(next, low), high), slope.second, step)
            }
            if !(next > low && next < high) { next = (low + high) / 2 }
            norm = next
        }
        return nil
    }

    /// The lowest norm at which no bin of the square predicts negative counts: −min b/m.
    var floor: Double {
        var least = Double.infinity
        for layer in layers {
            let columns = layer.columns(around: x)
            let hasOneKernel = layer.kernelNumbers.isEmpty
            layer.inverses.withUnsafeBufferPointer { inverses in
                for row in layer.rows(around: y) {
                    let kernelRow = (row - y + layer.half) * layer.size + layer.half - x
                    for column in columns {
                        let pixel = row * layer.nx + column
                        let kernel = hasOneKernel ? 0 : layer.kernelStart(pixel)
                        least = min(least, layer.ratio(pixel) * inverses[kernel + kernelRow + column])
                    }
                }
            }
        }
        return -least
    }

    /// The distance from `norm`, upwards or downwards, at which the statistic has risen by `rise`.
    ///
    /// The square root of the rise is nearly straight: two or three of Halley's steps on it, kept within a bracket, are exact.
    func distance(from norm: Double, rise target: Double, upwards: Bool, step: Double) -> Double {
        let direction = upwards ? 1.0 : -1.0
        // Bins with counts must not come to predict none.
        let limit = upwards ? Double.infinity : norm + least
        var (inner, outer) = (0.0, limit)
        var distance = step.isFinite && step > 0 ? min(step, limit / 2) : (upwards ? target / (2 * model) : limit / 2)
        for _ in 0..<200 {
            let place = norm + direction * distance
            let (value, slope) = (rise(from: norm, to: place), slopes(place))
            guard value.isFinite else { return .nan }
            if value < target { inner = distance } else { outer = distance }
            let root = max(value, 0).squareRoot()
            let first = direction * (model - slope.first) / root
            let second = (slope.second - first * first) / root
            let excess = root - target.squareRoot()
            let move = 2 * excess * first / (2 * first * first - excess * second)
            var next = distance - move
            if abs(move) < 1e-4 * min(distance, limit - distance) { return next }
            if !(next > inner && next < outer) { next = outer.isFinite ? (inner + outer) / 2 : 2 * distance }
            distance = next
        }
        return .nan
    }

    /// All bins that the source reaches: m, s and counts.
    private func all() -> (models: [Double], ratios: [Double], counts: [Double]) {
        var (models, ratios, counts): ([Double], [Double], [Double]) = ([], [], [])
        for layer in layers {
            for row in layer.rows(around: y) {
                let kernelRow = (row - y + layer.half) * layer.size + layer.half - x
                for column in layer.columns(around: x) {
                    let pixel = row * layer.nx + column
                    let place = layer.kernelStart(pixel) + kernelRow + column
                    let ratio = layer.ratio(pixel) * layer.inverses[place]
                    guard ratio < 1e100 else { continue }
                    models.append(layer.kernels[place] * layer.exposure[pixel])
                    ratios.append(ratio)
                    counts.append(layer.data.counts[pixel])
                }
            }
        }
        return (models, ratios, counts)
    }

    /// The norm at which exactly the predicted counts would differ from norm 0 by TS = σ² (Cowan et al. 2011).
    func sensitivity(sigma: Double) -> Double {
        let (models, ratios, _) = all()
        let target = sigma * sigma
        // TS is convex and begins as x² Σ m/s; where that is not yet true, the next step lies beyond the root.
        let rate = zip(models, ratios).reduce(0) { $0 + $1.0 / $1.1 }
        guard rate > 0, model > 0 else { return .nan }
        var norm = max(sigma / rate.squareRoot(), target / (4 * model) * 1e-3)
        for _ in 0..<200 {
            let sums = NormKernel.asimov(models: models, ratios: ratios, at: norm)
            let (value, slope) = (2 * (sums.value - norm * model) - target, 2 * sums.slope)
            guard value.isFinite, slope > 0 else { return .nan }
            let next = norm - value / slope
            if abs(next - norm) <= 1e-10 * norm { return next }
            norm = next > 0 ? next : norm / 2
        }
        return .nan
    }

    /// C(norm) − C(0) of the Cash statistic, for any norms: where some bin would predict negative counts, with the truncation
    /// of that statistic.
    func scan(_ norms: [Double]) -> [Double] {
        let lowest = floor
        guard norms.contains(where: { $0 < lowest }) else { return norms.map { rise(from: 0, to: $0) } }
        let (models, ratios, counts) = all()
        func value(_ norm: Double) -> Double {
            models.indices.reduce(0) {
                $0 + Cash.value(n: counts[$1], mu: models[$1] * (norm + ratios[$1]))
            }
        }
        let null = value(0)
        return norms.map { $0 < lowest ? value($0) - null : rise(from: 0, to: $0) }
    }
}

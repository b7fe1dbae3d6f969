import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// Counts and what is expected, in any bins: those of a dataset, pixels of an image, disks, regions, profiles. They are
/// sums, so that what holds for one dataset holds for several together.
struct ResidualSums: Sendable {
    var counts: [Double]
    /// What models predict, known backgrounds included, in the order of the models; the background first.
    var components: [ResidualSeries.Component]
    /// Off counts, what they make of the background, and the acceptances; nil for predicted backgrounds.
    var off: Off?
    /// Number of the fit's bins in each of these.
    var uses: [Double]

    struct Off: Sendable {
        var counts: [Double]
        var background: [Double]
        var acceptance: [Double]
        var acceptanceOff: [Double]

        func mapped(_ body: ([Double]) throws -> [Double]) rethrows -> Off {
            try Off(
                counts: body(counts), background: body(background), acceptance: body(acceptance),
                acceptanceOff: body(acceptanceOff))
        }
    }

    /// Sums over other bins: `body` is the same linear map for all arrays.
    func mapped(_ body: ([Double]) throws -> [Double]) rethrows -> ResidualSums {
        try ResidualSums(
            counts: body(counts), components: components.map { .init($0.name, try body($0.counts)) },
            off: off?.mapped(body), uses: body(uses))
    }

    /// Sums of groups of planes.
    func summed(over groups: [Range<Int>], pixels: Int) -> ResidualSums {
        mapped { values in
            var sums = [Double](repeating: 0, count: groups.count * pixels)
            for (group, planes) in groups.enumerated() {
                for plane in planes {
                    for pixel in 0..<pixels { sums[group * pixels + pixel] += values[plane * pixels + pixel] }
                }
            }
            return sums
        }
    }

    /// Adds the same bins of another dataset.
    mutating func add(_ other: ResidualSums) {
        func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }
        counts = sum(counts, other.counts)
        uses = sum(uses, other.uses)
        for component in other.components { add(component) }
        guard let more = other.off, let off else { return }
        self.off = Off(
            counts: sum(off.counts, more.counts), background: sum(off.background, more.background),
            acceptance: sum(off.acceptance, more.acceptance),
            acceptanceOff: sum(off.acceptanceOff, more.acceptanceOff))
    }

    /// Adds to the component of that name.
    mutating func add(_ component: ResidualSeries.Component) {
        guard let index = components.firstIndex(where: { $0.name == component.name }) else {
            components.append(component)
            return
        }
        components[index].counts = zip(components[index].counts, component.counts).map { $0 + $1 }
    }

    /// What models predict, without a measured background.
    var predicted: [Double] {
        components.reduce([Double](repeating: 0, count: counts.count)) { zip($0, $1.counts).map { $0 + $1 } }
    }

    /// What is expected: prediction and measured background.
    var expected: [Double] { off.map { zip(predicted, $0.background).map { $0 + $1 } } ?? predicted }

    /// The components with the background that off counts tell.
    var allComponents: [ResidualSeries.Component] {
        (off.map { [.init(Self.background, $0.background)] } ?? []) + components
    }

    /// On over off acceptance; where there are no off counts, that of the bin as a whole.
    func alpha(_ bin: Int, _ off: Off) -> Double {
        off.counts[bin] > 0 ? off.background[bin] / off.counts[bin] : off.acceptance[bin] / off.acceptanceOff[bin]
    }

    /// Signed √TS of each bin; NaN where no bin of the fit is, or nothing is expected.
    func significances(_ execution: Execution) throws -> [Double] {
        let predicted = predicted
        return try parallelMap(counts.indices.split(into: 4096), execution) { part in
            part.map { bin -> Double in
                guard uses[bin] > 0.5 else { return .nan }
                if let off {
                    let alpha = alpha(bin, off)
                    guard alpha > 0, alpha.isFinite else { return .nan }
                    return WStatCountsStatistic(
                        nOn: counts[bin], nOff: off.counts[bin], alpha: alpha, muSignal: predicted[bin]
                    ).sqrtTS
                }
                guard predicted[bin] > 0 else { return .nan }
                return CashCountsStatistic(nOn: counts[bin], muBackground: predicted[bin]).sqrtTS
            }
        }.flatMap(\.self)
    }

    /// Name under which all backgrounds are summed.
    static let background = "background"
}

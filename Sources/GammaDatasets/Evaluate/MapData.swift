import GammaCore
import GammaMaps
import GammaNumerics

/// The data of a map dataset as the likelihood reads them, row after row of the image.
///
/// Only bins with counts need a logarithm, and most bins have none: they are listed for each row and energy.
struct MapData: Sendable {
    let nx: Int
    let ny: Int
    /// Bins of reconstructed energy.
    let planes: Int
    /// Bins that take part (energy, y, x).
    let mask: [Bool]
    /// Predicted background (energy, y, x); nil without one.
    let background: [Double]?
    /// The off measurement that WStat profiles the background from; nil for Cash.
    let off: OffBins?
    /// Centres of the bins of reconstructed energy, TeV.
    let energies: [Double]
    /// Start of each row and energy (y, energy) in ``columns`` and ``counts``, and the end.
    private let starts: [Int]
    /// Columns of bins with counts.
    private let columns: [Int32]
    private let counts: [Double]

    /// - Throws: ``Fault/Code/noData`` when no bin is left, ``Fault/Code/badValue`` for counts or backgrounds that are not
    ///   numbers.
    init(_ dataset: MapDataset) throws {
        let geometry = dataset.geometry
        nx = geometry.nx
        ny = geometry.ny
        planes = dataset.energy.binCount
        mask = dataset.mask
        energies = dataset.energy.centres
        if case .predicted(let map) = dataset.background { background = map.values } else { background = nil }
        if case .measured(let measured) = dataset.background {
            off = try OffBins(measured, mask: mask, dataset: dataset.name)
        } else {
            off = nil
        }
        guard mask.contains(true) else {
            throw Fault(
                .noData, "no bin of dataset '\(dataset.name)' is left for the fit",
                hint: "the safe mask and the fit mask exclude all bins; widen the fit range or the safe-mask thresholds"
            )
        }
        var starts = [0]
        var columns: [Int32] = []
        var counts: [Double] = []
        for y in 0..<ny {
            for plane in 0..<planes {
                let first = (plane * ny + y) * nx
                for x in 0..<nx where mask[first + x] {
                    let (n, b) = (dataset.counts.values[first + x], background?[first + x] ?? 0)
                    guard n.isFinite, n >= 0, b.isFinite else {
                        throw Self.fault(dataset, counts: n, background: b, plane, y, x)
                    }
                    if n > 0 {
                        columns.append(Int32(x))
                        counts.append(n)
                    }
                }
                starts.append(columns.count)
            }
        }
        self.starts = starts
        self.columns = columns
        self.counts = counts
    }

    /// The data for predictions alone: no bin takes part in a statistic.
    init(predicting dataset: MapDataset) {
        let geometry = dataset.geometry
        nx = geometry.nx
        ny = geometry.ny
        planes = dataset.energy.binCount
        energies = dataset.energy.centres
        if case .predicted(let map) = dataset.background { background = map.values } else { background = nil }
        off = nil
        mask = Array(repeating: false, count: dataset.counts.values.count)
        starts = Array(repeating: 0, count: ny * planes + 1)
        columns = []
        counts = []
    }

    private static func fault(
        _ dataset: MapDataset, counts: Double, background: Double, _ plane: Int, _ y: Int, _ x: Int
    ) -> Fault {
        let what = counts.isFinite && counts >= 0 ? "the background is \(background)" : "the counts are \(counts)"
        return Fault(
            .badValue, "dataset '\(dataset.name)': \(what) in energy bin \(plane), row \(y), column \(x)",
            hint: "mask such bins (SafeMaskMaker does), or repair the map")
    }

    /// Number of bins of the mask in a row and energy.
    func maskedBins(row: Int, plane: Int) -> Int {
        let first = (plane * ny + row) * nx
        return mask.withUnsafeBufferPointer { mask in
            var count = 0
            for x in first..<first + nx where mask[x] { count += 1 }
            return count
        }
    }

    /// 2 Σ μ over the bins of the mask in a row and energy, `npred` starting at column 0.
    func twiceSum(_ npred: ArraySlice<Double>, row: Int, plane: Int) -> Double {
        let first = (plane * ny + row) * nx
        return npred.withUnsafeBufferPointer { npred in
            mask.withUnsafeBufferPointer { mask in
                guard let npred = npred.baseAddress, let mask = mask.baseAddress else { return 0 }
                return PoissonKernel.sum(npred, mask: mask + first, floor: Cash.truncation, count: nx)
            }
        }
    }

    /// Calls `body` with column and counts of each bin of the mask, with counts or without, in a row and energy.
    @inline(__always)
    func forEachBin(row: Int, plane: Int, _ body: (Int, Double) -> Void) {
        let index = row * planes + plane
        var position = starts[index]
        let first = (plane * ny + row) * nx
        for x in 0..<nx where mask[first + x] {
            let isCounted = position < starts[index + 1] && Int(columns[position]) == x
            body(x, isCounted ? counts[position] : 0)
            if isCounted { position += 1 }
        }
    }

    /// Calls `body` with column and counts of each bin with counts in a row and energy.
    @inline(__always)
    func forEachCount(row: Int, plane: Int, _ body: (Int, Double) -> Void) {
        let index = row * planes + plane
        for position in starts[index]..<starts[index + 1] { body(Int(columns[position]), counts[position]) }
    }
}

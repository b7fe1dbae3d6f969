import GammaCore
import GammaDatasets
import GammaMaps

/// Significances of the counts in disks around all pixels, all safe energies together.
struct CorrelatedSignificance {
    /// Li & Ma's for measured, Cash's for predicted backgrounds; NaN where no bin is safe or no background is expected.
    let map: WCSMap

    /// - Parameter radius: of the disks, deg.
    init(_ dataset: MapDataset, radius: Double, _ execution: Execution) throws {
        let geometry = dataset.geometry
        let disk = try PixelRing.disk(radius: radius / geometry.wcs.pixelScales.x)
        func sums(_ values: [Double]) throws -> [Double] {
            try dataset.image(of: values).summed(over: disk, execution).values
        }
        let counts = try sums(dataset.counts.values)
        let background = try sums(dataset.backgroundCounts)
        var off: [Double]?
        if case .measured(let measurement) = dataset.background { off = try sums(measurement.counts.values) }
        let seen = dataset.maskSafeImage
        let values = counts.indices.map { pixel in
            guard seen[pixel], background[pixel] > 0 else { return Double.nan }
            guard let off else {
                return CashCountsStatistic(nOn: counts[pixel], muBackground: background[pixel]).sqrtTS
            }
            return WStatCountsStatistic(
                nOn: counts[pixel], nOff: off[pixel], alpha: background[pixel] / off[pixel]
            ).sqrtTS
        }
        map = try WCSMap(geometry.image, values: values)
    }
}

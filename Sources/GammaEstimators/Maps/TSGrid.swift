import GammaCore
import GammaDatasets
import GammaMaps
import GammaProducts

/// The pixels on which a TS map is computed: those of the dataset, or joined ones.
struct TSGrid: Sendable {
    private let geometry: WCSGeometry
    /// Pixels joined along each side.
    let factor: Int
    /// Pixels added on each side before, so that the joined ones fill the image.
    private let padding: Int

    /// - Parameter margin: half the size of the kernel in pixels.
    /// - Throws: ``Fault/Code/badValue`` for a factor below 1, or an image that cannot be divided so.
    init(_ geometry: WCSGeometry, margin: Int, factor: Int) throws {
        guard (1...64).contains(factor) else {
            throw Fault(.badValue, "pixels cannot be joined by a factor of \(factor)")
        }
        self.geometry = geometry
        self.factor = factor
        guard factor > 1 else {
            padding = 0
            return
        }
        // The same place of joined pixels as in Gammapy, which pads the rows to a multiple of eight.
        let rows = geometry.ny + 2 * margin
        let start = margin + (8 - rows % 8) / 2
        let fitting = (start..<start + factor).first {
            (geometry.nx + 2 * $0) % factor == 0 && (geometry.ny + 2 * $0) % factor == 0
        }
        guard let fitting else {
            throw Fault(
                .badValue, "an image of \(geometry.nx) × \(geometry.ny) pixels cannot be grouped by \(factor)",
                hint: "its sides must differ from multiples of the factor by the same even number")
        }
        padding = fitting
    }

    /// The dataset in these pixels.
    func prepared(_ dataset: MapDataset) throws -> MapDataset {
        factor > 1 ? try dataset.padded(by: padding).downsampled(by: factor) : dataset
    }

    /// The maps in the pixels of the dataset: interpolated, outcomes repeated.
    func restored(_ maps: FluxMaps) throws -> FluxMaps {
        guard factor > 1 else { return maps }
        let geometry = try geometry.with(axes: [maps.energy])
        func restored(_ map: WCSMap, _ method: WCSMap.Method) throws -> [Double] {
            try map.upsampled(by: factor, method: method, preservingSum: false).cropped(dx: padding, dy: padding)
                .values
        }
        var values: [MapQuantity: [Double]] = [:]
        for quantity in maps.quantities where maps.values[quantity] != nil || quantity == .niter {
            values[quantity] = try restored(maps.map(quantity), quantity == .niter ? .nearest : .linear)
        }
        let codes = try WCSMap(maps.geometry, values: (maps.outcome ?? []).map { Double($0.rawValue) })
        let norms = values[.norm]
        let outcome = try restored(codes, .nearest).enumerated().map { index, code -> MapOutcome in
            let outcome = MapOutcome(rawValue: UInt8(code)) ?? .failed
            // Next to a pixel without value there is nothing to interpolate with.
            return outcome.hasValue && norms?[index].isNaN ?? false ? .masked : outcome
        }
        let scan = try maps.scan.map { scan in
            let count = maps.geometry.valueCount
            return MapScan(
                norms: scan.norms,
                stat: try scan.norms.indices.flatMap { step in
                    try restored(
                        WCSMap(maps.geometry, values: Array(scan.stat[step * count..<(step + 1) * count])), .linear)
                })
        }
        return try FluxMaps(
            geometry, reference: maps.reference, values: values, outcome: outcome, scan: scan, metadata: maps.metadata)
    }
}

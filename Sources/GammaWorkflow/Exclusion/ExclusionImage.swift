import GammaCore
import GammaDatasets
import GammaIO
import GammaMaps
import Synchronization

/// Makes the images in which it is looked for what must be left out: a run in one bin of energy, without responses, so that
/// an archive of runs takes little memory.
final class ExclusionImage: Sendable {
    private let name: String
    private let image: WCSGeometry
    private let energy: MapAxis
    private let energyTrue: MapAxis
    /// Exposures, which nothing is done with: one array for all images of a size.
    private let zeros = Mutex<[Int: [Double]]>([:])

    /// - Parameter empty: what runs are reduced to.
    init(_ empty: MapDataset) throws {
        name = empty.name
        image = empty.geometry.image
        energy = try empty.energy.squashed()
        energyTrue = try empty.energyTrue.squashed()
    }

    /// The image of a run; nil when nothing of it is safe.
    func reduced(_ run: MapDataset) throws -> MapDataset? {
        guard run.maskSafe.contains(true), case .predicted(let background) = run.background else { return nil }
        var result = try blank(run.geometry.image)
        result.name = run.name
        result.counts.values = try run.image(of: run.counts.values).values
        result.background = .predicted(
            try WCSMap(result.geometry, values: run.image(of: background.values).values))
        result.maskSafe = run.maskSafeImage
        return result
    }

    /// Writes an image of a run.
    func write(_ run: MapDataset?, to snapshot: inout SnapshotWriter) {
        snapshot.write(run) { snapshot, run in
            let (part, whole) = (run.geometry.wcs.keywords.referencePixel, image.wcs.keywords.referencePixel)
            snapshot.write([whole.x - part.x, whole.y - part.y, Double(run.geometry.nx), Double(run.geometry.ny)])
            snapshot.write(run.name)
            run.write(to: &snapshot)
        }
    }

    /// Reads an image of a run; nil for one of which nothing is safe.
    /// - Throws: ``Fault/Code/malformed``, ``Fault/Code/incompatible`` for an image of another field.
    func read(from snapshot: inout SnapshotReader) throws -> MapDataset? {
        try snapshot.readOptional { snapshot in
            let numbers = try snapshot.readDoubles().compactMap { Int(exactly: $0) }
            guard numbers.count == 4, numbers.allSatisfy({ (0...max(image.nx, image.ny)).contains($0) }) else {
                throw Fault(.incompatible, "this intermediate state belongs to another field")
            }
            let (x, y, nx, ny) = (numbers[0], numbers[1], numbers[2], numbers[3])
            var run = try blank(image.part(columns: x..<x + nx, rows: y..<y + ny))
            run.name = try snapshot.readString()
            try run.restore(from: &snapshot)
            run.exposure.values = shared(run.exposure.values)
            return run
        }
    }

    /// An image without counts.
    private func blank(_ image: WCSGeometry) throws -> MapDataset {
        let counts = try WCSMap(image.with(axes: [energy]))
        let exposure = try WCSMap(image.with(axes: [energyTrue]), values: shared(counts.values), unit: .cm2s)
        return try MapDataset(name: name, counts: counts, exposure: exposure, background: .predicted(counts))
    }

    private func shared(_ values: [Double]) -> [Double] {
        zeros.withLock { zeros in
            if let known = zeros[values.count] { return known }
            zeros[values.count] = values
            return values
        }
    }
}

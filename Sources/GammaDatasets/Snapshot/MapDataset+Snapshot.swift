import GammaCore
import GammaData
import GammaIO
import GammaMaps

extension MapDataset {
    /// Writes what runs change when they are stacked into this dataset; geometry and axes are not among it.
    public func write(to snapshot: inout SnapshotWriter) {
        snapshot.write(counts.values)
        snapshot.write(exposure.values)
        snapshot.write(background.arrays.count)
        for array in background.arrays { snapshot.write(array) }
        for response in [psf?.map, energyDispersion?.map] {
            snapshot.write(response) { snapshot, response in
                snapshot.write(response.values)
                snapshot.write(response.exposure) { $0.write($1) }
            }
        }
        snapshot.write(maskSafe)
        snapshot.write(maskFit) { $0.write($1) }
        snapshot.write(gti) { $1.write(to: &$0) }
        snapshot.write(livetime)
        provenance.write(to: &snapshot)
    }

    /// Puts a snapshot of a dataset on the same geometry, with the same axes and responses, into this one.
    /// - Throws: ``Fault/Code/malformed``, ``Fault/Code/incompatible`` for a dataset of another shape.
    public mutating func restore(from snapshot: inout SnapshotReader) throws {
        counts.values = try snapshot.readDoubles(like: counts.values)
        exposure.values = try snapshot.readDoubles(like: exposure.values)
        guard try snapshot.readInt() == background.arrays.count else { throw SnapshotReader.otherShape() }
        background = try background.mapped { map in
            var map = map
            map.values = try snapshot.readDoubles(like: map.values)
            return map
        }
        if psf == nil { try snapshot.skipNothing() } else { try psf?.map.restore(from: &snapshot) }
        if energyDispersion == nil {
            try snapshot.skipNothing()
        } else {
            try energyDispersion?.map.restore(from: &snapshot)
        }
        let mask = try snapshot.readBools()
        guard mask.count == maskSafe.count else { throw SnapshotReader.otherShape() }
        maskSafe = mask
        maskFit = try snapshot.readOptional { try $0.readBools() }
        gti = try snapshot.readOptional { try GTI(from: &$0) }
        livetime = try snapshot.readDouble()
        provenance = try DatasetProvenance(from: &snapshot)
    }
}

extension MapBackground {
    /// Its maps, in the order of ``mapped(_:)``.
    fileprivate var arrays: [[Double]] {
        switch self {
        case .none: []
        case .predicted(let map): [map.values]
        case .measured(let off): [off.counts.values, off.acceptance.values, off.acceptanceOff.values]
        }
    }
}

extension ResponseMap {
    fileprivate mutating func restore(from snapshot: inout SnapshotReader) throws {
        guard try snapshot.readBool() else { throw SnapshotReader.otherShape() }
        values = try snapshot.readDoubles(like: values)
        exposure = try snapshot.readOptional { try $0.readDoubles() }
    }
}

extension SnapshotReader {
    /// Reads an array of as many numbers as another one has.
    fileprivate mutating func readDoubles(like values: [Double]) throws -> [Double] {
        let read = try readDoubles()
        guard read.count == values.count else { throw Self.otherShape() }
        return read
    }

    /// Reads that something is missing.
    fileprivate mutating func skipNothing() throws {
        if try readBool() { throw Self.otherShape() }
    }

    fileprivate static func otherShape() -> Fault {
        Fault(.incompatible, "this intermediate state belongs to a dataset of another shape")
    }
}

extension DatasetProvenance {
    fileprivate func write(to snapshot: inout SnapshotWriter) {
        snapshot.write(observationIDs)
        snapshot.write(telescopes)
        snapshot.write(pointings.count)
        for pointing in pointings {
            snapshot.write(pointing.lon)
            snapshot.write(pointing.lat)
            snapshot.write(pointing.frame.rawValue)
        }
    }

    fileprivate init(from snapshot: inout SnapshotReader) throws {
        self.init(observationIDs: try snapshot.readStrings(), telescopes: try snapshot.readStrings())
        for _ in 0..<(try snapshot.readInt()) {
            let (lon, lat) = (try snapshot.readDouble(), try snapshot.readDouble())
            guard let frame = SkyFrame(rawValue: try snapshot.readString()) else { throw SnapshotReader.otherShape() }
            pointings.append(SkyDirection(lon: lon, lat: lat, frame: frame))
        }
    }
}

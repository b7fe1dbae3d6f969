import GammaCore
import GammaIO

extension GTI {
    /// Writes the intervals.
    public func write(to snapshot: inout SnapshotWriter) {
        snapshot.write(starts)
        snapshot.write(stops)
        snapshot.write(reference.mjdInteger)
        snapshot.write(reference.mjdFraction)
        snapshot.write(reference.scale.rawValue)
    }

    /// Reads intervals.
    /// - Throws: ``Fault/Code/malformed``.
    public init(from snapshot: inout SnapshotReader) throws {
        let (starts, stops) = (try snapshot.readDoubles(), try snapshot.readDoubles())
        let (mjdInteger, mjdFraction) = (try snapshot.readDouble(), try snapshot.readDouble())
        guard let scale = TimeScale(rawValue: try snapshot.readString()) else {
            throw Fault(.malformed, "the time scale of an intermediate state is none")
        }
        try self.init(
            starts: starts, stops: stops,
            reference: TimeReference(mjdInteger: mjdInteger, mjdFraction: mjdFraction, scale: scale))
    }
}

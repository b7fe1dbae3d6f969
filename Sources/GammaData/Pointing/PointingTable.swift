import Foundation
import GammaCore
import GammaIO
import GammaMaps

/// Directions measured at several times (GADF POINTING), interpolated along the sky between them.
public struct PointingTable: Sendable, Equatable {
    /// Times in seconds after ``reference``, increasing.
    public let times: [Double]
    /// Right ascensions in deg (ICRS).
    public let ra: [Double]
    /// Declinations in deg (ICRS).
    public let dec: [Double]
    /// Zero point of the times.
    public let reference: TimeReference
    /// Every column and card as read.
    public let table: Table

    /// Reads a GADF table.
    /// - Throws: faults for missing columns, no rows, and times or angles out of range or order, with their row.
    public init(table: Table) throws {
        let times = try table.doubles("TIME", in: .s)
        let ra = try table.doubles("RA_PNT", in: .deg)
        let dec = try table.doubles("DEC_PNT", in: .deg)
        guard !times.isEmpty else { throw Fault(.noData, "the pointing table has no rows", at: table.origin) }
        for row in times.indices {
            guard times[row].isFinite, row == 0 || times[row] > times[row - 1], ra[row].isFinite, abs(dec[row]) <= 90
            else {
                throw Fault(
                    .badValue, "time or direction of the pointing table is out of range or order",
                    at: Origin(row: row + 1).completed(by: table.origin))
            }
        }
        reference = try TimeReference(header: table.header)
        self.times = times
        self.ra = ra
        self.dec = dec
        self.table = table
    }

    /// The direction at a moment, interpolated linearly between unit vectors.
    /// - Throws: ``Fault/Code/badValue`` when the moment is more than a second outside the table.
    public func direction(at instant: Instant) throws -> SkyDirection {
        let time = reference.seconds(of: instant)
        guard let first = times.first, let last = times.last, time >= first - 1, time <= last + 1 else {
            throw Fault(.badValue, "the pointing is not known at \(instant.iso(.tt)) TT", at: table.origin)
        }
        let upper = min(max(times.firstIndex { $0 > time } ?? times.count - 1, 1), times.count - 1)
        guard times.count > 1 else { return SkyDirection(ra: ra[0], dec: dec[0]) }
        let fraction = min(max((time - times[upper - 1]) / (times[upper] - times[upper - 1]), 0), 1)
        let (a, b) = (unitVector(upper - 1), unitVector(upper))
        let x = a.x + (b.x - a.x) * fraction
        let y = a.y + (b.y - a.y) * fraction
        let z = a.z + (b.z - a.z) * fraction
        let degrees = 180 / Double.pi
        let lon = atan2(y, x) * degrees
        return SkyDirection(ra: lon < 0 ? lon + 360 : lon, dec: atan2(z, (x * x + y * y).squareRoot()) * degrees)
    }

    private func unitVector(_ row: Int) -> (x: Double, y: Double, z: Double) {
        let (lon, lat) = (ra[row] * Double.pi / 180, dec[row] * Double.pi / 180)
        return (cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat))
    }
}

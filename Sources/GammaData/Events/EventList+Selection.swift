import Foundation
import GammaCore
import GammaIO
import GammaMaps

extension EventList {
    /// The events of the given rows, in the given order.
    /// - Precondition: the rows exist.
    public func selecting(rows: [Int]) -> EventList {
        var selected = Table(name: table.name, header: table.header, origin: table.origin)
        for column in table.columns { selected.append(column.selecting(rows: rows)) }
        return EventList(
            table: selected, ra: rows.map { ra[$0] }, dec: rows.map { dec[$0] }, energy: rows.map { energy[$0] },
            time: rows.map { time[$0] }, timeReference: timeReference)
    }

    /// The events whose flag is true.
    /// - Throws: ``Fault/Code/incompatible`` unless there is a flag for each event.
    public func selecting(mask: [Bool]) throws -> EventList {
        guard mask.count == count else {
            throw Fault(.incompatible, "the mask has \(mask.count) flags for \(count) events")
        }
        return selecting(rows: mask.indices.filter { mask[$0] })
    }

    /// The events for which the condition on their row holds.
    public func selecting(where condition: (Int) throws -> Bool) rethrows -> EventList {
        let rows = try energy.indices.filter(condition)
        return rows.count == count ? self : selecting(rows: rows)
    }

    /// The events of an energy range in TeV.
    public func selecting(energy range: Range<Double>) -> EventList { selecting { range.contains(energy[$0]) } }

    /// The events between two moments, the first included.
    public func selecting(from start: Instant, to stop: Instant) -> EventList {
        let (low, high) = (timeReference.seconds(of: start), timeReference.seconds(of: stop))
        return selecting { time[$0] >= low && time[$0] < high }
    }

    /// The events within good time intervals.
    public func selecting(gti: GTI) -> EventList {
        let isGood = gti.converted(to: timeReference).contains(time)
        return selecting { isGood[$0] }
    }

    /// The events in a region of the sky.
    /// - Parameter inverted: take those outside.
    public func selecting(region: SkyRegion, inverted: Bool = false) -> EventList {
        selecting { region.contains(direction($0)) != inverted }
    }

    /// The events nearer to a direction than a radius in deg.
    public func selecting(around centre: SkyDirection, radius: Double) -> EventList {
        selecting(offset: 0..<radius, from: centre)
    }

    /// The events whose distance in deg to a direction, such as the pointing, is in a range.
    public func selecting(offset range: Range<Double>, from centre: SkyDirection) -> EventList {
        let offsets = separations(from: centre)
        return selecting { range.contains(offsets[$0]) }
    }

    /// The events whose value in a column, in the file's own unit, is in a range.
    /// - Throws: faults for a missing column or one that holds no single numbers.
    public func selecting(_ column: String, in range: Range<Double>) throws -> EventList {
        let values = try values(column)
        return selecting { range.contains(values[$0]) }
    }

    /// The events whose value in a column is one of those given.
    /// - Throws: faults for a missing column or one that holds no single numbers.
    public func selecting(_ column: String, oneOf wanted: Set<Double>) throws -> EventList {
        let values = try values(column)
        return selecting { wanted.contains(values[$0]) }
    }

    /// The events whose phase is in one of the ranges; a range from 0.9 to 0.1 wraps at 1.
    /// - Throws: faults for a missing column.
    public func selecting(phases: [(from: Double, to: Double)], column: String = "PHASE") throws -> EventList {
        let values = try values(column)
        return selecting { row in
            let phase = values[row]
            return phases.contains { low, high in
                low <= high ? phase >= low && phase < high : phase >= low || phase < high
            }
        }
    }

    /// Distances in deg of all events to a direction.
    public func separations(from centre: SkyDirection) -> [Double] {
        let centre = centre.converted(to: .icrs)
        let radians = Double.pi / 180
        let (sinLat, cosLat) = (sin(centre.lat * radians), cos(centre.lat * radians))
        return energy.indices.map { row in
            let delta = (ra[row] - centre.lon) * radians
            let (s, c) = (sin(dec[row] * radians), cos(dec[row] * radians))
            let (sinDelta, cosDelta) = (sin(delta), cos(delta))
            // Vincenty's form: exact at all distances.
            let x = c * sinDelta
            let y = cosLat * s - sinLat * c * cosDelta
            return atan2((x * x + y * y).squareRoot(), sinLat * s + cosLat * c * cosDelta) / radians
        }
    }
}

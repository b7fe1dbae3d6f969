import GammaCore
import GammaData
import GammaMaps
import GammaPlots

extension EventsFigure {
    /// Energies, directions, offsets and times of an event list.
    /// - Parameter centre: where offsets are counted from; by default the pointing of the header, or the middle of the
    ///   events.
    public init(_ events: EventList, centre: SkyDirection? = nil, title: String = "") {
        let start = events.time.filter(\.isFinite).min() ?? 0
        let middle = (centre ?? events.pointing ?? events.middle).converted(to: .icrs)
        self.init(
            lon: events.ra, lat: events.dec, energies: events.energy, times: events.time.map { $0 - start },
            centre: (middle.lon, middle.lat), title: title)
    }
}

extension EventList {
    /// The fixed pointing of the header.
    fileprivate var pointing: SkyDirection? {
        guard case .fixed(let direction) = try? Pointing(header: header) else { return nil }
        return direction
    }

    /// The direction of the sum of all unit vectors, nearly.
    fileprivate var middle: SkyDirection {
        let parts = (0..<count).lazy.map { direction($0) }.filter { $0.lon.isFinite && $0.lat.isFinite }
        guard let first = parts.first else { return SkyDirection(ra: 0, dec: 0) }
        // Longitudes as differences to the first, so that lists across 0° have their middle there.
        var (lon, lat, number) = (0.0, 0.0, 0.0)
        for part in parts {
            var step = (part.lon - first.lon).truncatingRemainder(dividingBy: 360)
            if step > 180 { step -= 360 }
            if step < -180 { step += 360 }
            (lon, lat, number) = (lon + step, lat + part.lat, number + 1)
        }
        return SkyDirection(ra: first.lon + lon / number, dec: lat / number)
    }
}

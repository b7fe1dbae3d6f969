import GammaCore
import GammaIO
import GammaMaps

/// Where the telescopes look.
public enum Pointing: Sendable, Equatable {
    /// At a fixed position of the sky.
    case fixed(SkyDirection)
    /// At a fixed azimuth (north 0, east 90) and altitude in deg, while the sky drifts by (OBS_MODE = DRIFT).
    case drift(azimuth: Double, altitude: Double)
    /// As measured again and again.
    case table(PointingTable)

    /// Reads the pointing from the header of an event list: ALT_PNT and AZ_PNT for OBS_MODE = DRIFT, else RA_PNT and
    /// DEC_PNT, which are ICRS.
    /// - Throws: ``Fault/Code/missingKeyword`` or ``Fault/Code/badKeyword``.
    public init(header: FITSHeader) throws {
        if header.string("OBS_MODE")?.uppercased() == "DRIFT" {
            self = .drift(
                azimuth: try header.angle("AZ_PNT", limits: -360...720),
                altitude: try header.angle("ALT_PNT", limits: -90...90))
        } else {
            self = .fixed(
                SkyDirection(
                    ra: try header.angle("RA_PNT", limits: -360...720),
                    dec: try header.angle("DEC_PNT", limits: -90...90)))
        }
    }

    /// The direction in ICRS at a moment.
    /// - Parameter location: needed for drifting telescopes.
    /// - Throws: ``Fault/Code/missingKeyword`` when the location is needed and unknown, ``Fault/Code/badValue`` when the
    ///   moment is outside a pointing table.
    public func direction(at instant: Instant, location: Astrometry.Observer?) throws -> SkyDirection {
        switch self {
        case .fixed(let direction): return direction
        case .table(let table): return try table.direction(at: instant)
        case .drift(let azimuth, let altitude):
            let frame = HorizontalFrame(at: instant, observer: try Self.required(location))
            let (lon, lat) = frame.toICRS(azimuth: azimuth, altitude: altitude)
            return SkyDirection(ra: lon, dec: lat)
        }
    }

    /// Azimuth and altitude in deg at a moment, without refraction.
    /// - Throws: as ``direction(at:location:)``.
    public func horizontal(
        at instant: Instant, location: Astrometry.Observer?
    ) throws -> (azimuth: Double, altitude: Double) {
        if case .drift(let azimuth, let altitude) = self { return (azimuth, altitude) }
        let direction = try direction(at: instant, location: location).converted(to: .icrs)
        return HorizontalFrame(at: instant, observer: try Self.required(location))
            .fromICRS(lon: direction.lon, lat: direction.lat)
    }

    private static func required(_ location: Astrometry.Observer?) throws -> Astrometry.Observer {
        guard let location else {
            throw Fault(
                .missingKeyword, "the place of the telescopes is not known",
                hint: "GEOLON, GEOLAT and ALTITUDE are looked for in the EVENTS header")
        }
        return location
    }

    /// Sets the keywords of the pointing in the header of an event list.
    func write(to header: inout FITSHeader) {
        switch self {
        case .fixed(let direction):
            let direction = direction.converted(to: .icrs)
            if header.string("OBS_MODE")?.uppercased() ?? "DRIFT" == "DRIFT" {
                header["OBS_MODE"] = .string("POINTING")
            }
            header["RA_PNT"] = .double(direction.lon)
            header["DEC_PNT"] = .double(direction.lat)
        case .drift(let azimuth, let altitude):
            header["OBS_MODE"] = .string("DRIFT")
            header["AZ_PNT"] = .double(azimuth)
            header["ALT_PNT"] = .double(altitude)
        case .table(let table):
            if let ra = table.ra.first, let dec = table.dec.first {
                header["RA_PNT"] = .double(ra)
                header["DEC_PNT"] = .double(dec)
            }
        }
    }
}

extension FITSHeader {
    /// An angle in deg within limits.
    func angle(_ keyword: String, limits: ClosedRange<Double>) throws -> Double {
        let value = try requiredDouble(keyword)
        guard limits.contains(value) else {
            throw Fault(
                .badKeyword,
                "\(keyword) = \(value) is not an angle between \(limits.lowerBound) and \(limits.upperBound)°",
                at: Origin(keyword: keyword).completed(by: origin))
        }
        return value
    }

    /// The place of the telescopes: GEOLON, GEOLAT and ALTITUDE or GEOALT, numbers or text; nil when one is missing.
    public var observer: Astrometry.Observer? {
        guard let longitude = double("GEOLON"), let latitude = double("GEOLAT"), longitude.isFinite,
            abs(latitude) <= 90,
            let height = double("ALTITUDE") ?? double("GEOALT"), height.isFinite
        else { return nil }
        return Astrometry.Observer(longitude: longitude, latitude: latitude, height: height)
    }
}

import GammaCore
import GammaIO
import GammaMaps

/// One run: its events, when and where the telescopes looked, and the instrument's responses.
public struct Observation: Sendable {
    /// The run's number as text (OBS_ID).
    public var id: String
    /// What datasets made of it are called: the run's number, and for a part of a run the number of the part behind it.
    public var name: String
    /// The events; empty when none were asked for or taken.
    public var events: EventList
    /// When data were taken.
    public var gti: GTI
    /// Where the telescopes looked.
    public var pointing: Pointing
    /// The instrument's responses.
    public var responses: Responses
    /// Dead over observation time.
    public var deadTimeFraction: Double
    /// Part of the time that selections other than by time leave, such as by phase.
    public var livetimeFraction: Double
    /// Where the telescopes stand.
    public var location: Astrometry.Observer?
    /// Cards of the EVENTS header.
    public var header: FITSHeader

    /// Makes an observation.
    public init(
        id: String, events: EventList, gti: GTI, pointing: Pointing, responses: Responses = Responses(),
        deadTimeFraction: Double = 0, livetimeFraction: Double = 1, location: Astrometry.Observer? = nil,
        header: FITSHeader? = nil
    ) {
        self.id = id
        name = id
        self.events = events
        self.gti = gti
        self.pointing = pointing
        self.responses = responses
        self.deadTimeFraction = deadTimeFraction
        self.livetimeFraction = livetimeFraction
        self.location = location
        self.header = header ?? events.header
    }

    /// Makes an observation from the tables of a file: pointing, dead time and place come from the EVENTS header.
    /// - Throws: faults for keywords that are missing or out of range.
    public init(
        id: String? = nil, events: EventList, gti: GTI, pointingTable: PointingTable? = nil,
        responses: Responses = Responses(), notices: Notices = Notices()
    ) throws {
        let header = events.header
        let mode = header.string("OBS_MODE")?.uppercased() ?? ""
        let isMoving = ["SCAN", "RASTER", "SLEW"].contains(mode) || header["RA_PNT"] == nil && mode != "DRIFT"
        let pointing = try pointingTable.flatMap { isMoving ? .table($0) : nil } ?? Pointing(header: header)
        var responses = responses
        if Self.hasReversedLongitude(header) { responses.background?.alignment = .reverseLongitudeRADec }
        self.init(
            id: id ?? header.string("OBS_ID") ?? "0", events: events, gti: gti, pointing: pointing,
            responses: responses,
            deadTimeFraction: try Self.deadTimeFraction(header, notices), location: header.observer)
    }

    /// The background cubes of H.E.S.S. DL3 DR1 run the other way in longitude than their header says.
    private static func hasReversedLongitude(_ header: FITSHeader) -> Bool {
        header.string("CREATOR") == "SASH FITS::EventListWriter" && header.string("HDUVERS") == "0.2"
    }

    /// 1 − DEADC; LIVETIME over ONTIME when DEADC is missing, else no dead time.
    private static func deadTimeFraction(_ header: FITSHeader, _ notices: Notices) throws -> Double {
        if header["DEADC"] == nil {
            if let live = header.double("LIVETIME"), let on = header.double("ONTIME"), on > 0, (0...on).contains(live) {
                notices.add("no DEADC: LIVETIME / ONTIME is taken", at: header.origin)
                return 1 - live / on
            }
            notices.add("no DEADC: no dead time is assumed", at: header.origin)
            return 0
        }
        let correction = try header.requiredDouble("DEADC")
        guard (0...1).contains(correction) else {
            throw Fault(
                .badKeyword, "DEADC = \(correction) is not between 0 and 1",
                at: Origin(keyword: "DEADC").completed(by: header.origin))
        }
        return 1 - correction
    }

    /// Effective area.
    public var effectiveArea: EffectiveArea2D? { responses.effectiveArea }
    /// Energy dispersion.
    public var energyDispersion: EnergyDispersion2D? { responses.energyDispersion }
    /// Point spread function.
    public var pointSpread: (any PointSpreadFunction)? { responses.pointSpread }
    /// Background rate.
    public var background: (any BackgroundModel)? { responses.background }
    /// Directional cut; of point-like responses only.
    public var radMax: RadMax2D? { responses.radMax }

    /// Sum of the good time intervals in s.
    public var ontime: Double { gti.timeSum }
    /// Good time without dead time in s (numerics.md §2).
    public var livetime: Double { ontime * (1 - deadTimeFraction) * livetimeFraction }
    /// Beginning of the first good time interval.
    public var start: Instant? { gti.start }
    /// End of the last good time interval.
    public var stop: Instant? { gti.stop }

    /// Midway between ``start`` and ``stop``. (Gammapy looks at the first interval only.)
    public var middle: Instant? {
        guard let start, let stop else { return nil }
        return start.adding(seconds: stop.seconds(since: start) / 2)
    }

    /// The pointing direction (ICRS) at ``middle``.
    /// - Throws: ``Fault/Code/noData`` when it is needed and there is no good time interval.
    public func pointingDirection() throws -> SkyDirection {
        if case .fixed(let direction) = pointing { return direction.converted(to: .icrs) }
        guard let middle else { throw Fault(.noData, "observation \(id) has no good time interval", at: header.origin) }
        return try pointing.direction(at: middle, location: location)
    }

    /// Name of the target (OBJECT).
    public var objectName: String? { header.string("OBJECT") }
    /// Direction of the target (RA_OBJ, DEC_OBJ).
    public var target: SkyDirection? {
        guard let ra = header.double("RA_OBJ"), let dec = header.double("DEC_OBJ"), ra.isFinite, abs(dec) <= 90 else {
            return nil
        }
        return SkyDirection(ra: ra, dec: dec)
    }
    /// Name of the telescope (TELESCOP).
    public var telescope: String? { header.string("TELESCOP") }
    /// Name of the instrument (INSTRUME).
    public var instrument: String? { header.string("INSTRUME") }

    /// The events and good time between two moments.
    public func selecting(from start: Instant, to stop: Instant) -> Observation {
        var observation = self
        observation.events = events.selecting(from: start, to: stop)
        observation.gti = gti.selecting(from: start, to: stop)
        return observation
    }

    /// The events within good time intervals, and the good time in common.
    public func selecting(gti selected: GTI) -> Observation {
        var observation = self
        observation.gti = gti.intersection(selected)
        observation.events = events.selecting(gti: observation.gti)
        return observation
    }

    /// The events of phase ranges; the live time is scaled by the sum of their widths.
    /// - Throws: faults for a missing column.
    public func selecting(phases: [(from: Double, to: Double)], column: String = "PHASE") throws -> Observation {
        var observation = self
        observation.events = try events.selecting(phases: phases, column: column)
        observation.livetimeFraction *= phases.map { $0.to >= $0.from ? $0.to - $0.from : $0.to - $0.from + 1 }.reduce(
            0, +)
        return observation
    }
}

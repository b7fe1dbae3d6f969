import GammaCore
import GammaIO
import GammaMaps

extension Observation {
    /// An observation that was not taken: one good time interval, no events, given responses. Its header holds what GADF
    /// demands, so that it can be written once it has events.
    /// - Parameters:
    ///   - duration: s, dead time included.
    ///   - reference: zero point of all times; 2000-01-01 UTC by default.
    /// - Throws: ``Fault/Code/badValue`` for a duration that is not positive or a dead time outside 0…1.
    public static func planned(
        id: String, pointing: Pointing, start: Instant, duration: Double, responses: Responses,
        deadTimeFraction: Double = 0,
        location: Astrometry.Observer? = nil, reference: TimeReference = .year2000, objectName: String? = nil,
        target: SkyDirection? = nil, telescope: String = "GammaKit"
    ) throws -> Observation {
        guard duration > 0, duration.isFinite, (0...1).contains(deadTimeFraction) else {
            throw Fault(.badValue, "an observation of \(duration) s with a dead time of \(deadTimeFraction) is none")
        }
        let seconds = reference.seconds(of: start)
        let gti = try GTI(starts: [seconds], stops: [seconds + duration], reference: reference)
        var header = FITSHeader()
        header["HDUCLASS"] = .string("GADF")
        header["HDUDOC"] = .string("https://github.com/open-gamma-ray-astro/gamma-astro-data-formats")
        header["HDUVERS"] = .string("0.3")
        header["HDUCLAS1"] = .string("EVENTS")
        header["OBS_ID"] = Int(id).map { .int($0) } ?? .string(id)
        header["TSTART"] = .double(seconds)
        header["TSTOP"] = .double(seconds + duration)
        header["ONTIME"] = .double(duration)
        header["LIVETIME"] = .double(duration * (1 - deadTimeFraction))
        header["DEADC"] = .double(1 - deadTimeFraction)
        header["EQUINOX"] = .double(2000)
        header["RADECSYS"] = .string("ICRS")
        header["ORIGIN"] = .string("GammaKit")
        header["TELESCOP"] = .string(telescope)
        header["INSTRUME"] = .string(telescope)
        header["CREATOR"] = .string("GammaKit")
        if let objectName { header["OBJECT"] = .string(objectName) }
        if let target = target?.converted(to: .icrs) {
            header["RA_OBJ"] = .double(target.lon)
            header["DEC_OBJ"] = .double(target.lat)
        }
        if let location {
            header["GEOLON"] = .double(location.longitude)
            header["GEOLAT"] = .double(location.latitude)
            header["ALTITUDE"] = .double(location.height)
        }
        pointing.write(to: &header)
        let events = EventList.empty(timeReference: reference, header: header)
        var observation = try Observation(id: id, events: events, gti: gti, responses: responses)
        observation.pointing = pointing
        observation.location = location
        return observation
    }
}

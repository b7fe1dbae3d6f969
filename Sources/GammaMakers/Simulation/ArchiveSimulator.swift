import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaModels

/// Simulates an archive: runs around a target in wobble mode, with all files that an analysis needs.
///
/// Runs follow each other around the moment at which the target is highest, on the night of 2025/26 on which that is
/// midnight, or on nights around it; between two of them two minutes are lost. The pointing is offset north, south, east and
/// west of the target in turn. Everything can be set before ``write(to:execution:)``.
public struct ArchiveSimulator: Sendable {
    /// What is observed.
    public var target: SimulationTarget
    /// The sources.
    public var models: Models
    /// Number of runs.
    public var runs = 4
    /// Livetime of a run in s.
    public var livetime = 28 * 60.0
    /// Distances of the pointing to the target in deg; the next one after every four runs.
    public var offsets = [0.5]
    /// Runs of a night, after which the next night begins; nil for one night of any length.
    public var runsPerNight: Int?
    /// Whether responses without a file follow the zenith angle (``ArrayResponse/init(zenith:)``).
    public var followsZenith = false
    /// Dead over observation time.
    public var deadTimeFraction = 0.05
    /// Number of the first run.
    public var firstID = 1
    /// Seed of all random numbers.
    public var seed: UInt64 = 1
    /// Where the telescopes stand: La Palma, or Namibia for targets of the southern sky.
    public var location: Astrometry.Observer
    /// The responses; nil takes those of ``ArrayResponse``.
    public var responses: Responses?

    /// Makes a simulator; without models a source with the spectrum of the Crab nebula stands at the target.
    public init(_ target: SimulationTarget = .crab, models: Models? = nil) {
        self.target = target
        self.models = models ?? Models(target.crabLikeSource())
        location =
            target.direction.converted(to: .icrs).lat > 0
            ? Astrometry.Observer(longitude: -17.89, latitude: 28.76, height: 2200)
            : Astrometry.Observer(longitude: 16.5, latitude: -23.27, height: 1800)
    }

    /// Simulates the runs and writes them, in parallel, with the index files and the models (`models.yaml`).
    /// - Returns: what the runs hold, in order.
    /// - Throws: ``Fault/Code/badValue`` for settings that make no sense, faults of models, ``Fault/Code/fileUnwritable``.
    @discardableResult
    public func write(to folder: String, execution: Execution = Execution()) throws -> [SimulatedRun] {
        let plan = try plan()
        let sampler = EventSampler(models, seed: seed)
        let writer = try DataStoreWriter(folder)
        let written = try parallelMap(plan, execution, step: "simulation") { planned in
            let observation = try sampler.simulate(planned, notices: execution.notices)
            return (entry: try writer.write(observation), run: try summary(observation))
        }
        try writer.finish(written.map(\.entry))
        try models.write(to: writer.folder + "/models.yaml")
        return written.map(\.run)
    }

    /// The simulated runs, in order.
    public func observations(execution: Execution = Execution()) throws -> [Observation] {
        try EventSampler(models, seed: seed).simulate(plan(), execution: execution)
    }

    /// The runs without events.
    /// - Throws: ``Fault/Code/badValue`` for settings that make no sense.
    public func plan() throws -> [Observation] {
        try check()
        let direction = target.direction.converted(to: .icrs)
        let ontime = livetime / (1 - deadTimeFraction)
        let starts = starts(ontime, direction)
        let standard = try responses ?? ArrayResponse().responses()
        return try starts.indices.map { run in
            let start = starts[run]
            let angle = [0.0, 180, 90, 270][run % 4]
            let pointing = direction.offset(by: offsets[run / 4 % offsets.count], positionAngle: angle)
            let header = header(run: run, pointing: pointing, start: start, ontime: ontime)
            let zenith = 90 - (header.double("ALT_PNT") ?? 90)
            return Observation(
                id: String(firstID + run), events: .empty(timeReference: Self.reference),
                gti: try GTI(starts: [start], stops: [start + ontime], reference: Self.reference),
                pointing: .fixed(pointing),
                responses: followsZenith && responses == nil ? try ArrayResponse(zenith: zenith).responses() : standard,
                deadTimeFraction: deadTimeFraction, location: location, header: header)
        }
    }

    /// When the runs begin, in seconds after ``reference``.
    private func starts(_ ontime: Double, _ direction: SkyDirection) -> [Double] {
        let pause = 120.0
        let perNight = min(runsPerNight ?? runs, runs)
        let nights = (runs + perNight - 1) / perNight
        let middle = Self.reference.seconds(of: culmination(direction))
        return (0..<runs).map { run in
            let (night, number) = (run / perNight, run % perNight)
            // The target is highest a sidereal day later.
            let centre = middle + 86164.0905 * Double(night - (nights - 1) / 2)
            let start = centre + (Double(number) - Double(perNight) / 2) * (ontime + pause)
            // A whole second, so that times read well.
            return start.rounded()
        }
    }

    /// Seconds since 2001-01-01 UTC, as many instruments count.
    static let reference = TimeReference(mjdInteger: 51910, mjdFraction: 7.428703703703703e-4, scale: .tt)

    private func check() throws {
        func require(_ isRight: Bool, _ message: String, hint: String) throws {
            guard isRight else { throw Fault(.badValue, message, hint: hint) }
        }
        try require((1...10_000).contains(runs), "\(runs) runs cannot be simulated", hint: "1 to 10000 runs")
        try require(
            livetime > 0 && livetime <= 86400, "a livetime of \(livetime) s is not one of a run", hint: "at most a day")
        for offset in offsets {
            try require(
                (0...90).contains(offset), "the offset \(offset) deg is no distance from the target",
                hint: "0 to 90 deg")
        }
        try require(!offsets.isEmpty, "there is no offset from the target", hint: "give one or more, such as 0.5")
        try require(
            runsPerNight ?? 1 > 0, "\(runsPerNight ?? 0) runs of a night never come to an end", hint: "1 or more")
        try require(
            (0..<1).contains(deadTimeFraction), "the dead time fraction \(deadTimeFraction) is none",
            hint: "0 up to, but not including, 1")
        try require(
            firstID >= 0 && firstID <= 1 << 53, "\(firstID) cannot be the number of a run", hint: "0 to 2^53")
        try require(
            target.direction.isValid, "the target \(target.direction) is no direction", hint: "check its latitude")
        guard !models.skyModels.isEmpty else {
            throw Fault(.noData, "there is no source to simulate", hint: "the model file must hold a SkyModel")
        }
    }

    /// Midnight, in mean solar time, of the night on which the target is highest then.
    private func culmination(_ direction: SkyDirection) -> Instant {
        // On 2025-09-22 (MJD 60940) the sidereal time at mean midnight is 0 h; it gains 24 h in a tropical year.
        let turn = direction.lon / 360 - (direction.lon / 360).rounded(.down)
        let day = 60940 + (turn * 365.2422).rounded()
        return Instant(mjd: day, fraction: -location.longitude / 360, scale: .utc)
    }

    private func header(run: Int, pointing: SkyDirection, start: Double, ontime: Double) -> FITSHeader {
        let begin = Self.reference.instant(start)
        let end = Self.reference.instant(start + ontime)
        let frame = HorizontalFrame(at: begin.adding(seconds: ontime / 2), observer: location)
        let (azimuth, altitude) = frame.fromICRS(lon: pointing.lon, lat: pointing.lat)
        let direction = target.direction.converted(to: .icrs)
        return FITSHeader([
            .init("HDUCLASS", .string("GADF")),
            .init("HDUDOC", .string("https://github.com/open-gamma-ray-astro/gamma-astro-data-formats")),
            .init("HDUVERS", .string("0.3")), .init("HDUCLAS1", .string("EVENTS")),
            .init("OBS_ID", .int(firstID + run)), .init("OBJECT", .string(target.name)),
            .init("RA_OBJ", .double(direction.lon)), .init("DEC_OBJ", .double(direction.lat)),
            .init("OBS_MODE", .string("WOBBLE")), .init("RA_PNT", .double(pointing.lon)),
            .init("DEC_PNT", .double(pointing.lat)), .init("ALT_PNT", .double(altitude)),
            .init("AZ_PNT", .double(azimuth)), .init("TSTART", .double(start)),
            .init("TSTOP", .double(start + ontime)), .init("ONTIME", .double(ontime)),
            .init("LIVETIME", .double(ontime * (1 - deadTimeFraction))), .init("DEADC", .double(1 - deadTimeFraction)),
            .init("TELAPSE", .double(ontime)), .init("DATE-OBS", .string(begin.iso(.utc))),
            .init("DATE-END", .string(end.iso(.utc))), .init("EQUINOX", .double(2000)),
            .init("RADECSYS", .string("ICRS")), .init("ORIGIN", .string("GammaKit")),
            .init("TELESCOP", .string("SIMULATION")), .init("INSTRUME", .string("ARRAY")),
            .init("N_TELS", .int(4)), .init("TELLIST", .string("1,2,3,4")),
            .init("EV_CLASS", .string("simulated")),
        ])
    }

    private func summary(_ observation: Observation) throws -> SimulatedRun {
        let numbers = try observation.events.values("MC_ID")
        let sources = models.contributing(to: observation.name).compactMap(\.component.skyModel)
        return SimulatedRun(
            id: observation.id, pointing: try observation.pointingDirection(), livetime: observation.livetime,
            sourceEvents: sources.enumerated().map { number, source in
                (source.name, numbers.count { $0 == Double(number + 1) })
            }, backgroundEvents: numbers.count { $0 == 0 })
    }
}

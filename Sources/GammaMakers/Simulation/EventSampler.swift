import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaModels

/// Simulates the events of observations: photons of sources through effective area, point spread, energy dispersion and
/// dead time, and background events over the field of view.
///
/// Numbers of events are exact Poisson numbers. Every observation, source and purpose has its own random stream: the same
/// seed gives the same events on any number of threads, and one source more does not change the others.
///
/// Sources are points or Gaussians and constant in time. Responses that an observation lacks are not applied; without a
/// background response there are no background events. Background rates are per good time, not per livetime, as
/// everywhere (numerics.md §3.6).
public struct EventSampler: Sendable {
    /// The sources.
    public var models: Models
    /// Seed of all random numbers.
    public var seed: UInt64
    /// Whether background events are simulated.
    public var includesBackground: Bool

    /// Makes a sampler.
    public init(_ models: Models, seed: UInt64 = 1, includesBackground: Bool = true) {
        self.models = models
        self.seed = seed
        self.includesBackground = includesBackground
    }

    /// The observation with simulated events in place of its own; good time, pointing and responses stay.
    ///
    /// Columns besides the usual: DETX and DETY (deg, field-of-view coordinates in the orientation of the background),
    /// MC_ID (number of the source from 1 as listed in the header; 0: background), MC_ENERGY (TeV; NaN for background).
    /// - Throws: faults for models that cannot be simulated and for a missing effective area.
    public func simulate(_ observation: Observation, notices: Notices = Notices()) throws -> Observation {
        let run = observation.streamIndex
        var fieldOfView = try FieldOfView(observation)
        let sources = sources(of: observation, notices)
        var events: [SimulatedEvent] = []
        if observation.ontime > 0 {
            for (number, source) in sources.enumerated() {
                let sampler = try SourceSampler(source, observation)
                events += try sampler.events(number: number + 1) { purpose in
                    RandomStream(seed: seed, stream: "simulation.source.\(source.name).\(purpose)", index: run)
                }
            }
            if includesBackground, let background = observation.background {
                events += try backgroundEvents(background, observation, &fieldOfView, run)
            }
        }
        let order = events.indices.sorted { (events[$0].time, $0) < (events[$1].time, $1) }
        var simulated = observation
        simulated.header = header(observation, sources)
        simulated.events = try list(order.map { events[$0] }, simulated, &fieldOfView)
        return simulated
    }

    /// Simulates observations in parallel.
    public func simulate(_ observations: [Observation], execution: Execution = Execution()) throws -> [Observation] {
        try parallelMap(observations, execution, step: "simulation") { try simulate($0, notices: execution.notices) }
    }

    private func sources(of observation: Observation, _ notices: Notices) -> [SkyModel] {
        let contributing = models.contributing(to: observation.name).map(\.component)
        for component in contributing where component.skyModel == nil {
            notices.add("model '\(component.name)' is no source: events are simulated with the responses as they are")
        }
        return contributing.compactMap(\.skyModel)
    }

    private func backgroundEvents(
        _ background: any BackgroundModel, _ observation: Observation, _ fieldOfView: inout FieldOfView, _ run: UInt64
    ) throws -> [SimulatedEvent] {
        func random(_ purpose: String) -> RandomStream {
            RandomStream(seed: seed, stream: "simulation.background.\(purpose)", index: run)
        }
        let sampler = try BackgroundSampler(background)
        let clock = GoodTime(observation.gti)
        var (count, energy) = (random("count"), random("energy"))
        var (position, time) = (random("position"), random("time"))
        let total = try count.eventCount(mean: sampler.rate * observation.ontime, of: "the background")
        var events: [SimulatedEvent] = []
        events.reserveCapacity(total)
        for _ in 0..<total {
            let drawn = sampler.draw(energy: &energy, position: &position)
            let moment = clock.draw(&time)
            let direction = fieldOfView.direction(lon: drawn.lon, lat: drawn.lat, time: moment)
            events.append(
                SimulatedEvent(
                    time: moment, direction: direction, energy: drawn.energy, trueEnergy: .nan, source: 0))
        }
        return events
    }

    private func list(
        _ events: [SimulatedEvent], _ observation: Observation, _ fieldOfView: inout FieldOfView
    ) throws -> EventList {
        let directions = events.map { $0.direction.converted(to: .icrs) }
        var detector: (x: [Float], y: [Float]) = ([], [])
        for (event, direction) in zip(events, directions) {
            let position = fieldOfView.coordinates(of: direction, time: event.time)
            detector.x.append(Float(position.lon))
            detector.y.append(Float(position.lat))
        }
        return try EventList(
            ra: directions.map(\.lon), dec: directions.map(\.lat), energy: events.map(\.energy),
            time: events.map(\.time), timeReference: observation.gti.reference, ids: Array(events.indices),
            columns: [
                Column("DETX", .float(detector.x), unit: "deg"), Column("DETY", .float(detector.y), unit: "deg"),
                Column("MC_ID", .int32(events.map { Int32(truncatingIfNeeded: $0.source) })),
                Column("MC_ENERGY", .float(events.map { Float($0.trueEnergy) }), unit: "TeV"),
            ], header: observation.header)
    }

    /// The header of the observation with what describes the simulation.
    private func header(_ observation: Observation, _ sources: [SkyModel]) -> FITSHeader {
        var header = observation.header
        header["CREATOR"] = .string("GammaKit simulation")
        header["FOVALIGN"] = .string((observation.background?.alignment ?? .raDec).rawValue)
        header["SIMSEED"] = Int(exactly: seed).map { .int($0) } ?? .string(String(seed))
        header["NMCIDS"] = .int(sources.count)
        for (number, source) in sources.enumerated().prefix(99_999) {
            let digits = String(number + 1)
            let suffix = String(repeating: "0", count: 5 - digits.count) + digits
            header["MID" + suffix] = .int(number + 1)
            header["MMN" + suffix] = .string(source.name)
        }
        return header
    }
}

extension Observation {
    /// The number of the observation, or one made of its name (FNV-1a): which random numbers it gets.
    fileprivate var streamIndex: UInt64 {
        UInt64(id) ?? id.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

import Foundation
import GammaCore
import GammaData
import GammaMaps
import GammaModels
import GammaNumerics

/// Draws the events of one source in one observation.
///
/// Events are first drawn with the largest effective area that the source meets, and kept with the probability of the
/// area at their own place, so that their number is an exact Poisson number. Each purpose has its own random stream.
struct SourceSampler {
    private let observation: Observation
    private let model: SkyModel
    private let area: EffectiveArea2D
    private let pointing: SkyDirection
    private let shape: SourceShape
    private let spectrum: SpectrumSampler
    /// Offset of a point source; nil for an extended one.
    private let fixedOffset: Double?
    /// Offsets at which the area of an extended source may be largest.
    private let offsets: [Double]

    /// - Throws: faults for sources that cannot be simulated and for a missing effective area.
    init(_ model: SkyModel, _ observation: Observation) throws {
        self.observation = observation
        self.model = model
        area = try observation.require(observation.effectiveArea, "effective area (aeff)")
        pointing = try observation.pointingDirection()
        shape = try SourceShape(model)
        if let temporal = model.temporal, !(temporal is ConstantTemporalModel) {
            throw Fault(
                .unsupported, "the time dependence of source '\(model.name)' cannot be simulated",
                at: Origin(keyPath: model.name), hint: "leave its temporal model out")
        }
        let axis = area.energyTrue
        guard axis.count > 1, let lowest = axis.edges.first(where: { $0 > 0 }), let highest = axis.edges.last else {
            throw Fault(.incompatible, "the effective area has no energy axis", at: area.header.origin)
        }
        let nodes = Quadrature.geomspace(lowest, highest, count: nodeCount(from: lowest, to: highest, perDecade: 100))
        let areas: [Double]
        if case .point(let direction) = shape {
            let offset = pointing.separation(to: direction)
            fixedOffset = offset
            offsets = [offset]
        } else {
            fixedOffset = nil
            // Linear in between: the largest area is at a centre or at an end.
            offsets = area.offset.isNodes ? area.offset.centres : [area.offset.edges[0]] + area.offset.centres
        }
        areas = Self.largest(area, nodes, offsets)
        let fluxes = model.spectral.evaluate(nodes)
        let values = zip(fluxes, areas).map { $0 * $1 * observation.livetime }
        guard values.allSatisfy({ $0 >= 0 && $0 < .infinity }) else {
            throw Fault(
                .badValue,
                "the spectrum of source '\(model.name)' is negative or not finite somewhere between "
                    + "\(lowest) and \(highest) TeV", at: Origin(keyPath: model.name))
        }
        spectrum = SpectrumSampler(nodes: nodes, values: values)
    }

    private static func largest(_ area: EffectiveArea2D, _ energies: [Double], _ offsets: [Double]) -> [Double] {
        let values = area.evaluate(energies: energies, offsets: offsets)
        return energies.indices.map { e in
            values[e * offsets.count..<(e + 1) * offsets.count].reduce(0, max)
        }
    }

    /// The events; `random` gives the stream of a purpose.
    /// - Throws: ``Fault/Code/badValue`` when there are too many of them.
    func events(number: Int, _ random: (_ purpose: String) -> RandomStream) throws -> [SimulatedEvent] {
        var streams = Streams(random)
        let count = try streams.count.eventCount(mean: spectrum.total, of: "source '\(model.name)'")
        var spread = model.applyIRF.psf ? observation.pointSpread.map { CurveCache($0, step: step) } : nil
        var dispersion =
            model.applyIRF.edisp ? observation.energyDispersion.map { CurveCache($0, step: step) } : nil
        let clock = GoodTime(observation.gti)
        var events: [SimulatedEvent] = []
        for _ in 0..<count {
            let (trueEnergy, interval) = spectrum.draw(&streams.energy)
            var direction = shape.draw(&streams.position)
            let offset = fixedOffset ?? pointing.separation(to: direction)
            let time = clock.draw(&streams.time)
            guard fixedOffset != nil || streams.detection.uniform() < detection(interval, offset) else { continue }
            if let curves = spread?.curves(offset: offset) {
                guard let square = curves.draw(energy: trueEnergy, &streams.spread) else { continue }
                direction = direction.offset(
                    by: square.squareRoot(), positionAngle: 360 * streams.spread.uniform())
            }
            var energy = trueEnergy
            if let curves = dispersion?.curves(offset: offset) {
                guard let migra = curves.draw(energy: trueEnergy, &streams.dispersion), migra > 0 else { continue }
                energy *= migra
            }
            events.append(
                SimulatedEvent(
                    time: time, direction: direction, energy: energy, trueEnergy: trueEnergy, source: number))
        }
        return events
    }

    /// Rounding of offsets for responses in deg: none for a source at one place.
    private var step: Double { fixedOffset == nil ? 0.02 : 0 }

    /// Area at an offset over the largest one.
    private func detection(_ interval: Int, _ offset: Double) -> Double {
        let energy = [spectrum.centre(interval)]
        let largest = Self.largest(area, energy, offsets)[0]
        return largest > 0 ? area.evaluate(energies: energy, offset: offset)[0] / largest : 0
    }

    private struct Streams {
        var count, energy, position, detection, time, spread, dispersion: RandomStream

        init(_ random: (String) -> RandomStream) {
            count = random("count")
            energy = random("energy")
            position = random("position")
            detection = random("detection")
            time = random("time")
            spread = random("spread")
            dispersion = random("dispersion")
        }
    }
}

extension RandomStream {
    /// A Poisson number of events.
    /// - Throws: ``Fault/Code/badValue`` for a mean of more than 10⁸.
    mutating func eventCount(mean: Double, of what: String) throws -> Int {
        guard mean <= 1e8 else {
            throw Fault(
                .badValue, "\(what) would give \(mean) events in one observation",
                hint: "at most 1e8 are simulated: shorten the observation or lower the flux")
        }
        return poisson(mean)
    }
}

/// Times within good time intervals.
struct GoodTime {
    private let starts: [Double]
    private let durations: [Double]
    private let sums: CumulativeSum

    init(_ gti: GTI) {
        starts = gti.starts
        durations = gti.durations
        sums = CumulativeSum(gti.durations)
    }

    /// A time in seconds after the reference, uniform in good time.
    /// - Precondition: there is good time.
    func draw(_ random: inout RandomStream) -> Double {
        let (index, fraction) = sums.index(at: random.uniform())
        return starts[index] + fraction * durations[index]
    }
}

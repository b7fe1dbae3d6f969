import GammaCore
import GammaData
import GammaMaps

/// Which events belong to a region: inside its shape, or within the energy-dependent RAD_MAX of a point.
struct OnRegionSelector {
    private enum Rule {
        case shape(RegionGeometry)
        case radius(centre: SkyDirection, degrees: [Double])
    }

    private let rule: Rule
    private let energy: MapAxis

    /// - Throws: a fault when the region does not suit point-like responses.
    init(
        region: SkyRegion, observation: Observation, energy: MapAxis, offset: Double, notices: Notices = Notices()
    ) throws {
        self.energy = energy
        switch (region, observation.radMax) {
        case (.point, nil):
            throw Fault(
                .incompatible,
                "a point as on region needs RAD_MAX, which observation \(observation.name) does not have",
                hint: "use a circle")
        case (.point(let centre), let radMax?):
            rule = .radius(centre: centre, degrees: radMax.radius(energies: energy.centres, offset: offset))
        case (_, let radMax?):
            try Self.check(region, against: radMax, of: observation, energy, offset: offset, notices)
            rule = .shape(try RegionGeometry(region: region))
        case (_, nil): rule = .shape(try RegionGeometry(region: region))
        }
    }

    /// A shape overrides the cut for which the responses are made. Of circles that are a little smaller or larger a notice
    /// tells both radii; a circle cannot stand for a cut that changes with energy.
    private static func check(
        _ region: SkyRegion, against radMax: RadMax2D, of observation: Observation, _ energy: MapAxis, offset: Double,
        _ notices: Notices
    ) throws {
        guard case .circle(_, let radius) = region else {
            guard observation.responses.isPointLike else { return }
            throw Fault(
                .incompatible,
                "point-like responses (observation \(observation.name)) need a point or a circle of RAD_MAX as on region",
                at: observation.header.origin)
        }
        let radii = radMax.radius(energies: energy.centres, offset: offset).filter { $0 > 0 }
        guard let low = radii.min(), let high = radii.max() else { return }
        func differs(_ expected: Double) -> Bool { abs(radius - expected) > tolerance * expected + 1e-8 }
        guard differs(low) || differs(high) else { return }
        let file = low == high ? "\(ValueFormat.number(low, digits: 7)) deg" : "\(text(low)) to \(text(high)) deg"
        guard observation.responses.isPointLike else {
            notices.add(
                "RAD_MAX = \(file) is not used: the on region has a radius of \(radius) deg, and the effective area is "
                    + "for all directions", at: observation.header.origin)
            return
        }
        guard low == high else {
            throw Fault(
                .incompatible,
                "the on region has one radius, \(radius) deg, but the effective area of observation \(observation.name) is "
                    + "for a cut that changes with energy: RAD_MAX = \(file)", at: observation.header.origin,
                hint: "leave out the radius of the on region, so that RAD_MAX gives it at each energy")
        }
        notices.add(
            "the on region has a radius of \(radius) deg, which is used, but the effective area is for RAD_MAX = \(file): "
                + "the events between the two are not corrected for", at: observation.header.origin)
    }

    /// Relative difference of radii that makes no odds.
    private static var tolerance: Double { 1e-3 }

    private static func text(_ radius: Double) -> String { ValueFormat.number(radius, digits: 4) }

    /// Counts in each bin of reconstructed energy.
    func histogram(_ events: EventList) -> [Double] {
        var counts = [Double](repeating: 0, count: energy.binCount)
        switch rule {
        case .shape(let geometry):
            let inside = geometry.contains(lon: events.ra, lat: events.dec, frame: .icrs)
            for (index, isInside) in inside.enumerated() where isInside {
                if let bin = energy.index(of: events.energy[index]) { counts[bin] += 1 }
            }
        case .radius(let centre, let degrees):
            let centre = centre.converted(to: .icrs)
            for index in events.energy.indices {
                guard let bin = energy.index(of: events.energy[index]) else { continue }
                let direction = SkyDirection(ra: events.ra[index], dec: events.dec[index])
                if direction.separation(to: centre) <= degrees[bin] { counts[bin] += 1 }
            }
        }
        return counts
    }
}

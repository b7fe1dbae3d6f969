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
    init(region: SkyRegion, observation: Observation, energy: MapAxis, offset: Double) throws {
        self.energy = energy
        guard let radMax = observation.radMax else {
            if case .point = region {
                throw Fault(
                    .incompatible,
                    "a point as on region needs RAD_MAX, which observation \(observation.name) does not have",
                    hint: "use a circle")
            }
            rule = .shape(try RegionGeometry(region: region))
            return
        }
        switch region {
        case .point(let centre):
            rule = .radius(centre: centre, degrees: radMax.radius(energies: energy.centres, offset: offset))
        case .circle(_, let radius) where radMax.isFixed:
            let expected = radMax.values.first ?? 0
            guard abs(radius - expected) <= 1e-3 * expected + 1e-8 else {
                throw Fault(
                    .incompatible,
                    "the on region has a radius of \(radius) deg, but the point-like responses of observation \(observation.name) are for \(expected) deg",
                    hint: "set the radius to \(expected) deg")
            }
            rule = .shape(try RegionGeometry(region: region))
        default:
            throw Fault(
                .incompatible,
                "point-like responses (observation \(observation.name)) need a point or a circle of RAD_MAX as on region"
            )
        }
    }

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

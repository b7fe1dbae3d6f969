import GammaCore
import GammaData
import GammaMaps

/// Background counts that a background response predicts for a region.
struct RegionBackground {
    private let background: any BackgroundModel
    private let observation: Observation

    init(_ background: any BackgroundModel, observation: Observation) throws {
        self.background = try background.filled()
        self.observation = observation
    }

    /// Rate per solid angle at the region's centre × solid angle × time, in each bin of reconstructed energy.
    ///
    /// The time is the good time, not the livetime: a background model knows the dead time of its own data.
    func counts(region: SkyRegion?, energy: MapAxis) throws -> [Double] {
        guard let region else {
            throw Fault(.incompatible, "the background of observation \(observation.name) needs a region")
        }
        let position = try fieldOfView(region.centre)
        let rates = background.integral(
            energyEdges: energy.edges, longitudes: [position.lon], latitudes: [position.lat])
        let solidAngle = try RegionGeometry(region: region).solidAngle ?? 0
        return rates.map { $0 * solidAngle * observation.ontime }
    }

    /// Field-of-view coordinates (deg) in the orientation of the background.
    private func fieldOfView(_ direction: SkyDirection) throws -> (lon: Double, lat: Double) {
        let pointing = try observation.pointingDirection()
        switch background.alignment {
        case .raDec:
            let (lon, lat) = SkyOffsetFrame(origin: pointing).coordinates(of: direction)
            return (-lon, lat)
        case .reverseLongitudeRADec:
            return SkyOffsetFrame(origin: pointing).coordinates(of: direction)
        case .altAz:
            return try horizontal(direction, pointing: pointing)
        }
    }

    /// Offset from the pointing in azimuth and altitude, halfway through the run.
    private func horizontal(_ direction: SkyDirection, pointing: SkyDirection) throws -> (lon: Double, lat: Double) {
        guard let middle = observation.middle, let location = observation.location else {
            throw Fault(
                .missingKeyword,
                "the background of observation \(observation.name) is aligned with altitude and azimuth, "
                    + "but the place of the telescopes or the time is not known", at: observation.header.origin)
        }
        let frame = HorizontalFrame(at: middle, observer: location)
        func altAz(_ direction: SkyDirection) -> SkyDirection {
            let icrs = direction.converted(to: .icrs)
            let (azimuth, altitude) = frame.fromICRS(lon: icrs.lon, lat: icrs.lat)
            return SkyDirection(lon: azimuth, lat: altitude, frame: .icrs)
        }
        let (lon, lat) = SkyOffsetFrame(origin: altAz(pointing)).coordinates(of: altAz(direction))
        return (-lon, lat)
    }
}

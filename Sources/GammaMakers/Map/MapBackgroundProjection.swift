import Foundation
import GammaCore
import GammaData
import GammaMaps

/// Background counts that a background response predicts for the pixels of a map.
struct MapBackgroundProjection {
    private let background: any BackgroundModel
    private let observation: Observation
    private let target: MapTarget
    private let oversampling: Int
    private let rotationStep: Double

    init(_ observation: Observation, target: MapTarget, oversampling: Int, rotationStep: Double) throws {
        background = try observation.require(observation.background, "background (bkg)").filled()
        self.observation = observation
        self.target = target
        self.oversampling = oversampling
        self.rotationStep = rotationStep
    }

    /// Counts (energy, pixel): rate × solid angle × good time.
    ///
    /// The time is the good time, not the livetime: a background model knows the dead time of its own data.
    func counts(energy: MapAxis) throws -> [Double] {
        var rates: [Double]
        if background.alignment == .altAz, !(background is Background2D) {
            rates = try meanOverTime(energy)
        } else {
            let pointing = try observation.pointingDirection()
            var (lon, lat) = target.pixels.offsets(from: pointing)
            if background.alignment == .raDec { for index in lon.indices { lon[index] = -lon[index] } }
            rates = integral(energy, lon, lat)
        }
        let time = observation.ontime
        let exposures = target.pixels.solidAngles.map { $0 * time }
        rates.withUnsafeMutableBufferPointer { rates in
            exposures.withUnsafeBufferPointer { exposures in
                for plane in stride(from: 0, to: rates.count, by: exposures.count) {
                    for pixel in exposures.indices { rates[plane &+ pixel] *= exposures[pixel] }
                }
            }
        }
        return rates
    }

    private func integral(_ energy: MapAxis, _ lon: [Double], _ lat: [Double]) -> [Double] {
        background.integral(
            energyEdges: energy.edges, longitudes: lon, latitudes: lat, oversampling: oversampling)
    }

    /// Mean rate over the run, while the sky turns in the field of view: trapezoids between times at most one step of
    /// rotation apart, as Gammapy does.
    private func meanOverTime(_ energy: MapAxis) throws -> [Double] {
        let times = try rotationTimes()
        var sum: [Double] = []
        var length = 0.0
        var last: (rates: [Double], time: Instant)?
        for time in times {
            let (lon, lat) = try horizontalOffsets(at: time)
            let rates = integral(energy, lon, lat)
            if sum.isEmpty { sum = rates.map { _ in 0 } }
            if let last {
                let step = time.seconds(since: last.time)
                length += step
                for index in sum.indices { sum[index] += (rates[index] + last.rates[index]) / 2 * step }
            }
            last = (rates, time)
        }
        return length > 0 ? sum.map { $0 / length } : last?.rates ?? []
    }

    /// Times from the start of the run to its end, between which the field of view turns by at most one step.
    private func rotationTimes() throws -> [Instant] {
        guard let start = observation.gti.intervals.first?.start else { return [] }
        let location = try place()
        let end = start.adding(seconds: observation.ontime)
        var times = [start]
        var time = start
        while time < end {
            let frame = HorizontalFrame(at: time, observer: location)
            let pointing = try observation.pointing.direction(at: time, location: location).converted(to: .icrs)
            let (azimuth, altitude) = frame.fromICRS(lon: pointing.lon, lat: pointing.lat)
            let radian = Double.pi / 180
            // Turn of the field of view a second; 7.2921e-5 rad/s is that of the Earth.
            let rate =
                7.292115e-5 * cos(location.latitude * radian) * abs(cos(azimuth * radian)) / cos(altitude * radian)
            let step = rate > 0 ? max(rotationStep * radian / rate, 1) : .infinity
            let remaining = end.seconds(since: time)
            time = step < remaining ? time.adding(seconds: step) : end
            times.append(time)
        }
        return times
    }

    private func place() throws -> Astrometry.Observer {
        guard let location = observation.location else {
            throw Fault(
                .missingKeyword,
                "the background of observation \(observation.name) is aligned with altitude and azimuth, "
                    + "but the place of the telescopes is not known", at: observation.header.origin,
                hint: "GEOLON, GEOLAT and ALTITUDE in the EVENTS header give it")
        }
        return location
    }

    /// Offsets from the pointing in azimuth (turned around) and altitude.
    private func horizontalOffsets(at time: Instant) throws -> (lon: [Double], lat: [Double]) {
        let location = try place()
        let frame = HorizontalFrame(at: time, observer: location)
        func altAz(_ lon: Double, _ lat: Double) -> SkyDirection {
            let (azimuth, altitude) = frame.fromICRS(lon: lon, lat: lat)
            return SkyDirection(lon: azimuth, lat: altitude, frame: .icrs)
        }
        let pointing = try observation.pointing.direction(at: time, location: location).converted(to: .icrs)
        let offset = SkyOffsetFrame(origin: altAz(pointing.lon, pointing.lat))
        var (lon, lat): ([Double], [Double]) = ([], [])
        for vector in target.pixels.vectors {
            let direction = altAz(
                atan2(vector.y, vector.x) * 180 / .pi, asin(min(max(vector.z, -1), 1)) * 180 / .pi)
            let position = offset.coordinates(of: direction)
            lon.append(-position.lon)
            lat.append(position.lat)
        }
        return (lon, lat)
    }
}

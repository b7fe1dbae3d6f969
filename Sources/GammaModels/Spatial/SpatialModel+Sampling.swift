import Foundation
import GammaCore
import GammaMaps

extension SpatialModel {
    /// Directions at distances in radians and position angles in radians that `draw` gives.
    /// - Throws: ``Fault/Code/badValue`` unless `isValid`.
    func directions(
        count: Int, isValid: Bool, using random: inout RandomStream,
        _ draw: (inout RandomStream) -> (distance: Double, angle: Double)
    ) throws -> (lon: [Double], lat: [Double]) {
        guard isValid, let position, position.isValid else {
            let values = parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
            throw Fault(.badValue, "the shape '\(Self.tags[0])' cannot be drawn from: \(values)")
        }
        var (lon, lat) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for index in 0..<count {
            let (distance, angle) = draw(&random)
            let direction = position.offset(by: distance / radian, positionAngle: angle / radian)
            (lon[index], lat[index]) = (direction.lon, direction.lat)
        }
        return (lon, lat)
    }
}

extension ShapeEllipse {
    /// A random position angle with the density of extent², and the extent there, both in radians.
    func randomDirection(_ phi: Double, _ random: inout RandomStream) -> (angle: Double, extent: Double) {
        let t = 2 * Double.pi * random.uniform()
        let (along, across) = (cos(t), ratio * sin(t))
        return (phi + atan2(across, along), major * hypot(along, across))
    }

    /// Whether the ellipse fits on the sky and has an area.
    var isDrawable: Bool { major > 0 && major < .pi / 2 && ratio > 0 }
}

/// The ratio of areas of a ring on the sphere and in the plane: accepting with it turns one into the other.
private func accepts(_ distance: Double, _ random: inout RandomStream) -> Bool {
    guard distance > 0 else { return true }
    guard distance < .pi else { return false }
    return random.uniform() * distance < sin(distance)
}

extension GaussianSpatialModel {
    /// Random directions by the inverse distribution of 1 − cos s; elongated ones by rejection on the position angle.
    /// - Throws: ``Fault/Code/badValue`` for a position off the sky or widths without meaning.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        let ellipse = ShapeEllipse(major: parameters[2], eccentricity: parameters[3], phi: parameters[4])
        let phi = parameters[4].internalValue * radian
        // A width of zero is a point.
        let isPoint = ellipse.major == 0
        return try directions(count: count, isValid: (isPoint || ellipse.isDrawable) && phi.isFinite, using: &random) {
            random in
            if isPoint { return (0, 0) }
            while true {
                let (angle, extent) = ellipse.randomDirection(phi, &random)
                let sine = sin(extent / 2)
                let a = 2 * sine * sine
                let coverage = -expm1(-1 / a)
                // The angle was drawn with extent²/2; its density is that of 1 − cos extent, which is smaller.
                let share = extent > 1e-6 ? 2 * a * coverage / (extent * extent) : 1
                guard random.uniform() < share else { continue }
                let versine = -2 * a * log1p(-random.uniform() * coverage)
                return (2 * asin(min(1, (versine / 2).squareRoot())), angle)
            }
        }
    }
}

extension GeneralizedGaussianSpatialModel {
    /// Random directions: (s/r)^(1/η) has a gamma distribution of shape 2η; rejection turns the plane into the sphere.
    /// - Throws: ``Fault/Code/badValue`` for a position off the sky or a shape without meaning.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        let ellipse = ShapeEllipse(major: parameters[2], eccentricity: parameters[4], phi: parameters[5])
        let phi = parameters[5].internalValue * radian
        let eta = parameters[3].internalValue
        let isValid = ellipse.isDrawable && phi.isFinite && eta > 0 && eta <= 2
        return try directions(count: count, isValid: isValid, using: &random) { random in
            while true {
                let (angle, extent) = ellipse.randomDirection(phi, &random)
                let distance = extent * pow(random.gamma(shape: 2 * eta), eta)
                if accepts(distance, &random) { return (distance, angle) }
            }
        }
    }
}

extension DiskSpatialModel {
    /// Random directions, uniform within the edge and rejected by its profile.
    /// - Throws: ``Fault/Code/badValue`` for a position off the sky or a shape without meaning.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        let ellipse = ShapeEllipse(major: parameters[2], eccentricity: parameters[3], phi: parameters[4])
        let phi = parameters[4].internalValue * radian
        let width = parameters[5].internalValue
        let isValid = ellipse.isDrawable && phi.isFinite && width >= 0 && width <= 10
        // Beyond 2.5 widths of the edge there is less than 1e-15 of the brightness.
        let largest = 1 + 2.5 * width
        return try directions(count: count, isValid: isValid, using: &random) { random in
            while true {
                let (angle, extent) = ellipse.randomDirection(phi, &random)
                let z = largest * random.uniform().squareRoot()
                let brightness = width > 0 ? 0.5 * erfc(Self.quantile * (z - 1) / width) : 1
                if random.uniform() < brightness, accepts(z * extent, &random) { return (z * extent, angle) }
            }
        }
    }
}

extension ShellProfile {
    /// A random distance from the centre: that of a point of the hollow sphere, projected; rejection turns the plane into
    /// the sphere.
    func randomDistance(_ random: inout RandomStream) -> Double {
        while true {
            let (low, high) = (inner * inner * inner, outer * outer * outer)
            let radius = cbrt(low + (high - low) * random.uniform())
            let cosine = random.uniform()
            let distance = radius * (1 - cosine * cosine).squareRoot()
            if accepts(distance, &random) { return distance }
        }
    }

    /// Whether the radii are those of a shell that fits on the sky.
    var isDrawable: Bool { inner >= 0 && outer >= inner && outer > 0 && outer < .pi / 2 }
}

extension ShellSpatialModel {
    /// Random directions: points of the hollow sphere, projected.
    /// - Throws: ``Fault/Code/badValue`` for a position off the sky or radii without meaning.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        let profile = Kernel(parameters, extent: 0).profile
        return try directions(count: count, isValid: profile.isDrawable, using: &random) {
            (profile.randomDistance(&$0), 2 * .pi * $0.uniform())
        }
    }
}

extension Shell2SpatialModel {
    /// Random directions: points of the hollow sphere, projected.
    /// - Throws: ``Fault/Code/badValue`` for a position off the sky or radii without meaning.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        let profile = Kernel(parameters, extent: 0).profile
        return try directions(count: count, isValid: profile.isDrawable, using: &random) {
            (profile.randomDistance(&$0), 2 * .pi * $0.uniform())
        }
    }
}

extension RandomStream {
    /// A number with the density x^(shape − 1) e^−x / Γ(shape), shape > 0, by Marsaglia & Tsang (2000, ACM TOMS 26, 363).
    mutating func gamma(shape: Double) -> Double {
        guard shape >= 1 else { return gamma(shape: shape + 1) * pow(1 - uniform(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            if log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }
}

import Foundation

extension SkyRegion {
    /// Whether the direction is inside.
    ///
    /// Circles and annuli go by the great-circle separation; the other shapes by their outline in the tangent plane at
    /// their centre. Gammapy tests in the pixel plane of a map instead: see ``RegionGeometry``.
    public func contains(_ direction: SkyDirection) -> Bool {
        contains(lon: [direction.lon], lat: [direction.lat], frame: direction.frame)[0]
    }

    /// For many positions in degrees whether they are inside.
    public func contains(lon: [Double], lat: [Double], frame: SkyFrame) -> [Bool] {
        switch self {
        case .circle(let centre, let radius):
            return centre.separations(lon: lon, lat: lat, frame: frame).map { $0 < radius }
        case .annulus(let centre, let inner, let outer):
            return centre.separations(lon: lon, lat: lat, frame: frame).map { $0 < outer && $0 >= inner }
        case .point:
            return [Bool](repeating: false, count: lon.count)
        case .compound(let combination, let parts):
            let answers = parts.map { $0.contains(lon: lon, lat: lat, frame: frame) }
            return lon.indices.map { index in combination.combine(answers.lazy.map { $0[index] }) }
        case .complement(let region):
            return region.contains(lon: lon, lat: lat, frame: frame).map { !$0 }
        case .ellipse, .rectangle, .polygon:
            let plane = TangentPlane(centre)
            let outline = outline(in: plane)
            let position = plane.project(lon: lon, lat: lat, frame: frame)
            return lon.indices.map { outline.contains(x: position.x[$0], y: position.y[$0]) }
        }
    }

    /// The middle: the centre of a shape, the centroid of a polygon, for a compound the point with the least sum of
    /// separations to the centres of its parts (as in Gammapy).
    public var centre: SkyDirection {
        switch self {
        case .circle(let centre, _), .ellipse(let centre, _, _, _), .rectangle(let centre, _, _, _),
            .annulus(let centre, _, _), .point(let centre):
            return centre
        case .complement(let region): return region.centre
        case .polygon(let vertices):
            let mean = Self.mean(vertices)
            let plane = TangentPlane(mean)
            let middle = PixelRegion.polygon(vertices.map(plane.project)).centre
            return plane.direction(middle)
        case .compound: return Self.geometricMedian(parts.map(\.centre))
        }
    }

    /// Solid angle in steradians: exact for circles and annuli, the area in the tangent plane for other shapes;
    /// compounds are sampled on a grid of 400 × 400 points around them. Infinite for complements.
    public var solidAngle: Double {
        let squareDegree = (Double.pi / 180) * (Double.pi / 180)
        switch self {
        case .circle(_, let radius): return Self.capSolidAngle(radius)
        case .annulus(_, let inner, let outer): return Self.capSolidAngle(outer) - Self.capSolidAngle(inner)
        case .ellipse, .rectangle, .polygon, .point:
            return (outline(in: TangentPlane(centre)).area ?? 0) * squareDegree
        case .complement: return .infinity
        case .compound:
            let plane = TangentPlane(centre)
            let outline = outline(in: plane)
            guard let extent = outline.extent else { return .infinity }
            let (dx, dy) = (
                (extent.x.upperBound - extent.x.lowerBound) / 400, (extent.y.upperBound - extent.y.lowerBound) / 400
            )
            var count = 0
            for row in 0..<400 {
                let y = extent.y.lowerBound + (Double(row) + 0.5) * dy
                for column in 0..<400
                where outline.contains(x: extent.x.lowerBound + (Double(column) + 0.5) * dx, y: y) { count += 1 }
            }
            return Double(count) * dx * dy * squareDegree
        }
    }

    /// 2π(1 − cos r), in a form that keeps its digits for small radii.
    private static func capSolidAngle(_ radius: Double) -> Double {
        let half = sincos(radius / 2).sin
        return 4 * .pi * half * half
    }

    /// The region turned about an axis through `pivot`, by degrees in the sense of growing position angle.
    /// Shapes keep their size; the angle of an ellipse or a rectangle turns along.
    public func rotated(about pivot: SkyDirection, by degrees: Double) -> SkyRegion {
        func turn(_ direction: SkyDirection) -> SkyDirection {
            let distance = pivot.separation(to: direction)
            guard distance > 0 else { return direction }
            let angle = pivot.positionAngle(to: direction) + degrees
            return pivot.offset(by: distance, positionAngle: angle).converted(to: direction.frame)
        }
        /// The angle grows with the position angle, plus what north turns between the two places.
        func turn(_ angle: Double, from old: SkyDirection, to new: SkyDirection) -> Double {
            guard pivot.separation(to: old) > 0 else { return angle + degrees }
            return angle + (new.positionAngle(to: pivot) - old.positionAngle(to: pivot))
        }
        switch self {
        case .circle(let centre, let radius): return .circle(centre: turn(centre), radius: radius)
        case .annulus(let centre, let inner, let outer):
            return .annulus(centre: turn(centre), inner: inner, outer: outer)
        case .ellipse(let centre, let width, let height, let angle):
            let new = turn(centre)
            return .ellipse(centre: new, width: width, height: height, angle: turn(angle, from: centre, to: new))
        case .rectangle(let centre, let width, let height, let angle):
            let new = turn(centre)
            return .rectangle(centre: new, width: width, height: height, angle: turn(angle, from: centre, to: new))
        case .polygon(let vertices): return .polygon(vertices.map(turn))
        case .point(let direction): return .point(turn(direction))
        case .compound(let combination, let parts):
            return .compound(combination, parts.map { $0.rotated(about: pivot, by: degrees) })
        case .complement(let region): return .complement(region.rotated(about: pivot, by: degrees))
        }
    }

    /// The region with its coordinates in another frame. Angles turn with the direction of north.
    public func converted(to frame: SkyFrame) -> SkyRegion {
        func turn(_ angle: Double, at centre: SkyDirection) -> Double {
            guard centre.frame != frame else { return angle }
            let there = centre.converted(to: frame)
            let pole = SkyDirection(lon: 0, lat: 90, frame: centre.frame).converted(to: frame)
            return angle + there.positionAngle(to: pole)
        }
        switch self {
        case .circle(let centre, let radius): return .circle(centre: centre.converted(to: frame), radius: radius)
        case .annulus(let centre, let inner, let outer):
            return .annulus(centre: centre.converted(to: frame), inner: inner, outer: outer)
        case .ellipse(let centre, let width, let height, let angle):
            return .ellipse(
                centre: centre.converted(to: frame), width: width, height: height, angle: turn(angle, at: centre))
        case .rectangle(let centre, let width, let height, let angle):
            return .rectangle(
                centre: centre.converted(to: frame), width: width, height: height, angle: turn(angle, at: centre))
        case .polygon(let vertices): return .polygon(vertices.map { $0.converted(to: frame) })
        case .point(let direction): return .point(direction.converted(to: frame))
        case .compound(let combination, let parts): return .compound(combination, parts.map { $0.converted(to: frame) })
        case .complement(let region): return .complement(region.converted(to: frame))
        }
    }

    /// The outline in a tangent plane, whose x grows to the west like the columns of an image.
    func outline(in plane: TangentPlane) -> PixelRegion {
        /// The angle that north at `centre` makes with y in the plane.
        func north(at centre: SkyDirection) -> Double {
            let here = plane.project(centre)
            let above = plane.project(centre.offset(by: 1 / 3600.0, positionAngle: 0))
            return atan2(above.y - here.y, above.x - here.x) - .pi / 2
        }
        switch self {
        case .circle(let centre, let radius): return .circle(centre: plane.project(centre), radius: radius)
        case .annulus(let centre, let inner, let outer):
            return .annulus(centre: plane.project(centre), inner: inner, outer: outer)
        case .ellipse(let centre, let width, let height, let angle):
            let turned = angle * .pi / 180 + north(at: centre)
            return .ellipse(centre: plane.project(centre), width: width, height: height, angle: turned)
        case .rectangle(let centre, let width, let height, let angle):
            let turned = angle * .pi / 180 + north(at: centre)
            return .rectangle(centre: plane.project(centre), width: width, height: height, angle: turned)
        case .polygon(let vertices): return .polygon(vertices.map(plane.project))
        case .point(let direction): return .point(plane.project(direction))
        case .compound(let combination, let parts): return .compound(combination, parts.map { $0.outline(in: plane) })
        case .complement(let region): return .complement(region.outline(in: plane))
        }
    }

    private static func mean(_ directions: [SkyDirection]) -> SkyDirection {
        guard let frame = directions.first?.frame else { return SkyDirection(lon: .nan, lat: .nan, frame: .icrs) }
        let sum = directions.reduce(SIMD3<Double>(repeating: 0)) { sum, direction in
            let here = direction.converted(to: frame)
            return sum + unitVector(lon: here.lon, lat: here.lat)
        }
        let position = sphericalDegrees(sum)
        return SkyDirection(lon: position.lon, lat: position.lat, frame: frame)
    }

    /// Weiszfeld's iteration, from the mean; stops at a centre if it comes to lie on one.
    private static func geometricMedian(_ directions: [SkyDirection]) -> SkyDirection {
        var middle = mean(directions)
        guard directions.count > 2 else { return middle }
        let vectors = directions.map { direction in
            let here = direction.converted(to: middle.frame)
            return unitVector(lon: here.lon, lat: here.lat)
        }
        for _ in 0..<200 {
            let from = unitVector(lon: middle.lon, lat: middle.lat)
            var sum = SIMD3<Double>(repeating: 0)
            for vector in vectors {
                let difference = vector - from
                let distance = (difference * difference).sum().squareRoot()
                guard distance > 1e-12 else { return middle }
                sum += vector / distance
            }
            let position = sphericalDegrees(sum)
            let next = SkyDirection(lon: position.lon, lat: position.lat, frame: middle.frame)
            let step = next.separation(to: middle)
            middle = next
            if step < 1e-10 { break }
        }
        return middle
    }
}

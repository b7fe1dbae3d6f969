import Foundation
import GammaMaps

/// A piece of the border of a region on the sphere.
struct SkyArc: Sendable {
    let frame: SkyFrame
    /// Points that show its form.
    let samples: Int
    /// Longitude and latitude at a parameter from 0 to 1.
    let place: @Sendable (Double) -> (lon: Double, lat: Double)

    /// The border of a region: of a compound only what is its border as a whole.
    ///
    /// Circles and rings are exact on the sphere; ellipses and rectangles lie in the tangent plane at their centre, as for
    /// `SkyRegion.contains`; sides of polygons are great circles. Points have no border.
    static func border(of region: SkyRegion) -> [SkyArc] {
        switch region {
        case .circle(let centre, let radius): return [ring(centre, radius)]
        case .annulus(let centre, let inner, let outer):
            return [ring(centre, outer)] + (inner > 0 ? [ring(centre, inner)] : [])
        case .ellipse(let centre, let width, let height, let angle):
            return [
                SkyArc(frame: centre.frame, samples: 120) { t in
                    let turn = 2 * Double.pi * t
                    return onPlane(centre, width / 2 * cos(turn), height / 2 * sin(turn), angle)
                }
            ]
        case .rectangle(let centre, let width, let height, let angle):
            let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
            return (0..<4).map { side in
                let (a, b) = (corners[side], corners[(side + 1) % 4])
                return SkyArc(frame: centre.frame, samples: 24) { t in
                    onPlane(
                        centre, (a.0 + t * (b.0 - a.0)) * width, (a.1 + t * (b.1 - a.1)) * height, angle)
                }
            }
        case .polygon(let vertices): return vertices.indices.map { side(vertices, $0) }
        case .point: return []
        case .complement(let inner): return border(of: inner)
        case .compound(let combination, let parts): return border(of: parts, combination)
        }
    }

    private static func ring(_ centre: SkyDirection, _ radius: Double) -> SkyArc {
        SkyArc(frame: centre.frame, samples: 120) { t in
            let place = centre.offset(by: radius, positionAngle: 360 * t)
            return (place.lon, place.lat)
        }
    }

    private static func side(_ vertices: [SkyDirection], _ index: Int) -> SkyArc {
        let from = vertices[index]
        let to = vertices[(index + 1) % vertices.count]
        let length = from.separation(to: to)
        let angle = from.positionAngle(to: to)
        return SkyArc(frame: from.frame, samples: 24) { t in
            let place = from.offset(by: t * length, positionAngle: angle)
            return (place.lon, place.lat)
        }
    }

    /// A position on the tangent plane at `centre`, `u` along the width (to the west before turning).
    private static func onPlane(_ centre: SkyDirection, _ u: Double, _ v: Double, _ angle: Double) -> (
        lon: Double, lat: Double
    ) {
        let turn = angle * .pi / 180
        let x = u * cos(turn) - v * sin(turn)
        let y = u * sin(turn) + v * cos(turn)
        let distance = atan(hypot(x, y) * .pi / 180) * 180 / .pi
        let place = centre.offset(by: distance, positionAngle: atan2(-x, y) * 180 / .pi)
        return (place.lon, place.lat)
    }

    private static func border(of parts: [SkyRegion], _ combination: RegionOperator) -> [SkyArc] {
        guard combination != .xor else { return parts.flatMap(border) }
        var distinct: [SkyRegion] = []
        for part in parts where !distinct.contains(part) { distinct.append(part) }
        return distinct.indices.flatMap { index -> [SkyArc] in
            let others = distinct.indices.filter { $0 != index }.map { distinct[$0] }
            guard !others.isEmpty else { return border(of: distinct[index]) }
            return border(of: distinct[index]).flatMap { arc in
                arc.pieces { t in
                    let place = arc.place(t)
                    let here = SkyDirection(lon: place.lon, lat: place.lat, frame: arc.frame)
                    return combination == .or
                        ? !others.contains { $0.contains(here) } : others.allSatisfy { $0.contains(here) }
                }
            }
        }
    }

    /// The pieces where a condition holds, their ends to a thousandth of the distance of samples.
    private func pieces(where holds: (Double) -> Bool) -> [SkyArc] {
        let parameters = (0...samples).map { Double($0) / Double(samples) }
        let answers = parameters.map(holds)
        var result: [SkyArc] = []
        var start: Double? = answers[0] ? 0 : nil
        for index in 1...samples where answers[index] != answers[index - 1] {
            var (low, high) = (parameters[index - 1], parameters[index])
            for _ in 0..<10 {
                let middle = (low + high) / 2
                if holds(middle) == answers[index - 1] { low = middle } else { high = middle }
            }
            if let from = start {
                result.append(part(from, low))
                start = nil
            } else {
                start = high
            }
        }
        if let from = start { result.append(part(from, 1)) }
        return result
    }

    private func part(_ from: Double, _ to: Double) -> SkyArc {
        if from == 0, to == 1 { return self }
        let whole = place
        return SkyArc(frame: frame, samples: max(4, Int(Double(samples) * (to - from)))) {
            whole(from + $0 * (to - from))
        }
    }
}

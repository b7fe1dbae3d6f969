import Foundation

/// The coordinates of a sky figure.
public enum SkyAxes: String, Sendable, CaseIterable {
    /// Right ascension and declination.
    case equatorial
    /// Galactic longitude and latitude.
    case galactic

    var longitudeName: RichText { self == .equatorial ? "Right ascension" : "Galactic longitude" }
    var latitudeName: RichText { self == .equatorial ? "Declination" : "Galactic latitude" }
}

/// A panel that shows a piece of the sky on its tangent plane, longitude growing to the left.
struct SkyPanel {
    let plane: TangentPlane
    let axes: SkyAxes
    /// The piece of the plane, in degrees.
    let x: AxisRange
    let y: AxisRange

    /// An empty panel with its grid and labels.
    func panel() -> Panel {
        let meridians = lines(ofLongitude: true)
        let parallels = lines(ofLongitude: false)
        var xAxis = Axis(axes.longitudeName, x)
        xAxis.isReversed = true
        xAxis.fixedTicks = meridians.ticks
        var yAxis = Axis(axes.latitudeName, y)
        yAxis.fixedTicks = parallels.ticks
        var panel = Panel(x: xAxis, y: yAxis)
        panel.curvedGrid = meridians.curves + parallels.curves
        panel.hasGrid = false
        panel.isEqualAspect = true
        return panel
    }

    private typealias GridLines = (ticks: [(value: Double, label: RichText)], curves: [[(x: Double, y: Double)]])

    /// Round coordinates with the places where they meet the lower or left edge.
    private func lines(ofLongitude isLongitude: Bool) -> GridLines {
        let count = 60
        func along(_ range: AxisRange, _ step: Int) -> Double {
            range.low + (range.high - range.low) * Double(step) / Double(count)
        }
        var low = Double.infinity
        var high = -Double.infinity
        for i in 0...count {
            for j in 0...count where i % 10 == 0 || j % 10 == 0 {
                let place = plane.direction(x: along(x, i), y: along(y, j))
                low = min(low, isLongitude ? place.lon : place.lat)
                high = max(high, isLongitude ? place.lon : place.lat)
            }
        }
        let edge = (0...count).map { step -> (place: Double, value: Double) in
            let along = isLongitude ? along(x, step) : along(y, step)
            let place = isLongitude ? plane.direction(x: along, y: y.low) : plane.direction(x: x.high, y: along)
            return (along, isLongitude ? place.lon : place.lat)
        }
        let step = SkyPanel.step(abs((edge.last?.value ?? 0) - (edge.first?.value ?? 0)), whole: high - low)
        var lines: GridLines = ([], [])
        for value in step.values(from: low, to: high) {
            lines.curves.append(curve(isLongitude, value, low: low, high: high))
            if let place = SkyPanel.crossing(edge, value) {
                lines.ticks.append((place, RichText(label(value, isLongitude, step.decimals))))
            }
        }
        return lines
    }

    private func label(_ value: Double, _ isLongitude: Bool, _ decimals: Int) -> String {
        guard isLongitude else { return NumberText.fixed(value, decimals: decimals) + "°" }
        var wrapped = value.truncatingRemainder(dividingBy: 360)
        if wrapped < -0.5 * pow(10, Double(-decimals)) { wrapped += 360 }
        let text = NumberText.fixed(wrapped, decimals: decimals)
        return (text.hasPrefix("360") ? NumberText.fixed(0, decimals: decimals) : text) + "°"
    }

    /// A meridian or parallel over the whole field.
    private func curve(_ isLongitude: Bool, _ value: Double, low: Double, high: Double) -> [(x: Double, y: Double)] {
        let reach = max(x.high - x.low, y.high - y.low)
        let nearPole = cos(min(abs(plane.lat) + reach, 90) * .pi / 180)
        let halfWidth = nearPole > 0.02 ? min(reach / nearPole, 180) : 180
        let from = isLongitude ? max(plane.lat - reach, -90) : plane.lon - halfWidth
        let to = isLongitude ? min(plane.lat + reach, 90) : 2 * plane.lon - from
        return (0...80).map { step in
            let other = from + (to - from) * Double(step) / 80
            let place = isLongitude ? plane.project(lon: value, lat: other) : plane.project(lon: other, lat: value)
            return place ?? (x: .nan, y: .nan)
        }
    }

    private static func crossing(_ edge: [(place: Double, value: Double)], _ value: Double) -> Double? {
        for (a, b) in zip(edge, edge.dropFirst()) where (a.value - value) * (b.value - value) <= 0 && a.value != b.value
        {
            guard abs(b.value - a.value) < 90 else { continue }
            return a.place + (b.place - a.place) * (value - a.value) / (b.value - a.value)
        }
        return nil
    }

    private struct AngleStep {
        var step: RoundStep
        var coarse: Double?
        var decimals: Int { coarse != nil ? 0 : max(0, -step.exponent) }

        func values(from low: Double, to high: Double) -> [Double] {
            guard let coarse else { return step.multiples(in: AxisRange(low, high, .linear)) }
            let first = (low / coarse).rounded(.up)
            guard (high - low) / coarse < 100 else { return [] }
            return (0..<Int((high - low) / coarse) + 1).map { (first + Double($0)) * coarse }.filter { $0 <= high }
        }
    }

    private static func step(_ span: Double, whole: Double) -> AngleStep {
        let wanted = max(span / 5, whole / 12)
        let coarse = wanted > 10 ? [15.0, 30, 45, 90].first { $0 >= wanted } ?? 90 : nil
        return AngleStep(step: RoundStep(atLeast: max(wanted, 1e-7)), coarse: coarse)
    }
}

import Foundation
import GammaCore
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaPlots

@Suite("Sky maps: values, limits and marks")
struct SkyMapValueTests {
    @Test("Quantiles are those of the sorted values")
    func quantiles() {
        forAll(seed: 3, count: 60) { random in
            let count = Int(200 * random.uniform())
            // few different values: equal ones must not mislead the selection
            let values = (0..<count).map { _ in (random.normal() * 3).rounded() }
            let sorted = values.sorted()
            let fractions = [0, 0.1, 0.5, 0.997, 1]
            let found = (values + [.nan, .infinity]).quantiles(fractions)
            for (fraction, value) in zip(fractions, found) {
                if count == 0 {
                    #expect(value.isNaN)
                } else {
                    #expect(value == sorted[Int((fraction * Double(count - 1)).rounded())])
                }
            }
        }
    }

    @Test("Planes are summed as asked for")
    func planes() throws {
        let image = try WCSGeometry.create(
            centre: SkyDirection(ra: 0, dec: 0), pixels: SIMD2(2, 1), binSize: SIMD2(1, 1))
        let energy = try MapAxis(edges: [1, 2, 3, 4], name: "energy")
        let other = try MapAxis(edges: [0, 1, 2], name: "other")
        var values = (0..<12).map(Double.init)
        values[0] = .nan
        let map = try WCSMap(image.with(axes: [energy, other]), values: values)
        // pixel p of energy e and other o is 2 (e + 3 o) + p
        #expect(SkyMapPlane.sum.values(of: map).values == [30, 36])
        #expect(SkyMapPlane.mean.values(of: map).values == [6, 6])
        #expect(SkyMapPlane.bins([1, 1]).values(of: map).values == [8, 9])
        // 2 + 4 + 8 + 10 and 3 + 5 + 9 + 11; 2 + 4 and 1 + 3 + 5
        #expect(SkyMapPlane.slice(axis: "energy", 1..<3).values(of: map).values == [24, 28])
        #expect(SkyMapPlane.slice(axis: "other", 0..<1).values(of: map).values == [6, 9])
        for wrong in [
            SkyMapPlane.bins([]), .bins([3, 0]), .bins([0, -1]), .slice(axis: "x", 0..<1),
            .slice(axis: "energy", 2..<4),
        ] {
            let answer = wrong.values(of: map)
            #expect(answer.values.isEmpty && !answer.note.isEmpty)
        }
    }

    @Test("Automatic limits: zero in the middle for both signs, a lonely pixel is seen, amounts begin at zero")
    func limits() {
        let lonely = Array(repeating: 0.0, count: 999) + [5]
        #expect(SkyMapLimits.automatic.ends(lonely, .linear, isTwoSided: false) == AxisRange(0, 5, .linear))
        #expect(SkyMapLimits.automatic.ends(lonely, .linear, isTwoSided: true) == AxisRange(-5, 5, .linear))
        let ramp = (0...1000).map(Double.init)
        #expect(SkyMapLimits.percentiles(10, 90).ends(ramp, .linear, isTwoSided: false) == AxisRange(100, 900, .linear))
        #expect(SkyMapLimits.automatic.ends(ramp, .sqrt, isTwoSided: false).low == 0)
        #expect(SkyMapLimits.automatic.ends(ramp, .log, isTwoSided: false).low > 0)
        #expect(
            SkyMapLimits.full.ends([-3, 2, .nan, .infinity], .linear, isTwoSided: false) == AxisRange(-3, 2, .linear))
        for stretch in Stretch.allCases {
            for values in [[], [.nan], [0], [-1], [1e308, -1e308]] {
                for limits in [SkyMapLimits.automatic, .full, .percentiles(.nan, 200), .range(.infinity, .nan)] {
                    let ends = limits.ends(values, stretch, isTwoSided: false)
                    #expect(ends.low.isFinite && ends.high.isFinite && ends.low < ends.high)
                }
            }
        }
    }

    /// Labels are read back: their rounding is at most half of the last digit shown, 4 digits.
    @Test("Marks of every stretch stand where their numbers belong, apart and in order")
    func marks() {
        var read = 0
        forAll(seed: 4, count: 200) { random in
            let stretch = Stretch.allCases[Int(4 * random.uniform())]
            let high = pow(10, 24 * random.uniform() - 12)
            var low = -high * random.uniform()
            if stretch == .sqrt { low = 0 }
            if stretch == .log { low = high * pow(10, -0.2 - 5 * random.uniform()) }
            let range = "\(low) \(high)"
            let axis = Axis("x", AxisRange(low, high, stretch), stretch: stretch)
            let room = TickRoom(length: 150 + 300 * random.uniform(), size: 9, isHorizontal: random.uniform() < 0.5)
            let ticks = axis.ticks(room)
            #expect(ticks.majors.count >= 2, "\(stretch) \(range) \(room)")
            #expect(room.fits(ticks.majors))
            // an offset in the title, or a power, is taken off the labels
            guard ticks.title.plain == "x" else { return }
            read += 1
            for major in ticks.majors {
                guard let shown = number(major.label) else {
                    Issue.record("'\(major.label.plain)' is no number")
                    continue
                }
                #expect(abs(axis.fraction(shown) - major.fraction) < 2e-3, "\(stretch) \(range) \(major.label.plain)")
            }
        }
        #expect(read > 50)
    }

    /// `0.25`, `10` with a raised `−3`, `2×10` with a raised `5`.
    private func number(_ label: RichText) -> Double? {
        func plain(_ text: String) -> Double? { Double(text.replacingOccurrences(of: "−", with: "-")) }
        let lead = label.runs.first?.text ?? ""
        guard label.runs.count > 1 else { return plain(lead) }
        guard let power = plain(label.runs[1].text), let mantissa = lead == "10" ? 1 : plain(String(lead.dropLast(3)))
        else { return nil }
        return mantissa * pow(10, power)
    }

    @Test("An inverse hyperbolic sine runs through zero and back")
    func asinh() {
        let axis = Axis("x", AxisRange(-2, 50, .asinh), stretch: .asinh)
        for value in [-2.0, -0.1, 0, 1e-3, 7, 50] {
            expectClose(axis.value(at: axis.fraction(value)), value, absolute: 1e-9)
        }
        #expect(axis.fraction(-2) == 0 && axis.fraction(50) == 1)
        // asinh(x / 5): the slope at zero is √(1 + 10²) times that at the upper end
        let slope = { (x: Double) in (axis.fraction(x + 1e-4) - axis.fraction(x - 1e-4)) / 2e-4 }
        expectClose(slope(0) / slope(49.999), 101.0.squareRoot(), relative: 1e-3)
    }

    @Test("Angles are written exactly")
    func angleLabels() {
        func label(_ parts: Int, _ perDegree: Int, _ isHours: Bool, _ multiple: Int) -> String {
            SkyAngleStep(parts: parts, partsPerDegree: perDegree, isHours: isHours).label(multiple, isLongitude: true)
                .plain
        }
        #expect(label(300, 240, true, 67) == "5h35m")
        #expect(label(3600, 240, true, -1) == "23h")
        #expect(label(5, 2400, true, 3) == "0h00m01.5s")
        #expect(label(10, 240, true, 8639) == "23h59m50s")
        #expect(label(2, 10, false, -1) == "359.8°")
        #expect(label(2, 10, false, 1800) == "0.0°")
        #expect(
            SkyAngleStep(parts: 5, partsPerDegree: 100, isHours: false).label(-3, isLongitude: false).plain == "−0.15°")
    }

    @Test("The steps of a scale bar are round and not longer than the room")
    func scaleBars() throws {
        forAll(seed: 8, count: 100) { random in
            let span = pow(10, 8 * random.uniform() - 6)
            let found = try #require(SkyMapPanel.roundAngle(below: span))
            #expect(found.degrees <= span * (1 + 1e-12) && found.degrees > span / 4)
            let text = found.name.plain.replacingOccurrences(of: "°", with: " deg")
                .replacingOccurrences(of: "′", with: "'").replacingOccurrences(of: "″", with: "\"")
            guard !text.contains("×") else { return }
            expectClose(try AngleText.degrees(text), found.degrees, relative: 2e-3)
        }
    }
}

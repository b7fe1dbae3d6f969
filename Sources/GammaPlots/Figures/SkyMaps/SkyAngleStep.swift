import Foundation

/// The distance of grid lines: a whole number of small parts of a degree or of an hour, so that labels are exact.
struct SkyAngleStep: Sendable, Hashable {
    /// The step in parts.
    let parts: Int
    /// Parts a degree: 1, 10, 100… or, for hours, 240 (seconds of time), 2400…
    let partsPerDegree: Int
    /// True when labels are hours, minutes and seconds.
    let isHours: Bool

    var degrees: Double { Double(parts) / Double(partsPerDegree) }

    /// The steps from fine to coarse that divide a circle or a quadrant.
    static let degreeSteps: [SkyAngleStep] =
        [1_000_000, 100_000, 10_000, 1000, 100, 10].flatMap { parts in
            [1, 2, 5].map { SkyAngleStep(parts: $0, partsPerDegree: parts, isHours: false) }
        } + [1, 2, 5, 10, 15, 30, 45, 60, 90].map { SkyAngleStep(parts: $0, partsPerDegree: 1, isHours: false) }

    /// The steps in time from fine to coarse.
    static let hourSteps: [SkyAngleStep] =
        [24_000, 2400].flatMap { parts in
            [1, 2, 5].map { SkyAngleStep(parts: $0, partsPerDegree: parts, isHours: true) }
        }
        + [
            1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 2 * 3600, 3 * 3600, 6 * 3600,
        ].map { SkyAngleStep(parts: $0, partsPerDegree: 240, isHours: true) }

    /// The multiples of the step in a range of degrees, at most 400.
    func multiples(from low: Double, to high: Double) -> [Int] {
        let slack = 1e-9
        guard let first = Int(exactly: (low / degrees - slack).rounded(.up)),
            let last = Int(exactly: (high / degrees + slack).rounded(.down)), first <= last, last - first < 400
        else { return [] }
        return Array(first...last)
    }

    func value(_ multiple: Int) -> Double { Double(multiple * parts) / Double(partsPerDegree) }

    /// How the line is named; longitudes are brought into one turn.
    func label(_ multiple: Int, isLongitude: Bool) -> RichText {
        let total = multiple * parts
        guard isLongitude else { return RichText(NumberText.fixed(value(multiple), decimals: decimals) + "°") }
        let turn = 360 * partsPerDegree
        let wrapped = ((total % turn) + turn) % turn
        guard isHours else {
            return RichText(
                NumberText.fixed(Double(wrapped) / Double(partsPerDegree), decimals: decimals) + "°")
        }
        let second = partsPerDegree / 240
        let (hours, rest) = wrapped.quotientAndRemainder(dividingBy: 3600 * second)
        let (minutes, last) = rest.quotientAndRemainder(dividingBy: 60 * second)
        var text = "\(hours)^{h}"
        if parts % (3600 * second) != 0 { text += Self.padded(minutes) + "^{m}" }
        if parts % (60 * second) != 0 {
            let (seconds, fraction) = last.quotientAndRemainder(dividingBy: second)
            text += Self.padded(seconds)
            if second > 1 { text += "." + String(String(second + fraction).dropFirst()) }
            text += "^{s}"
        }
        return RichText(text)
    }

    private var decimals: Int { String(partsPerDegree).count - 1 }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

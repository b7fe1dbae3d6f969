import Foundation

extension Axis {
    /// The marks that suit the room: round values, none of the labels touching another.
    func ticks(_ room: TickRoom) -> AxisTicks {
        if let fixedTicks { return ticks(fixedTicks, room) }
        switch stretch {
        case .linear: return linearTicks(room)
        case .log: return logTicks(room)
        case .sqrt, .asinh: return stretchedTicks(room)
        }
    }

    private func ticks(_ fixed: [(value: Double, label: RichText)], _ room: TickRoom) -> AxisTicks {
        let all = fixed.map { AxisTicks.Major(fraction: fraction($0.value), label: $0.label) }
            .filter { $0.fraction >= -1e-9 && $0.fraction <= 1 + 1e-9 }
        for step in 1...max(1, all.count) {
            let kept = all.enumerated().filter { $0.offset % step == 0 }.map(\.element)
            if room.fits(kept) { return AxisTicks(majors: kept, minors: [], title: title()) }
        }
        return AxisTicks(title: title())
    }

    /// The name with what was taken off the labels.
    private func title(offset: String? = nil, offsetIsNegative: Bool = false, exponent: Int = 0) -> RichText {
        var title = name
        if let offset { title = title + RichText((offsetIsNegative ? " + " : " − ") + offset) }
        guard unit != nil || exponent != 0 else { return title }
        title = title + RichText(" [")
        if exponent != 0 { title = title + RichText("10^{\(NumberText.integer(exponent))}" + (unit == nil ? "" : " ")) }
        if let unit { title = title + unit }
        return title + RichText("]")
    }

    // MARK: Linear

    private func linearTicks(_ room: TickRoom) -> AxisTicks {
        let offset = labelOffset()
        let size = max(abs(range.low - offset), abs(range.high - offset))
        let exponent = (-2..<5).contains(NumberText.exponent(of: size)) ? 0 : NumberText.exponent(of: size)
        let title = linearTitle(offset, exponent)
        let start = RoundStep(atLeast: (range.high - range.low) / Double(room.target))
        // rather a label more than wanted than a single one, which gives no scale
        let steps = Array(sequence(first: start, next: \.next).prefix(12)) + [start.previous, start.previous.previous]
        var chosen: (step: RoundStep, majors: [AxisTicks.Major])?
        for step in steps {
            let majors = self.majors(step, offset, exponent)
            guard room.fits(majors) else { continue }
            if chosen == nil || majors.count > 1 { chosen = (step, majors) }
            if majors.count > 1 { break }
        }
        guard let chosen else { return AxisTicks(title: title) }
        let minors = chosen.step.finer.multiples(in: range).map(fraction).filter { $0 >= 0 && $0 <= 1 }
        return AxisTicks(majors: chosen.majors, minors: stretch == .linear ? minors : [], title: title)
    }

    private func majors(_ step: RoundStep, _ offset: Double, _ exponent: Int) -> [AxisTicks.Major] {
        let scale = Foundation.pow(10, Double(exponent))
        return step.multiples(in: range).map { value in
            let shown = fixed(value - offset, step, scale, exponent)
            return AxisTicks.Major(fraction: min(max(fraction(value), 0), 1), label: RichText(shown))
        }
    }

    private func fixed(_ value: Double, _ step: RoundStep, _ scale: Double, _ exponent: Int) -> String {
        NumberText.fixed(value / scale, decimals: exponent - step.exponent)
    }

    /// What is taken off the labels so that they are short: a whole day for times, a round number for values that
    /// differ only in their last digits.
    private func labelOffset() -> Double {
        let span = range.high - range.low
        let size = max(abs(range.low), abs(range.high))
        let power: Double
        if isTime {
            guard span < 1000, size > 1000 else { return 0 }
            power = span < 20 ? 1 : (span < 200 ? 100 : 1000)
        } else {
            guard span < 2e-3 * size else { return 0 }
            power = Foundation.pow(10, Foundation.floor(Foundation.log10(span)) + 1)
        }
        return (range.low / power).rounded(.down) * power
    }

    private func linearTitle(_ offset: Double, _ exponent: Int) -> RichText {
        guard offset != 0 else { return title(exponent: exponent) }
        let size = abs(offset)
        let lead = NumberText.exponent(of: size, digits: 15)
        let last = Int(Foundation.floor(Foundation.log10(range.high - range.low))) + 1
        let text: String
        if isTime || (-3..<8).contains(lead) {
            text = NumberText.fixed(size, decimals: isTime ? 0 : max(0, -last))
        } else {
            let mantissa = size / Foundation.pow(10, Double(lead))
            text = NumberText.fixed(mantissa, decimals: max(0, lead - last)) + "×10^{\(NumberText.integer(lead))}"
        }
        return title(offset: text, offsetIsNegative: offset < 0, exponent: exponent)
    }

    // MARK: Root and inverse hyperbolic sine

    /// Values of one round digit, the roundest first, as long as there is room.
    private func stretchedTicks(_ room: TickRoom) -> AxisTicks {
        let size = max(abs(range.low), abs(range.high))
        let top = NumberText.exponent(of: size, digits: 15)
        let exponent = (-2..<5).contains(top) ? 0 : top
        let wide = TickRoom(length: room.length / 1.5, size: room.size, isHorizontal: room.isHorizontal)
        var values = [0.0]
        for mantissa in [1.0, 5, 2, 3] {
            for step in 0..<5 {
                let value = mantissa * Foundation.pow(10, Double(top - step))
                values += [value, -value]
            }
        }
        var majors: [AxisTicks.Major] = []
        let slack = 1e-12 * size
        for value in values where value >= range.low - slack && value <= range.high + slack {
            let shown = NumberText.short(value / Foundation.pow(10, Double(exponent)))
            let major = AxisTicks.Major(fraction: min(max(fraction(value), 0), 1), label: RichText(shown))
            if wide.fits(majors + [major]) { majors.append(major) }
        }
        guard majors.count > 2 else { return linearTicks(room) }
        return AxisTicks(
            majors: majors.sorted { $0.fraction < $1.fraction }, minors: [], title: title(exponent: exponent))
    }

    // MARK: Logarithmic

    private func logTicks(_ room: TickRoom) -> AxisTicks {
        let decades = Foundation.log10(range.high / range.low)
        let pad = 1e-9
        let first = Int((Foundation.log10(range.low) - pad).rounded(.up))
        let last = Int((Foundation.log10(range.high) + pad).rounded(.down))
        let isPlain = range.low >= 0.9e-3 && range.high <= 2e4 && decades <= 6
        if decades < 0.5 { return linearTicks(room) }
        var sets: [[Int]] = []
        if decades <= 1.1 { sets += [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 5]] }
        if decades <= 1.3 || last <= first || (isPlain && decades <= 3) { sets += [[1, 2, 5], [1, 3]] }
        sets.append([1])
        for mantissas in sets {
            let majors = decadeTicks(first - 1, last, 1, mantissas, isPlain)
            if majors.count >= min(2, room.target), majors.count <= room.target * 2, room.fits(majors) {
                return AxisTicks(majors: majors, minors: minors(first - 1, last, decades, room), title: title())
            }
        }
        if last <= first { return linearTicks(room) }
        for stride in [2, 3, 4, 5, 10, 20, 50, 100, 200, 500] {
            let start = Int((Double(first) / Double(stride)).rounded(.up)) * stride
            let majors = decadeTicks(start, last, stride, [1], isPlain)
            if majors.count <= room.target, room.fits(majors) {
                let minors = stride > 10 ? [] : decadeTicks(first, last, 1, [1], true).map(\.fraction)
                return AxisTicks(majors: majors, minors: minors, title: title())
            }
        }
        return AxisTicks(title: title())
    }

    private func decadeTicks(_ first: Int, _ last: Int, _ by: Int, _ mantissas: [Int], _ isPlain: Bool) -> [AxisTicks
        .Major]
    {
        guard first <= last else { return [] }
        return stride(from: first, through: last, by: by).flatMap { decade in
            mantissas.compactMap { mantissa in
                let place = fraction(Double(mantissa) * Foundation.pow(10, Double(decade)))
                guard place >= -1e-9, place <= 1 + 1e-9 else { return nil }
                let label: RichText
                if isPlain {
                    label = RichText(
                        NumberText.fixed(
                            Double(mantissa) * Foundation.pow(10, Double(decade)), decimals: max(0, -decade)))
                } else {
                    let power = "10^{\(NumberText.integer(decade))}"
                    label = RichText(mantissa == 1 ? power : "\(mantissa)×" + power)
                }
                return AxisTicks.Major(fraction: min(max(place, 0), 1), label: label)
            }
        }
    }

    private func minors(_ first: Int, _ last: Int, _ decades: Double, _ room: TickRoom) -> [Double] {
        guard room.length / decades >= 12 else { return [] }
        return decadeTicks(first, last, 1, [2, 3, 4, 5, 6, 7, 8, 9], true).map(\.fraction)
    }
}

/// A step between marks: 1, 2 or 5 times a power of ten.
struct RoundStep {
    private(set) var mantissa: Int
    private(set) var exponent: Int

    /// The smallest round step not below `width`.
    init(atLeast width: Double) {
        let usable = width.isFinite && width > 1e-300 ? width : 1e-300
        exponent = Int(Foundation.floor(Foundation.log10(usable)))
        let ratio = usable / Foundation.pow(10, Double(exponent))
        mantissa = ratio <= 1 + 1e-9 ? 1 : (ratio <= 2 + 1e-9 ? 2 : (ratio <= 5 + 1e-9 ? 5 : 10))
        if mantissa == 10 { (mantissa, exponent) = (1, exponent + 1) }
    }

    private init(_ mantissa: Int, _ exponent: Int) {
        self.mantissa = mantissa
        self.exponent = exponent
    }

    var value: Double { Double(mantissa) * Foundation.pow(10, Double(exponent)) }

    /// The next larger round step.
    var next: RoundStep {
        switch mantissa {
        case 1: RoundStep(2, exponent)
        case 2: RoundStep(5, exponent)
        default: RoundStep(1, exponent + 1)
        }
    }

    /// The next smaller round step.
    var previous: RoundStep {
        switch mantissa {
        case 1: RoundStep(5, exponent - 1)
        case 2: RoundStep(1, exponent)
        default: RoundStep(2, exponent)
        }
    }

    /// The step of the small marks.
    var finer: RoundStep {
        switch mantissa {
        case 1: RoundStep(2, exponent - 1)
        case 2: RoundStep(5, exponent - 1)
        default: RoundStep(1, exponent)
        }
    }

    /// Multiples of the step within the range, at most 2,000.
    func multiples(in range: AxisRange) -> [Double] {
        let power = Foundation.pow(10, Double(abs(exponent)))
        let unit = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
        guard unit > 0, unit.isFinite,
            let first = Int(exactly: (range.low / unit - 1e-6).rounded(.up)),
            let last = Int(exactly: (range.high / unit + 1e-6).rounded(.down)), first <= last, last - first < 2000
        else { return [] }
        return (first...last).map { index in
            let whole = Double(index) * Double(mantissa)
            return exponent < 0 ? whole / power : whole * power
        }
    }
}

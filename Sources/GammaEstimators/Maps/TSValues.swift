import GammaProducts

/// What TS maps hold, growing pixel by pixel as the fits come: arrays (energy, y, x), NaN where there is no value.
///
/// They are as large as the data or larger: there is one copy of them from the beginning, and memory is taken only when its
/// pixels come.
struct TSValues: Sendable {
    private(set) var values: [MapQuantity: [Double]] = [:]
    /// Steps of the fits, in one byte each.
    private(set) var iterations: [UInt8] = []
    private(set) var outcome: [MapOutcome] = []
    /// Scan (norm, energy, y, x); nil when it was not asked for.
    private(set) var scan: [Double]?
    /// Pixels in the end.
    private let count: Int

    init(count: Int, _ options: TSMapOptions) {
        self.count = count
        outcome.reserveCapacity(count)
        iterations.reserveCapacity(count)
        for quantity in [MapQuantity.npred, .statNull] { values[quantity, default: []].reserveCapacity(count) }
        let wanted = Self.quantities.filter { $0.selection.map { options.selection.contains($0) } ?? true }
        for entry in wanted { values[entry.quantity, default: []].reserveCapacity(count) }
        if options.selection.contains(.scan) {
            scan = [Double](repeating: .nan, count: options.scanNorms.count * count)
        }
    }

    /// Where the numbers of a pixel go, and the option that asks for them. The statistic at the minimum follows from TS.
    private static let quantities:
        [(quantity: MapQuantity, selection: TSMapOptions.Selection?, value: @Sendable (TSPixel) -> Double)] = [
            (.norm, nil, { $0.norm }), (.normErr, nil, { $0.error }), (.ts, nil, { $0.ts }),
            (.npredExcess, nil, { $0.excess }),
            (.normErrn, .errnErrp, { $0.errn }), (.normErrp, .errnErrp, { $0.errp }), (.normUL, .ul, { $0.upperLimit }),
            (.normSensitivity, .sensitivity, { $0.sensitivity }),
        ]

    /// Adds what is predicted without the source in the squares around the pixels that will follow.
    mutating func begin(_ squares: SquareSums) {
        values[.npred]?.append(contentsOf: squares.background)
        values[.statNull]?.append(contentsOf: squares.stat)
    }

    /// Adds the pixels that follow.
    mutating func append(_ pixels: [TSPixel]) {
        let start = outcome.count
        outcome.append(contentsOf: pixels.lazy.map(\.outcome))
        iterations.append(contentsOf: pixels.lazy.map { UInt8(exactly: $0.steps) ?? FluxMaps.noIterations })
        for entry in Self.quantities { values[entry.quantity]?.append(contentsOf: pixels.lazy.map(entry.value)) }
        complete(.npred, pixels, from: start) { $0 + $1.excess }
        complete(.statNull, pixels, from: start) { $1.isTried ? $0 : .nan }
        let count = count
        scan?.withUnsafeMutableBufferPointer { array in
            for (index, pixel) in pixels.enumerated() {
                for (step, value) in pixel.scan.enumerated() { array[step * count + start + index] = value }
            }
        }
    }

    /// Adds pixels without value until there are so many.
    mutating func pad(to count: Int) {
        append([TSPixel](repeating: TSPixel(.failed), count: count - outcome.count))
    }

    /// Makes of what ``begin(_:)`` added the values of pixels; there is nothing of an energy interval that cannot be fitted.
    private mutating func complete(
        _ quantity: MapQuantity, _ pixels: [TSPixel], from start: Int, _ value: (Double, TSPixel) -> Double
    ) {
        let known = values[quantity]?.count ?? 0
        if known < start + pixels.count {
            values[quantity]?.append(contentsOf: repeatElement(.nan, count: start + pixels.count - known))
        }
        values[quantity]?.withUnsafeMutableBufferPointer { array in
            for (index, pixel) in pixels.enumerated() { array[start + index] = value(array[start + index], pixel) }
        }
    }
}

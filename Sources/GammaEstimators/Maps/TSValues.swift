import GammaProducts

/// What TS maps hold, filled pixel by pixel as the fits come: arrays (energy, y, x), NaN where there is no value.
///
/// They are as large as the data or larger, so that there is one copy of them from the beginning.
struct TSValues: Sendable {
    private(set) var values: [MapQuantity: [Double]] = [:]
    private(set) var outcome: [MapOutcome]
    /// Scan (norm, energy, y, x); nil when it was not asked for.
    private(set) var scan: [Double]?

    init(count: Int, _ options: TSMapOptions) {
        outcome = [MapOutcome](repeating: .failed, count: count)
        let wanted = Self.quantities.filter { $0.selection.map { options.selection.contains($0) } ?? true }
        for entry in wanted { values[entry.quantity] = [Double](repeating: .nan, count: count) }
        if options.selection.contains(.scan) {
            scan = [Double](repeating: .nan, count: options.scanNorms.count * count)
        }
    }

    /// Where the numbers of a pixel go, and the option that asks for them. The statistic at the minimum follows from TS.
    private static let quantities:
        [(quantity: MapQuantity, selection: TSMapOptions.Selection?, value: @Sendable (TSPixel) -> Double)] = [
            (.norm, nil, { $0.norm }), (.normErr, nil, { $0.error }), (.ts, nil, { $0.ts }),
            (.niter, nil, { $0.steps }),
            (.npred, nil, { $0.npred }), (.npredExcess, nil, { $0.excess }), (.statNull, nil, { $0.statNull }),
            (.normErrn, .errnErrp, { $0.errn }), (.normErrp, .errnErrp, { $0.errp }), (.normUL, .ul, { $0.upperLimit }),
            (.normSensitivity, .sensitivity, { $0.sensitivity }),
        ]

    /// Sets pixels that follow each other.
    mutating func set(_ pixels: [TSPixel], from start: Int) {
        for (index, pixel) in pixels.enumerated() { outcome[start + index] = pixel.outcome }
        for entry in Self.quantities {
            values[entry.quantity]?.withUnsafeMutableBufferPointer { array in
                for (index, pixel) in pixels.enumerated() { array[start + index] = entry.value(pixel) }
            }
        }
        let count = outcome.count
        scan?.withUnsafeMutableBufferPointer { array in
            for (index, pixel) in pixels.enumerated() {
                for (step, value) in pixel.scan.enumerated() { array[step * count + start + index] = value }
            }
        }
    }
}

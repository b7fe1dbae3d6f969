import GammaCore

/// Draws moments within intervals, distributed as a temporal formula is: the integral, inverted.
struct TemporalSampler<Kernel: TemporalKernel> {
    private struct Piece {
        /// Index of the interval.
        let span: Int
        /// Days from the start of the interval.
        let offset: Double
        let width: Double
        let integral: Double
    }

    private let kernel: Kernel
    private let spans: [DaySpan]
    private let pieces: [Piece]
    /// Sum of the integrals up to and with each piece.
    private let sums: [Double]

    /// - Parameter name: of the model, for faults.
    init(_ kernel: Kernel, _ spans: [DaySpan], name: String) throws {
        self.kernel = kernel
        self.spans = spans
        var pieces: [Piece] = []
        for (index, span) in spans.enumerated() where span.width > 0 {
            guard !kernel.isNegative(span) else {
                throw Fault(.badValue, "\(name) is negative within the time intervals: no events can be drawn from it")
            }
            var offset = 0.0
            for end in kernel.knots(span).map({ $0 - span.start }) + [span.width] where end > offset {
                let width = min(end, span.width) - offset
                let integral = kernel.integral(span.part(from: offset, width: width))
                pieces.append(Piece(span: index, offset: offset, width: width, integral: integral))
                offset = end
            }
        }
        var sum = 0.0
        sums = pieces.map { piece in
            sum += max(0, piece.integral)
            return sum
        }
        self.pieces = pieces
        guard sum > 0, sum.isFinite, pieces.allSatisfy({ $0.integral.isFinite }) else {
            throw Fault(
                .badValue, "\(name) is zero or not finite within the time intervals: no events can be drawn from it")
        }
    }

    /// The interval and the days after its start for a uniform number in [0, 1).
    func draw(_ uniform: Double) -> (span: DaySpan, days: Double) {
        let target = uniform * (sums.last ?? 0)
        var (low, high) = (0, pieces.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > target { high = middle } else { low = middle + 1 }
        }
        let piece = pieces[low]
        let rest = target - (low > 0 ? sums[low - 1] : 0)
        let span = spans[piece.span]
        return (span, min(piece.offset + solve(rest, piece, in: span), span.width))
    }

    /// Days after the start of the piece at which its integral is `target`: Newton's method within a bracket, which is
    /// halved in every third step, as steps are short where the factor is far from constant.
    private func solve(_ target: Double, _ piece: Piece, in span: DaySpan) -> Double {
        var (low, high) = (0.0, piece.width)
        var days = piece.width * min(1, target / piece.integral)
        for step in 1...150 {
            let excess = kernel.integral(span.part(from: piece.offset, width: days)) - target
            if excess == 0 { break }
            if excess > 0 { high = days } else { low = days }
            var next = days - excess / kernel.value(span.start + piece.offset + days)
            if !(next > low && next < high) || step % 3 == 0 { next = (low + high) / 2 }
            let change = abs(next - days)
            days = next
            if change <= 1e-15 * piece.width || high - low <= 1e-15 * piece.width { break }
        }
        return days
    }
}

import CKernels
import Foundation

/// The complex Fourier transform of one length 2^a 3^b 5^c: X(k) = Σ x(j) e^(−2πi jk/n).
///
/// Mixed radices 2, 3, 4, 5 and 8, decimated in frequency, in place (Cooley & Tukey 1965). A value that can be shared by
/// threads; the same input always gives the same bits.
public struct FourierTransform: Sendable {
    /// Length of the signals.
    public let count: Int
    let radices: [Int32]
    /// For every pass e^(−2πi jq/m), m = n, then m divided by the radix: q from 0, j from 1 to the radix − 1.
    let twiddles: [Double]
    /// Where a pass through all radices leaves every frequency.
    let positions: [Int32]

    /// Makes the transform; nil unless the length is positive and has no prime factor above 5.
    public init?(count: Int) {
        guard count <= Int32.max, let radices = Self.radices(of: count) else { return nil }
        self.count = count
        self.radices = radices.map { Int32($0) }
        twiddles = Self.twiddles(count, radices)
        positions = (0..<count).map { frequency in
            var (rest, section, position) = (frequency, count, 0)
            for radix in radices {
                section /= radix
                position += rest % radix * section
                rest /= radix
            }
            return Int32(position)
        }
    }

    /// The frequencies 0..<count of a signal.
    public func forward(real: [Double], imaginary: [Double]) -> (real: [Double], imaginary: [Double]) {
        precondition(real.count == count && imaginary.count == count, "signals of the transform's length")
        let line = AlignedMemory(cells: count)
        for i in 0..<count {
            (line.values[i * line.cell], line.values[i * line.cell + line.lanes]) = (real[i], imaginary[i])
        }
        withLine { gk_line_forward(&$0, line.values) }
        let places = positions.map { Int($0) * line.cell }
        return (places.map { line.values[$0] }, places.map { line.values[$0 + line.lanes] })
    }

    /// The signal with the given frequencies: the inverse of ``forward(real:imaginary:)``, 1/n included.
    public func inverse(real: [Double], imaginary: [Double]) -> (real: [Double], imaginary: [Double]) {
        precondition(real.count == count && imaginary.count == count, "signals of the transform's length")
        let line = AlignedMemory(cells: count)
        for (i, position) in positions.enumerated() {
            let place = Int(position) * line.cell
            (line.values[place], line.values[place + line.lanes]) = (real[i], imaginary[i])
        }
        withLine { gk_line_inverse(&$0, line.values) }
        let places = (0..<count).map { $0 * line.cell }
        let factor = 1 / Double(count)
        return (places.map { line.values[$0] * factor }, places.map { line.values[$0 + line.lanes] * factor })
    }

    /// The lengths that can be transformed, from `minimum` to 5/4 of it and one more at least.
    static func lengths(from minimum: Int) -> [Int] {
        var lengths: [Int] = []
        var length = max(minimum, 1)
        while lengths.isEmpty || length <= minimum + minimum / 4 {
            if radices(of: length) != nil { lengths.append(length) }
            length += 1
        }
        return lengths
    }

    /// Time of a transform of one complex signal in nanoseconds, from measurements on a processor with AVX2.
    static func cost(of length: Int) -> Double {
        let perElement: [Int: Double] = [2: 0.13, 3: 0.23, 4: 0.20, 5: 0.31, 8: 0.30]
        return (radices(of: length) ?? []).reduce(0) { $0 + (perElement[$1] ?? 0) } * Double(length)
    }

    /// The passes, shortest radix first: the last one needs no twiddles.
    private static func radices(of count: Int) -> [Int]? {
        guard count > 0 else { return nil }
        var rest = count
        func multiplicity(_ prime: Int) -> Int {
            var power = 0
            while rest.isMultiple(of: prime) { (rest, power) = (rest / prime, power + 1) }
            return power
        }
        let (twos, threes, fives) = (multiplicity(2), multiplicity(3), multiplicity(5))
        guard rest == 1 else { return nil }
        // As few passes as possible, and 4 · 4 rather than 2 · 8.
        let fours = twos % 3 == 2 ? 1 : twos % 3 == 1 && twos > 3 ? 2 : 0
        let eights = (twos - 2 * fours) / 3
        let singles = twos - 2 * fours - 3 * eights
        return [(2, singles), (3, threes), (4, fours), (5, fives), (8, eights)].flatMap {
            Array(repeating: $0.0, count: $0.1)
        }
    }

    private static func twiddles(_ count: Int, _ radices: [Int]) -> [Double] {
        let roots = (0..<count).map { root($0, of: count) }
        var (twiddles, section, stride): ([Double], Int, Int) = ([], count, 1)
        for radix in radices {
            for q in 0..<section / radix {
                for j in 1..<radix {
                    let root = roots[j * q * stride]
                    twiddles.append(root.real)
                    twiddles.append(root.imaginary)
                }
            }
            section /= radix
            stride *= radix
        }
        return twiddles
    }

    /// e^(−2πi k/n) for 0 ≤ k < n, from angles of at most 45°, where sine and cosine lose nothing.
    private static func root(_ k: Int, of n: Int) -> (real: Double, imaginary: Double) {
        let (quadrant, rest) = (4 * k).quotientAndRemainder(dividingBy: n)
        let (near, far) = (Double(min(rest, n - rest)), 2 * rest > n)
        let angle = 0.5 * Double.pi * near / Double(n)
        let (c, s) = far ? (sin(angle), cos(angle)) : (cos(angle), sin(angle))
        switch quadrant {
        case 0: return (c, -s)
        case 1: return (-s, -c)
        case 2: return (-c, s)
        default: return (s, c)
        }
    }

    func withLine<Result>(_ body: (inout gk_line) -> Result) -> Result {
        radices.withUnsafeBufferPointer { radices in
            twiddles.withUnsafeBufferPointer { twiddles in
                positions.withUnsafeBufferPointer { positions in
                    var line = gk_line(
                        n: count, passes: radices.count, radices: radices.baseAddress, twiddles: twiddles.baseAddress,
                        positions: positions.baseAddress)
                    return body(&line)
                }
            }
        }
    }
}

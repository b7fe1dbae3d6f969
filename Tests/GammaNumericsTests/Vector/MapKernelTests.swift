import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

/// The hot loops of predictions and statistics on maps against plain sums.
struct MapKernelTests {
    /// Any number of rows and pixels: both are worked on in blocks with a rest.
    @Test func fold() {
        forAll(seed: 91, count: 60) { random in
            let (rows, columns) = (1 + Int(random.uniform() * 8), 1 + Int(random.uniform() * 12))
            let (count, stride) = (1 + Int(random.uniform() * 40), 45)
            let planes = (0..<columns * stride).map { _ in Float(random.normal()) }
            var matrix = [Double](repeating: 0, count: rows * columns)
            var (first, last): ([Int32], [Int32]) = ([], [])
            for row in 0..<rows {
                let (a, b) = (Int(random.uniform() * Double(columns + 1)), Int(random.uniform() * Double(columns + 1)))
                first.append(Int32(min(a, b)))
                last.append(Int32(max(a, b)))
                for column in min(a, b)..<max(a, b) { matrix[row * columns + column] = random.normal() }
            }
            let start = (0..<rows * stride).map { _ in random.normal() }
            var out = start
            out.withUnsafeMutableBufferPointer { out in
                guard let base = out.baseAddress else { return }
                FoldKernel.fold(
                    planes, stride: stride, matrix: matrix, first: first, last: last, into: base, outStride: stride,
                    count: count)
            }
            for row in 0..<rows {
                for pixel in 0..<stride {
                    var expected = start[row * stride + pixel]
                    if pixel < count {
                        for column in 0..<columns {
                            expected += matrix[row * columns + column] * Double(planes[column * stride + pixel])
                        }
                    }
                    // At most 13 terms of a few.
                    expectClose(out[row * stride + pixel], expected, relative: 0, absolute: 1e-13)
                }
            }
        }
    }

    /// Any number of columns, each zero outside a range of its own.
    @Test func gram() {
        forAll(seed: 92, count: 60) { random in
            let (count, stride) = (1 + Int(random.uniform() * 11), 1 + Int(random.uniform() * 50))
            var columns = [Double](repeating: 0, count: count * stride)
            var (low, high): ([Int], [Int]) = ([], [])
            for column in 0..<count {
                let (a, b) = (Int(random.uniform() * Double(stride + 1)), Int(random.uniform() * Double(stride + 1)))
                low.append(min(a, b))
                high.append(max(a, b))
                for x in min(a, b)..<max(a, b) { columns[column * stride + x] = random.normal() }
            }
            let weights = (0..<stride).map { _ in random.uniform() }
            var scratch = [Double](repeating: .nan, count: stride)
            var out = [Double](repeating: 1, count: count * count)
            scratch.withUnsafeMutableBufferPointer { scratch in
                out.withUnsafeMutableBufferPointer { out in
                    guard let scratch = scratch.baseAddress, let out = out.baseAddress else { return }
                    PoissonKernel.gram(
                        columns, stride: stride, low: low, high: high, weights: weights, scratch: scratch, into: out)
                }
            }
            for a in 0..<count {
                for b in 0...a {
                    let expected = (0..<stride).reduce(1.0) {
                        $0 + weights[$1] * columns[a * stride + $1] * columns[b * stride + $1]
                    }
                    // At most 51 terms of a few.
                    expectClose(out[a * count + b], expected, relative: 0, absolute: 1e-12)
                }
            }
        }
    }
}

import Foundation
import GammaNumerics
import GammaTestSupport
import Testing

struct SynchrotronRowTests {
    /// Equation D7 of Aharonian, Kelner and Prosekin (2010) as it is printed.
    private static func formula(_ x: Double) -> Double {
        let cube = cbrt(x), square = cube * cube
        return 1.808 * cube / (1 + 3.4 * square).squareRoot() * (1 + 2.210 * square + 0.347 * square * square)
            / (1 + 1.353 * square + 0.217 * square * square) * exp(-x)
    }

    @Test(arguments: [1, 8, 13]) func formulaAndDerivative(_ count: Int) {
        let roots = (0..<count).map { 8.4 / pow(2, Double($0)) }
        let weights = (0..<count).map { 1 + 0.1 * Double($0) }
        var (row, slope) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        let root = 0.7
        row.withUnsafeMutableBufferPointer { row in
            slope.withUnsafeMutableBufferPointer { slope in
                SynchrotronRow.fill(
                    roots: roots[...], weights: weights[...], root: root, scale: 3, slopeScale: 0.5, row: row,
                    slope: slope)
            }
        }
        for k in 0..<count {
            let x = pow(root * roots[k], 3)
            expectClose(row[k], 3 * weights[k] * Self.formula(x), relative: 1e-12)
            let step = 1e-5
            let logSlope = log(Self.formula(x * exp(step)) / Self.formula(x * exp(-step))) / (2 * step)
            expectClose(slope[k], 0.5 * row[k] * (1 - logSlope), relative: 1e-7)
        }
    }
}

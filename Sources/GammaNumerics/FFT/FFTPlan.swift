import CKernels
import Foundation

/// Factors and twiddles of Fourier transforms of one length, a product of 2, 3 and 5.
struct FFTPlan: Sendable {
    let length: Int
    private let radices: [Int32]
    private let twiddles: [Double]

    /// The smallest length that has a plan and is not below `wanted`.
    static func length(atLeast wanted: Int) -> Int {
        var length = max(wanted, 1)
        while factors(length) == nil { length += 1 }
        return length
    }

    private static func factors(_ length: Int) -> [Int]? {
        var (rest, factors) = (length, [Int]())
        for radix in [4, 5, 3, 2] {
            while rest.isMultiple(of: radix) {
                factors.append(radix)
                rest /= radix
            }
        }
        return rest == 1 ? factors : nil
    }

    init(length: Int) {
        guard let factors = Self.factors(length) else { preconditionFailure("a length of the factors 2, 3 and 5") }
        self.length = length
        radices = factors.map(Int32.init)
        var (left, twiddles) = (length, [Double]())
        for radix in factors {
            let part = left / radix
            for q in 0..<part {
                for j in 0..<radix {
                    let angle = -2 * Double.pi * Double(q * j % left) / Double(left)
                    twiddles += [cos(angle), sin(angle)]
                }
            }
            left = part
        }
        self.twiddles = twiddles
    }

    /// The plan as the kernels want it.
    func withKernelPlan<Result>(_ body: (UnsafePointer<gk_fft_plan>) -> Result) -> Result {
        radices.withUnsafeBufferPointer { radices in
            twiddles.withUnsafeBufferPointer { twiddles in
                var plan = gk_fft_plan(
                    length: length, stages: radices.count, radices: radices.baseAddress, twiddles: twiddles.baseAddress)
                return body(&plan)
            }
        }
    }
}

import GammaCore
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct SlidingSumTests {
    /// Against plain loops, for images narrower and wider than what is worked on at once, and windows larger than the image.
    @Test(arguments: [(5, 7, 3), (70, 9, 5), (33, 40, 1), (4, 3, 9)])
    func squares(_ nx: Int, _ ny: Int, _ size: Int) {
        var random = RandomStream(seed: 4, stream: "sums", index: UInt64(nx))
        let image = (0..<nx * ny).map { _ in random.uniform() }
        var sums = image
        sums.withUnsafeMutableBufferPointer { sums in
            guard let sums = sums.baseAddress else { return }
            SlidingSum(size: size).sumRows(sums, nx: nx, ny: ny)
            SlidingSum(size: size).sumColumns(sums, nx: nx, ny: ny)
        }
        let half = size / 2
        for y in 0..<ny {
            for x in 0..<nx {
                var sum = 0.0
                for row in max(0, y - half)..<min(ny, y + half + 1) {
                    for column in max(0, x - half)..<min(nx, x + half + 1) { sum += image[row * nx + column] }
                }
                expectClose(sums[y * nx + x], sum, relative: 1e-13)
            }
        }
    }
}

import GammaCore
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct DiskSumsTests {
    /// The sums equal those over all pairs of pixels; whole numbers exactly, at any number of threads.
    @Test(arguments: [0.5, 1, 1.5, 2, 3.2, 5]) func equalsAllPairs(radius: Double) throws {
        let (nx, ny) = (23, 17)
        var random = RandomStream(seed: 7, stream: "counts")
        let image = (0..<nx * ny).map { _ in Double(random.poisson(3)) }
        let disk = try DiskSums(.disk(radius: radius), nx: nx, ny: ny)
        let sums = try disk.sums(image, Execution())
        #expect(sums == (try disk.sums(image, Execution(threads: 3))))
        for y in 0..<ny {
            for x in 0..<nx {
                var sum = 0.0
                for b in 0..<ny {
                    for a in 0..<nx where Double((a - x) * (a - x) + (b - y) * (b - y)) <= radius * radius {
                        sum += image[b * nx + a]
                    }
                }
                #expect(sums[y * nx + x] == sum)
            }
        }
    }

    /// Small values keep their digits next to large ones in the same row.
    @Test func nothingIsSubtracted() throws {
        var image = [Double](repeating: 1e-12, count: 40)
        image[0] = 1e12
        let sums = try DiskSums(.disk(radius: 2), nx: 40, ny: 1).sums(image, Execution())
        expectClose(sums[20], 5e-12)
    }
}

import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

struct FourPointStencilsTests {
    private func stencils(_ places: Int, factor: Double) -> FourPointStencils {
        var random = RandomStream(seed: 8, stream: "stencils")
        var stencils = FourPointStencils()
        for place in 0..<places {
            stencils.append(
                node: (place * 7) % 11,
                weights: SIMD4(random.normal(), random.normal(), random.normal(), random.normal()),
                factor: factor * random.normal())
        }
        return stencils
    }

    @Test func valuesOfTwoTables() {
        var stencils = FourPointStencils()
        stencils.append(node: 1, weights: SIMD4(1, 2, 3, 4), factor: 0.5)
        stencils.append(node: 0, weights: SIMD4(0, 0, 0, 1), factor: 0)
        let (first, second) = ([1.0, 10, 100, 1000, 10000], [0.0, 2, 2, 2, 2])
        #expect(stencils.end == 5 && stencils.usesSecond && stencils.count == 2)
        // 10 + 200 + 3000 + 40000, and half of 2 + 4 + 6 + 8.
        #expect(stencils.sums(first, second) == [43220, 1000])
    }

    /// y·(S x) = (Sᵀ y)·x.
    @Test(arguments: [0, 1.0]) func transposed(_ factor: Double) {
        let stencils = stencils(57, factor: factor)
        #expect(stencils.usesSecond == (factor > 0))
        var random = RandomStream(seed: 9, stream: "tables")
        let tables = (0..<2).map { _ in (0..<stencils.end).map { _ in random.normal() } }
        let values = (0..<57).map { _ in random.normal() }
        let forward = VectorMath.dot(values, stencils.sums(tables[0], tables[1]))
        var (first, second) = ([Double](repeating: 0, count: stencils.end), [Double](repeating: 0, count: stencils.end))
        first.withUnsafeMutableBufferPointer { first in
            second.withUnsafeMutableBufferPointer { stencils.add(values, to: first, $0) }
        }
        let backward = VectorMath.dot(first, tables[0]) + VectorMath.dot(second, tables[1])
        expectClose(backward, forward, relative: 1e-12)
        #expect(factor > 0 || second.allSatisfy { $0 == 0 })
    }
}

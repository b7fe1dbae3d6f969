import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

@Suite struct NDArrayTests {
    private let array = NDArray(shape: [2, 3, 4], values: (0..<24).map(Double.init))

    @Test func lastAxisRunsFastest() {
        #expect(array.strides == [12, 4, 1])
        #expect(array[1, 2, 3] == 23)
        #expect(array[0, 1, 2] == 6)
        var copy = array
        copy[1, 0, 0] = -1
        #expect(copy.values[12] == -1)
    }

    @Test func transposes() {
        let t = array.transposed
        #expect(t.shape == [4, 3, 2])
        #expect(t[3, 1, 0] == array[0, 1, 3])
        #expect(t.transposed == array)
        let p = array.transposed([1, 2, 0])
        #expect(p.shape == [3, 4, 2])
        #expect(p[2, 1, 1] == array[1, 2, 1])
        #expect(NDArray(shape: [0, 3]).transposed.shape == [3, 0])
        #expect(NDArray(shape: [], values: [5]).transposed.values == [5])
    }

    @Test func sumsOverAnAxis() {
        let columns: [Double] = (0..<12).map { Double(2 * $0 + 12) }
        #expect(array.sum(axis: 0).values == columns)
        #expect(array.sum(axis: 2).values == [6, 22, 38, 54, 70, 86])
        #expect(array.sum(axis: 1).shape == [2, 4])
    }

    @Test func wrongShapesAreFaults() {
        #expect(throws: Fault.self) { try NDArray(checked: [1, 2, 3], shape: [2, 2]) }
        #expect(throws: Fault.self) { try NDArray(checked: [], shape: [Int.max, 3]) }
        #expect(NDArray.count(of: [Int.max, 2]) == nil)
        #expect(NDArray.count(of: [-1, -2]) == nil)
        #expect(NDArray.count(of: []) == 1)
    }
}

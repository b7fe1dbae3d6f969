import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

struct WeightRowsTests {
    /// Rows of every length and place of the part that counts, against sums of all products.
    @Test(arguments: [1, 7, 8, 9, 40, 67]) func products(_ columns: Int) {
        var random = RandomStream(seed: 3, stream: "rows", index: UInt64(columns))
        let rows = (0..<23).map { row -> [Double] in
            if row == 5 { return [] }
            let ends = [Int(random.uniform() * Double(columns + 1)), Int(random.uniform() * Double(columns + 1))]
            return (0..<columns).map { $0 >= ends.min() ?? 0 && $0 < ends.max() ?? 0 ? random.normal() : 0 }
        }
        let matrix = WeightRows(rows, columns: columns)
        for count in 1...9 {
            let vectors = (0..<count).map { _ in (0..<columns).map { _ in random.normal() } }
            let products = matrix.times(vectors)
            for (vector, product) in zip(vectors, products) {
                let expected = rows.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } }
                expectClose(product, expected, absolute: 1e-13)
                #expect(matrix.times(vector) == product)
            }
        }
    }

    @Test func rowsAreFilledInParts() {
        var rows = WeightRows(rows: 3, columns: 5)
        #expect(rows.times([1, 1, 1, 1, 1]) == [0, 0, 0])
        rows.fill(0, 2..<4) { for place in $0.indices { $0[place] = 7 } }
        rows.fill(1, 4..<5) { $0[0] = 3 }
        rows.fill(1, 1..<2) { $0[0] = 2 }
        rows.fill(2, 3..<3) { _ in Issue.record("nothing to fill") }
        #expect([rows[0], rows[1], rows[2]] == [[0, 0, 7, 7, 0], [0, 2, 0, 0, 3], [0, 0, 0, 0, 0]])
        #expect(rows.times([1, 10, 100, 1000, 10000]) == [7700, 30020, 0])
    }
}

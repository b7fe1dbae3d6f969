/// Lines of equal value on a grid, by marching squares with linear interpolation.
enum ContourTracer {
    /// Curves where `values` (row by row, `x.count` a row, on the nodes `x`, `y`) equal `level`.
    ///
    /// Cells with a value that is not finite have no curve. Closed curves end where they began.
    static func trace(x: [Double], y: [Double], values: [Double], level: Double) -> [[(x: Double, y: Double)]] {
        let columns = x.count
        guard columns > 1, y.count > 1, values.count >= columns * y.count, level.isFinite else { return [] }
        var links: [Int: [Int]] = [:]
        var places: [Int: (x: Double, y: Double)] = [:]
        // an edge of the grid is known by its lower-left node: 2·node for the one along x, 2·node + 1 along y
        func crossing(_ node: Int, _ isUp: Bool) -> Int? {
            let other = isUp ? node + columns : node + 1
            let a = values[node]
            let b = values[other]
            guard (a < level) != (b < level) else { return nil }
            let key = 2 * node + (isUp ? 1 : 0)
            if places[key] == nil {
                let share = (level - a) / (b - a)
                let (column, row) = (node % columns, node / columns)
                places[key] =
                    isUp
                    ? (x[column], y[row] + share * (y[row + 1] - y[row]))
                    : (x[column] + share * (x[column + 1] - x[column]), y[row])
            }
            return key
        }
        func link(_ a: Int, _ b: Int) {
            links[a, default: []].append(b)
            links[b, default: []].append(a)
        }
        for row in 0..<y.count - 1 {
            for column in 0..<columns - 1 {
                let node = row * columns + column
                // most cells are on one side of the level
                let isHigh = values[node] >= level
                if (values[node + 1] >= level) == isHigh, (values[node + columns] >= level) == isHigh,
                    (values[node + columns + 1] >= level) == isHigh
                {
                    continue
                }
                let corners = [values[node], values[node + 1], values[node + columns + 1], values[node + columns]]
                guard corners.allSatisfy(\.isFinite) else { continue }
                let sides = [
                    crossing(node, false), crossing(node + 1, true), crossing(node + columns, false),
                    crossing(node, true),
                ]
                let met = sides.compactMap { $0 }
                if met.count == 2 { link(met[0], met[1]) }
                if met.count == 4 {
                    let isHigh = corners.reduce(0, +) / 4 >= level
                    if isHigh == (corners[0] >= level) {
                        link(met[0], met[1])
                        link(met[2], met[3])
                    } else {
                        link(met[0], met[3])
                        link(met[1], met[2])
                    }
                }
            }
        }
        return chains(&links).map { chain in chain.compactMap { places[$0] } }
    }

    /// Joins links to chains: open ones first, from their ends, then rings; always in the order of the grid.
    private static func chains(_ links: inout [Int: [Int]]) -> [[Int]] {
        var result: [[Int]] = []
        let keys = links.keys.sorted()
        for isOpen in [true, false] {
            for start in keys where links[start]?.isEmpty == false && (!isOpen || links[start]?.count == 1) {
                var chain = [start]
                var current = start
                while let next = links[current]?.first {
                    links[current]?.removeFirst()
                    if let back = links[next]?.firstIndex(of: current) { links[next]?.remove(at: back) }
                    chain.append(next)
                    current = next
                }
                result.append(chain)
            }
        }
        return result
    }
}

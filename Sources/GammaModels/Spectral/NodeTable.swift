import Foundation

/// Linear interpolation between nodes, which are ascending and already on their scale.
struct NodeTable: Sendable, Equatable {
    let nodes: [Double]

    /// The lower neighbour of x and the weight of the upper one, which lies outside 0…1 beyond the ends.
    /// - Precondition: at least two nodes.
    func locate(_ x: Double) -> (lower: Int, weight: Double) {
        var low = 0
        var high = nodes.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if nodes[middle] <= x { low = middle } else { high = middle }
        }
        return (low, (x - nodes[low]) / (nodes[low + 1] - nodes[low]))
    }

    /// The same with x held within the ends.
    func locateClamped(_ x: Double) -> (lower: Int, weight: Double) {
        let (lower, weight) = locate(x)
        return (lower, min(max(weight, 0), 1))
    }
}

/// The scale on which values are interpolated, as Gammapy applies it.
enum ValueScale {
    /// ln max(value, tiny), tiny being the smallest normal number of the type the values are stored in.
    static func log(_ value: Double, tiny: Double) -> Double { Foundation.log(max(value, tiny)) }

    /// The inverse; what was as small as `tiny` is zero again.
    static func exp(_ value: Double) -> Double {
        let result = Foundation.exp(value)
        return result <= 2 * Double.leastNormalMagnitude ? 0 : result
    }
}

import CKernels

/// Places between the nodes of two tables: each has weights for four nodes that follow each other, and a factor for the second
/// table.
public struct FourPointStencils: Sendable {
    private var nodes: [Int] = []
    private var weights: [Double] = []
    private var factors: [Double] = []
    /// Whether the second table counts: it does not where all factors vanish, up to 10⁻¹⁰.
    public private(set) var usesSecond = false
    /// One after the last node that has a weight.
    public private(set) var end = 0

    /// No places.
    public init() {}

    /// Number of places.
    public var count: Int { nodes.count }

    /// Adds a place.
    /// - Parameters:
    ///   - node: the first of the four.
    ///   - factor: of the second table.
    public mutating func append(node: Int, weights four: SIMD4<Double>, factor: Double) {
        precondition(node >= 0, "nodes begin at 0")
        nodes.append(node)
        for k in 0..<4 { weights.append(four[k]) }
        factors.append(factor)
        end = max(end, node + 4)
        if factor > 1e-10 { usesSecond = true }
    }

    /// The values of both tables together at all places.
    public func sums(_ first: [Double], _ second: [Double]) -> [Double] {
        precondition(first.count >= end && second.count >= end, "a value for each node")
        return [Double](unsafeUninitializedCapacity: count) { out, filled in
            if usesSecond {
                gk_stencil_sums(nodes, weights, factors, count, first, second, out.baseAddress)
            } else {
                gk_stencil_sums(nodes, weights, nil, count, first, second, out.baseAddress)
            }
            filled = count
        }
    }

    /// Adds the weights of all places times a value each to those of the nodes of both tables, what is transposed to
    /// ``sums(_:_:)``; the second is left out where it does not count.
    public func add(
        _ values: [Double], to first: UnsafeMutableBufferPointer<Double>, _ second: UnsafeMutableBufferPointer<Double>?
    ) {
        precondition(values.count == count, "a value for each place")
        precondition(first.count >= end && second?.count ?? end >= end, "a weight for each node")
        if usesSecond, let second {
            gk_stencil_add(nodes, weights, factors, count, values, first.baseAddress, second.baseAddress)
        } else {
            gk_stencil_add(nodes, weights, nil, count, values, first.baseAddress, nil)
        }
    }
}

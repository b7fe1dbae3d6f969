import GammaCore

/// A dense array of doubles in C order: the last axis runs fastest.
public struct NDArray: Sendable, Equatable {
    /// Length of every axis.
    public var shape: [Int]
    /// The elements; their number is the product of the shape.
    public var values: [Double]

    /// Makes an array of values that are known to fit the shape; see ``init(checked:shape:)`` for data from files.
    public init(shape: [Int], values: [Double]) {
        precondition(NDArray.count(of: shape) == values.count, "as many values as the shape says")
        self.shape = shape
        self.values = values
    }

    /// Makes an array filled with one value.
    public init(shape: [Int], repeating value: Double = 0) {
        guard let count = NDArray.count(of: shape) else { preconditionFailure("a shape that fits into memory") }
        self.shape = shape
        values = Array(repeating: value, count: count)
    }

    /// Makes an array of values from outside.
    /// - Throws: ``Fault/Code/malformed`` when their number is not that of the shape.
    public init(checked values: [Double], shape: [Int]) throws {
        guard NDArray.count(of: shape) == values.count else {
            throw Fault(.malformed, "\(values.count) values do not fill an array of shape \(shape)")
        }
        self.shape = shape
        self.values = values
    }

    /// Number of elements of a shape; nil when an axis is negative or the product overflows.
    public static func count(of shape: [Int]) -> Int? {
        var count = 1
        for length in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            guard length >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }

    /// Distance in ``values`` from one element to the next along each axis.
    public var strides: [Int] {
        var strides = shape
        var step = 1
        for axis in shape.indices.reversed() {
            strides[axis] = step
            step *= shape[axis]
        }
        return strides
    }

    /// The element at an index, one number an axis.
    public subscript(index: Int...) -> Double {
        get { values[offset(of: index)] }
        set { values[offset(of: index)] = newValue }
    }

    /// The array with its axes in another order: axis `i` of the result is axis `order[i]` of this one.
    public func transposed(_ order: [Int]) -> NDArray {
        precondition(order.sorted() == Array(shape.indices), "every axis once")
        let from = strides
        let newShape = order.map { shape[$0] }
        let steps = order.map { from[$0] }
        var result: [Double] = []
        result.reserveCapacity(values.count)
        guard !values.isEmpty else { return NDArray(shape: newShape, values: []) }
        var index = Array(repeating: 0, count: newShape.count)
        var offset = 0
        for _ in values.indices {
            result.append(values[offset])
            for axis in newShape.indices.reversed() {
                index[axis] += 1
                offset += steps[axis]
                if index[axis] < newShape[axis] { break }
                offset -= steps[axis] * newShape[axis]
                index[axis] = 0
            }
        }
        return NDArray(shape: newShape, values: result)
    }

    /// The array with all axes reversed.
    public var transposed: NDArray { transposed(shape.indices.reversed()) }

    /// Sum over one axis, which disappears.
    public func sum(axis: Int) -> NDArray {
        let inner = shape[(axis + 1)...].reduce(1, *)
        let outer = shape[..<axis].reduce(1, *)
        var newShape = shape
        newShape.remove(at: axis)
        var result = NDArray(shape: newShape)
        for o in 0..<outer {
            for i in 0..<shape[axis] {
                let source = (o * shape[axis] + i) * inner
                for k in 0..<inner { result.values[o * inner + k] += values[source + k] }
            }
        }
        return result
    }

    private func offset(of index: [Int]) -> Int {
        precondition(index.count == shape.count, "one index an axis")
        var offset = 0
        for (i, length) in zip(index, shape) {
            precondition(i >= 0 && i < length, "index within the axis")
            offset = offset * length + i
        }
        return offset
    }
}

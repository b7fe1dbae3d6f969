import GammaCore
import GammaNumerics

/// Values on a grid of axes in C order (last axis fastest), with the interpolation of instrument responses.
struct ResponseTable: Sendable, Equatable {
    let axes: [IRFAxis]
    let values: [Double]

    /// - Throws: ``Fault/Code/incompatible`` when the number of values is not the product of the axis sizes.
    init(axes: [IRFAxis], values: [Double]) throws {
        let size = axes.map(\.count).reduce(1, *)
        guard values.count == size else {
            let shape = axes.map { String($0.count) }.joined(separator: " × ")
            throw Fault(.incompatible, "\(values.count) values do not fill a grid of \(shape)")
        }
        self.axes = axes
        self.values = values
    }

    /// Interpolates on the tensor grid of the coordinates, one list an axis; nil takes the centres of that axis.
    ///
    /// Extrapolates linearly everywhere; negative and undefined results become 0. Zeroing outside the limits is left
    /// to ``zero(_:outside:)``, because the rule differs from response to response.
    func evaluate(_ stencils: [AxisStencil?]) -> [Double] {
        var result = Self.interpolate(values, shape: axes.map(\.count), stencils)
        for k in result.indices where !(result[k] > 0 && result[k] < .infinity) { result[k] = 0 }
        return result
    }

    /// Stencils of coordinates, one list an axis; nil stays nil.
    func stencils(_ coordinates: [[Double]?]) -> [AxisStencil?] {
        zip(axes, coordinates).map { axis, list in list.map { AxisStencil(axis, at: $0) } }
    }

    /// Evaluates and sets to zero wherever any coordinate is outside its axis.
    func evaluateInside(_ coordinates: [[Double]?]) -> [Double] {
        let stencils = stencils(coordinates)
        var result = evaluate(stencils)
        zero(&result, outside: stencils)
        return result
    }

    /// Evaluates times a factor at many coordinates of the last axis, and sets to zero wherever any coordinate is outside
    /// its axis.
    /// - Parameter others: coordinates of the other axes.
    func evaluateInside(_ others: [[Double]], last: [Double], times factor: Double = 1) -> [Double] {
        let stencils = stencils(others + [nil])
        var rows = Self.interpolate(values, shape: axes.map(\.count), stencils)
        zero(&rows, outside: stencils)
        return LinearGather(axes[axes.count - 1], at: last).read(rows, times: factor)
    }

    /// Sets to zero where a coordinate is outside its axis, for the given dimensions or all.
    func zero(_ result: inout [Double], outside stencils: [AxisStencil?], dimensions: [Int]? = nil) {
        let shape = zip(axes, stencils).map { $1?.count ?? $0.count }
        for dimension in dimensions ?? Array(stencils.indices) {
            guard let stencil = stencils[dimension], stencil.isInside.contains(false) else { continue }
            let inner = shape[(dimension + 1)...].reduce(1, *)
            let outer = shape[..<dimension].reduce(1, *)
            for (k, isInside) in stencil.isInside.enumerated() where !isInside {
                for o in 0..<outer {
                    let start = (o * stencil.count + k) * inner
                    for i in start..<start + inner { result[i] = 0 }
                }
            }
        }
    }

    /// Contracts one axis after the other, those first that shrink the grid most.
    static func interpolate(_ values: [Double], shape: [Int], _ stencils: [AxisStencil?]) -> [Double] {
        var result = values
        var shape = shape
        let order = stencils.indices.filter { stencils[$0] != nil }
            .sorted { a, b in
                let gainA = Double(stencils[a]?.count ?? 0) / Double(shape[a])
                let gainB = Double(stencils[b]?.count ?? 0) / Double(shape[b])
                return (gainA, b) < (gainB, a)
            }
        for dimension in order {
            guard let stencil = stencils[dimension] else { continue }
            let inner = shape[(dimension + 1)...].reduce(1, *)
            let outer = shape[..<dimension].reduce(1, *)
            result = contract(result, outer: outer, length: shape[dimension], inner: inner, stencil)
            shape[dimension] = stencil.count
        }
        return result
    }

    private static func contract(
        _ values: [Double], outer: Int, length: Int, inner: Int, _ stencil: AxisStencil
    ) -> [Double] {
        let total = outer * stencil.count * inner
        return [Double](unsafeUninitializedCapacity: total) { output, count in
            values.withUnsafeBufferPointer { input in
                var position = 0
                for o in 0..<outer {
                    for k in 0..<stencil.count {
                        let low = (o * length + stencil.lower[k]) * inner
                        let fraction = stencil.fraction[k]
                        if length == 1 || fraction == 0 {
                            for i in 0..<inner { output[position + i] = input[low + i] }
                        } else {
                            for i in 0..<inner {
                                output[position + i] =
                                    input[low + i] * (1 - fraction) + input[low + inner + i] * fraction
                            }
                        }
                        position += inner
                    }
                }
            }
            count = total
        }
    }
}

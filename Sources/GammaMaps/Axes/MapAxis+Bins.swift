import Foundation
import GammaCore

extension MapAxis {
    /// The bin that contains a value: lower edges belong to their bin. Nil outside, for the last edge and NaN, and in the
    /// gaps of a time axis.
    public func index(of value: Double) -> Int? {
        if case .times(let axis) = content { return axis.index(of: value) }
        guard value >= edges[0], value < edges[binCount] else {
            return isNodeType && binCount == 1 && value == edges[0] ? 0 : nil
        }
        var low = 0
        var high = binCount
        while high - low > 1 {
            let middle = (low + high) / 2
            if value >= edges[middle] { low = middle } else { high = middle }
        }
        return low
    }

    /// Position in bins, centres at integers, interpolated in the axis' scale and extrapolated outside; NaN in the gaps
    /// of a time axis and outside it.
    public func pixel(of value: Double) -> Double {
        if case .times(let axis) = content { return axis.pixel(of: value) }
        let nodes = isNodeType ? centres : edges
        let offset = isNodeType ? 0 : -0.5
        guard nodes.count > 1, !value.isNaN else { return value.isNaN ? .nan : 0 }
        var low = 0
        var high = nodes.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if value > nodes[middle] { low = middle } else { high = middle }
        }
        let (a, b) = (interpolation.scaled(nodes[low]), interpolation.scaled(nodes[low + 1]))
        return Double(low) + (interpolation.scaled(value) - a) / (b - a) + offset
    }

    /// The value at a position in bins, inverse of ``pixel(of:)``.
    public func value(atPixel pixel: Double) -> Double {
        if case .times(let axis) = content {
            guard let bin = Int(exactly: (pixel + 0.5).rounded(.down)), (0..<binCount).contains(bin) else {
                return .nan
            }
            return axis.starts[bin] + (pixel + 0.5 - Double(bin)) * (axis.stops[bin] - axis.starts[bin])
        }
        let nodes = isNodeType ? centres : edges
        let position = isNodeType ? pixel : pixel + 0.5
        guard nodes.count > 1, position.isFinite else { return position.isFinite ? nodes[0] : .nan }
        let low = Int(min(max(position.rounded(.down), 0), Double(nodes.count - 2)))
        if position == Double(low) { return nodes[low] }
        if position == Double(low + 1) { return nodes[low + 1] }
        let (a, b) = (interpolation.scaled(nodes[low]), interpolation.scaled(nodes[low + 1]))
        return interpolation.unscaled(a + (b - a) * (position - Double(low)))
    }

    /// Whether the bins are those of another axis, however they were given.
    /// - Parameter tolerance: the share by which edges may differ.
    public func hasEdges(of other: MapAxis, tolerance: Double = 1e-6) -> Bool {
        binCount == other.binCount && zip(edges, other.edges).allSatisfy { abs($0 - $1) <= tolerance * abs($0) }
    }

    /// A group of neighbouring bins.
    public struct Group: Sendable, Hashable {
        /// Where a group lies with respect to the edges asked for.
        public enum Kind: Sendable, Hashable {
            /// Below the first edge.
            case underflow
            /// Between two of the edges.
            case normal
            /// Above the last edge.
            case overflow
        }

        /// Where it lies.
        public var kind: Kind
        /// The bins.
        public var bins: Range<Int>
        /// Lower edge of the first bin.
        public var lower: Double
        /// Upper edge of the last bin.
        public var upper: Double
    }

    /// Groups of bins between `edges`, each snapped to the nearest edge of the axis (nearest in its scale).
    ///
    /// Bins below the first and above the last of the edges come as underflow and overflow. Groups without a bin are
    /// dropped, as in Gammapy's `group_table`.
    /// - Throws: ``Fault/Code/badValue`` when no bin lies between the edges.
    public func groups(edges wanted: [Double]) throws -> [Group] {
        try requireNumbers("grouped by edges")
        let snapped = Set(wanted.filter { !$0.isNaN }.map(nearestEdge(to:))).sorted()
        guard snapped.count >= 2, let first = snapped.first, let last = snapped.last else {
            throw Fault(
                .badValue,
                "the axis '\(name)' from \(edges[0]) to \(edges[binCount]) \(unit) has no bin between \(wanted)")
        }
        func group(_ kind: Group.Kind, _ bins: Range<Int>) -> Group {
            Group(kind: kind, bins: bins, lower: edges[bins.lowerBound], upper: edges[bins.upperBound])
        }
        var groups = zip(snapped, snapped.dropFirst()).map { group(.normal, $0..<$1) }
        if first > 0 { groups.insert(group(.underflow, 0..<first), at: 0) }
        if last < binCount { groups.append(group(.overflow, last..<binCount)) }
        return groups
    }

    /// Index of the edge nearest to a value in the axis' scale, clipped to the axis; 0 for NaN.
    public func nearestEdge(to value: Double) -> Int {
        let position = min(max(pixel(of: value), -0.5), Double(binCount) - 0.5)
        return position.isNaN ? 0 : Int((position + 0.5).rounded(.toNearestOrEven))
    }

    /// The axis of some of the bins.
    /// - Throws: ``Fault/Code/badValue`` for an empty range or one outside the axis.
    public func slice(_ bins: Range<Int>) throws -> MapAxis {
        guard !bins.isEmpty, bins.lowerBound >= 0, bins.upperBound <= binCount else {
            throw Fault(.badValue, "the axis '\(name)' of \(binCount) bins has no bins \(bins)")
        }
        switch content {
        case .numbers: break
        case .times(let axis): return try MapAxis(axis.slice(bins)).renamed(name)
        case .labels(let axis): return try MapAxis(axis.slice(bins)).renamed(name)
        }
        return try with(isNodeType ? Array(centres[bins]) : Array(edges[bins.lowerBound...bins.upperBound]))
    }

    /// One bin from the first to the last edge.
    /// - Throws: ``Fault/Code/badValue`` for an axis without width.
    public func squashed() throws -> MapAxis {
        switch content {
        case .numbers: break
        case .times(let axis): return try MapAxis(axis.squashed()).renamed(name)
        case .labels(let axis): return try MapAxis(axis.squashed()).renamed(name)
        }
        return try MapAxis(edges: [edges[0], edges[binCount]], name: name, unit: unit, interpolation: interpolation)
    }

    /// Every `factor`-th edge (or node), the last one kept.
    /// - Throws: ``Fault/Code/badValue`` when the bins cannot be divided so.
    public func downsampled(by factor: Int) throws -> MapAxis {
        try requireNumbers("downsampled")
        let steps = isNodeType ? binCount - 1 : binCount
        guard factor >= 1, steps % factor == 0 else {
            throw Fault(.badValue, "the \(binCount) bins of the axis '\(name)' cannot be grouped by \(factor)")
        }
        let values = isNodeType ? centres : edges
        return try with(stride(from: 0, to: values.count, by: factor).map { values[$0] })
    }

    /// Every bin (or step between nodes) divided into `factor` equal parts of the axis' scale; old values stay exact.
    /// - Throws: ``Fault/Code/badValue``.
    public func upsampled(by factor: Int) throws -> MapAxis {
        try requireNumbers("upsampled")
        guard (1...10_000).contains(factor), binCount <= 10_000_000 / factor else {
            throw Fault(.badValue, "the bins of the axis '\(name)' cannot be divided by \(factor)")
        }
        let values = isNodeType ? centres : edges
        var fine = [values[0]]
        for (low, high) in zip(values, values.dropFirst()) {
            let (a, b) = (interpolation.scaled(low), interpolation.scaled(high))
            for part in 1..<factor + 1 where part < factor {
                fine.append(interpolation.unscaled(a + (b - a) * Double(part) / Double(factor)))
            }
            fine.append(high)
        }
        return try with(fine)
    }

    /// The same axis under another name.
    public func renamed(_ name: String) -> MapAxis {
        var axis = self
        axis.name = name
        return axis
    }
}

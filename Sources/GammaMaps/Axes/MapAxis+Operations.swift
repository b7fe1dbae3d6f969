import Foundation
import GammaCore

extension MapAxis {
    /// This axis grouped by the edges of another: its normal groups, as an axis and as bins.
    /// - Throws: ``Fault/Code/badUnit`` for another kind of unit, ``Fault/Code/badValue`` when no bin is left.
    func resampled(to axis: MapAxis) throws -> (axis: MapAxis, groups: [Range<Int>]) {
        let factor = try axis.unit.factor(to: unit)
        let groups = try groups(edges: axis.edges.map { $0 * factor }).filter { $0.kind == .normal }
        let edges = [groups[0].lower] + groups.map(\.upper)
        return (
            try MapAxis(edges: edges, name: name, unit: unit, interpolation: interpolation), groups.map(\.bins)
        )
    }

    /// This axis grouped by edges in its unit: the bins between the first and the last of them, each edge snapped to the
    /// nearest of the axis.
    /// - Throws: ``Fault/Code/badValue`` when no bin lies between the edges.
    public func resampled(edges wanted: [Double]) throws -> MapAxis {
        let normal = try groups(edges: wanted).filter { $0.kind == .normal }
        return try MapAxis(
            edges: [normal[0].lower] + normal.map(\.upper), name: name, unit: unit, interpolation: interpolation)
    }

    /// The axis with bins added at both ends, of the size of the outer bins in the axis' scale.
    /// - Throws: ``Fault/Code/badValue`` for negative numbers, or when an added edge leaves the scale.
    public func padded(low: Int, high: Int) throws -> MapAxis {
        try requireNumbers("padded")
        guard low >= 0, high >= 0, low + high < 1_000_000 else {
            throw Fault(.badValue, "the axis '\(name)' cannot be padded by \(low) and \(high) bins")
        }
        let shift = isNodeType ? 0 : -0.5
        let last = isNodeType ? binCount - 1 : binCount
        return try with((-low...last + high).map { value(atPixel: Double($0) + shift) })
    }

    /// The axis with bins added at both ends until it reaches from `low` to `high`.
    /// - Throws: ``Fault/Code/badValue`` when that takes more than a million bins.
    public func extended(from low: Double, to high: Double) throws -> MapAxis {
        let (below, above) = (-0.5 - pixel(of: low), pixel(of: high) - (Double(binCount) - 0.5))
        guard below.isFinite, above.isFinite, max(below, above) < 1e6 else {
            throw Fault(.badValue, "the axis '\(name)' cannot be extended from \(low) to \(high)")
        }
        // Rounding must not add a bin for an edge that is there.
        return try padded(
            low: max(0, Int((below - 1e-9).rounded(.up))), high: max(0, Int((above - 1e-9).rounded(.up))))
    }

    /// This axis followed by another; its edges must go on where these end, nodes must lie above.
    /// - Throws: ``Fault/Code/incompatible`` when name, kind, scale or edges do not fit.
    public func concatenated(_ other: MapAxis) throws -> MapAxis {
        func refuse(_ text: String) -> Fault {
            Fault(.incompatible, "the axes '\(name)' and '\(other.name)' cannot be joined: they have \(text)")
        }
        guard name == other.name else { throw refuse("different names") }
        switch (content, other.content) {
        case (.numbers, .numbers): break
        case (.labels(let a), .labels(let b)): return MapAxis(try LabelMapAxis(a.labels + b.labels, name: name))
        case (.times(let a), .times(let b)):
            let joined = try a.concatenated(b.renamed(a.name))
            return MapAxis(joined).renamed(name)
        default: throw refuse("different kinds of values")
        }
        guard isNodeType == other.isNodeType else { throw refuse("nodes and edges") }
        guard interpolation == other.interpolation else {
            throw refuse("scales '\(interpolation.rawValue)' and '\(other.interpolation.rawValue)'")
        }
        let factor = try other.unit.factor(to: unit)
        guard !isNodeType else { return try with(centres + other.centres.map { $0 * factor }) }
        let (end, start) = (edges[binCount], other.edges[0] * factor)
        guard abs(end - start) <= 1e-9 * max(abs(end), binWidths[binCount - 1]) else {
            throw refuse("an end of \(end) \(unit) and a start of \(start) \(unit)")
        }
        return try with(edges + other.edges.dropFirst().map { $0 * factor })
    }

    /// The axis given by nodes at its bin centres.
    public func nodeType() throws -> MapAxis {
        isNodeType ? self : try MapAxis(nodes: centres, name: name, unit: unit, interpolation: interpolation)
    }

    /// The axis given by its edges.
    /// - Throws: ``Fault/Code/badValue`` for a single node, which has no width.
    public func edgeType() throws -> MapAxis {
        isNodeType ? try MapAxis(edges: edges, name: name, unit: unit, interpolation: interpolation) : self
    }

    /// - Throws: ``Fault/Code/unsupported`` for axes of times and labels.
    func requireNumbers(_ what: String) throws {
        guard case .numbers = content else {
            throw Fault(.unsupported, "the axis '\(name)' of \(content.summary) cannot be \(what)")
        }
    }

    /// An axis like this one with other nodes or edges.
    func with(_ values: [Double]) throws -> MapAxis {
        isNodeType
            ? try MapAxis(nodes: values, name: name, unit: unit, interpolation: interpolation)
            : try MapAxis(edges: values, name: name, unit: unit, interpolation: interpolation)
    }
}

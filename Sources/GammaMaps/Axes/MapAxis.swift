import Foundation
import GammaCore
import GammaNumerics

import struct GammaCore.Unit

/// A binned axis of a map: energy, true energy, offset, …
///
/// Bins are given by their edges, or by nodes at their centres (then the edges lie half-way in the axis' scale).
/// Values grow strictly. Energies are in TeV, angles in deg, times in s.
public struct MapAxis: Sendable {
    /// Lower-case name: `energy`, `energy_true`, `rad`, `migra`, …
    public var name: String
    /// Unit of edges and centres.
    public let unit: Unit
    /// Scale in which centres lie in the middle of their bins.
    public let interpolation: AxisScale
    /// Whether the axis was given by nodes at bin centres.
    public let isNodeType: Bool
    /// What the bins stand for: numbers, time intervals or labels.
    public let content: Content
    /// Bin edges, one more than bins.
    public let edges: [Double]
    /// Bin centres.
    public let centres: [Double]

    /// An axis from its bin edges.
    /// - Throws: ``Fault/Code/badValue`` unless there are at least two finite, strictly growing edges, positive for a
    ///   logarithmic and not negative for a square-root axis.
    public init(edges: [Double], name: String, unit: Unit = .none, interpolation: AxisScale = .linear) throws {
        try Self.check(edges, atLeast: 2, name, interpolation)
        self.name = name
        self.unit = unit
        self.interpolation = interpolation
        self.edges = edges
        content = .numbers
        isNodeType = false
        let scaled = edges.map(interpolation.scaled)
        centres = zip(scaled, scaled.dropFirst()).map { interpolation.unscaled($0 + ($1 - $0) / 2) }
    }

    /// An axis from nodes at its bin centres. The outer edges are half a step beyond the outer nodes; a single node has
    /// no width.
    /// - Throws: ``Fault/Code/badValue`` as for edges.
    public init(nodes: [Double], name: String, unit: Unit = .none, interpolation: AxisScale = .linear) throws {
        try Self.check(nodes, atLeast: 1, name, interpolation)
        self.name = name
        self.unit = unit
        self.interpolation = interpolation
        isNodeType = true
        content = .numbers
        centres = nodes
        let scaled = nodes.map(interpolation.scaled)
        let last = nodes.count - 1
        guard last > 0 else {
            edges = [nodes[0], nodes[0]]
            return
        }
        var edges = [interpolation.unscaled(scaled[0] - (scaled[1] - scaled[0]) / 2)]
        for index in 1...last {
            edges.append(interpolation.unscaled(scaled[index - 1] + (scaled[index] - scaled[index - 1]) / 2))
        }
        edges.append(interpolation.unscaled(scaled[last] + (scaled[last] - scaled[last - 1]) / 2))
        self.edges = edges
    }

    /// For axes of times and labels, whose bins are checked already.
    init(content: Content, name: String, unit: Unit, isNodeType: Bool, edges: [Double], centres: [Double]) {
        self.content = content
        self.name = name
        self.unit = unit
        interpolation = .linear
        self.isNodeType = isNodeType
        self.edges = edges
        self.centres = centres
    }

    private static func check(_ values: [Double], atLeast count: Int, _ name: String, _ scale: AxisScale) throws {
        let place = "the axis '\(name)'"
        guard values.count >= count else {
            throw Fault(.badValue, "\(place) has \(values.count) values, at least \(count) are needed")
        }
        guard values.allSatisfy(\.isFinite) else { throw Fault(.badValue, "\(place) has a value that is not finite") }
        if let index = zip(values, values.dropFirst()).enumerated().first(where: { $1.0 >= $1.1 })?.offset {
            throw Fault(
                .badValue, "the values of \(place) must grow, but \(values[index]) is followed by \(values[index + 1])")
        }
        let lowest = scale == .log ? Double.leastNormalMagnitude : 0
        guard scale == .linear || values[0] >= lowest else {
            throw Fault(.badValue, "\(place) has the value \(values[0]), too low for a scale '\(scale.rawValue)'")
        }
    }

    /// Number of bins.
    public var binCount: Int { centres.count }

    /// Width of every bin in the axis' unit, of time intervals without the gaps.
    public var binWidths: [Double] {
        if case .times(let axis) = content { return axis.durations }
        return zip(edges, edges.dropFirst()).map { $1 - $0 }
    }

    /// Whether it is `energy` or `energy_true`.
    public var isEnergy: Bool { name == "energy" || name == "energy_true" }
}

extension MapAxis: Hashable {
    /// Equal when name, scale and kind are, and the edges to 1e-6 (relative to the edge, or 1e-12 of the range), in
    /// whichever unit: axes that went through files with 32-bit columns stay equal.
    public static func == (a: MapAxis, b: MapAxis) -> Bool {
        switch (a.content, b.content) {
        case (.numbers, .numbers): break
        case (.times, .times): return a.times == b.times
        case (.labels, .labels): return a.name == b.name && a.labels == b.labels
        default: return false
        }
        guard a.name.lowercased() == b.name.lowercased(), a.interpolation == b.interpolation,
            a.isNodeType == b.isNodeType, a.binCount == b.binCount, let factor = try? b.unit.factor(to: a.unit)
        else { return false }
        let range = a.edges[a.binCount] - a.edges[0]
        return zip(a.edges, b.edges).allSatisfy { x, y in
            abs(x - y * factor) <= 1e-6 * max(abs(x), abs(y * factor)) + 1e-12 * range
        }
    }

    /// Hashes name and number of bins.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name.lowercased())
        hasher.combine(binCount)
    }
}

extension AxisScale {
    /// The coordinate in this scale.
    func scaled(_ value: Double) -> Double {
        switch self {
        case .linear: value
        case .log: Foundation.log(max(value, Double.leastNormalMagnitude))
        case .sqrt: value.squareRoot()
        }
    }

    /// Inverse of `scaled`.
    func unscaled(_ value: Double) -> Double {
        switch self {
        case .linear: value
        case .log: Foundation.exp(value)
        case .sqrt: value * value
        }
    }
}

import Foundation
import GammaCore
import GammaNumerics

import struct GammaCore.Unit

extension MapAxis {
    /// Edges equally spaced in the axis' scale, ends exact.
    /// - Throws: ``Fault/Code/badValue`` for bad bounds or a number of bins outside 1…1 000 000.
    public init(
        min low: Double, max high: Double, bins: Int, name: String, unit: Unit = .none,
        interpolation: AxisScale = .linear
    ) throws {
        guard (1...1_000_000).contains(bins) else {
            throw Fault(.badValue, "the axis '\(name)' cannot have \(bins) bins")
        }
        guard low.isFinite, high.isFinite, low < high, interpolation == .linear || low >= 0,
            interpolation != .log || low > 0
        else { throw Fault(.badValue, "the axis '\(name)' cannot run from \(low) to \(high)") }
        // Decimal logarithms as in numpy's geomspace, so that edges equal Gammapy's to the last digits.
        let scaled: (Double, Double)
        switch interpolation {
        case .linear: scaled = (low, high)
        case .log: scaled = (log10(low), log10(high))
        case .sqrt: scaled = (low.squareRoot(), high.squareRoot())
        }
        let step = (scaled.1 - scaled.0) / Double(bins)
        var edges = (0...bins).map { index in
            let value = scaled.0 + Double(index) * step
            switch interpolation {
            case .linear: return value
            case .log: return pow(10, value)
            case .sqrt: return value * value
            }
        }
        edges[0] = low
        edges[bins] = high
        try self.init(edges: edges, name: name, unit: unit, interpolation: interpolation)
    }

    /// A logarithmic energy axis with bounds in TeV.
    /// - Throws: ``Fault/Code/badValue``.
    public static func energy(min: Double, max: Double, bins: Int, name: String = "energy") throws -> MapAxis {
        try MapAxis(min: min, max: max, bins: bins, name: name, unit: .TeV, interpolation: .log)
    }

    /// A logarithmic energy axis with bounds in TeV and at least `perDecade` bins for a factor of ten.
    /// - Throws: ``Fault/Code/badValue``.
    public static func energy(min: Double, max: Double, perDecade: Double, name: String = "energy") throws -> MapAxis {
        let bins = (log10(max / min) * perDecade).rounded(.up)
        guard let count = Int(exactly: bins) else {
            throw Fault(
                .badValue, "the axis '\(name)' cannot run from \(min) to \(max) TeV with \(perDecade) bins a decade")
        }
        return try energy(min: min, max: max, bins: count, name: name)
    }

    /// A logarithmic energy axis from edges in TeV.
    /// - Throws: ``Fault/Code/badValue``.
    public static func energy(edges: [Double], name: String = "energy") throws -> MapAxis {
        try MapAxis(edges: edges, name: name, unit: .TeV, interpolation: .log)
    }

    /// The same axis in the unit used inside GammaKit: TeV, deg, s; other units stay.
    func inInternalUnit() throws -> MapAxis {
        guard let target = [Unit.TeV, .deg, .s].first(where: { unit.isConvertible(to: $0) }), target != unit else {
            return self
        }
        let factor = try unit.factor(to: target)
        let values = (isNodeType ? centres : edges).map { $0 * factor }
        return isNodeType
            ? try MapAxis(nodes: values, name: name, unit: target, interpolation: interpolation)
            : try MapAxis(edges: values, name: name, unit: target, interpolation: interpolation)
    }
}

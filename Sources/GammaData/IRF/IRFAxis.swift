import Foundation
import GammaCore
import GammaNumerics

import struct GammaCore.Unit

/// One axis of an instrument response: bins between edges, or single nodes.
///
/// Responses are interpolated between the centres, extrapolated from the two last centres to the outer edges, and zero
/// (or undefined) beyond them; see ``limits``.
public struct IRFAxis: Sendable, Hashable {
    /// What an axis measures. Raw values are Gammapy's axis names.
    public enum Name: String, Sendable, CaseIterable {
        /// Reconstructed energy in TeV.
        case energy
        /// True energy in TeV.
        case energyTrue = "energy_true"
        /// Distance to the pointing direction in deg.
        case offset
        /// Distance to the true direction in deg.
        case rad
        /// Reconstructed over true energy.
        case migra
        /// Field-of-view longitude in deg.
        case fovLongitude = "fov_lon"
        /// Field-of-view latitude in deg.
        case fovLatitude = "fov_lat"

        /// Energies are interpolated in their logarithm, everything else linearly.
        public var scale: AxisScale { self == .energy || self == .energyTrue ? .log : .linear }

        /// The unit of the axis inside GammaKit.
        public var unit: Unit {
            switch self {
            case .energy, .energyTrue: .TeV
            case .migra: .none
            case .offset, .rad, .fovLongitude, .fovLatitude: .deg
            }
        }

        /// Prefix of the `_LO` and `_HI` columns.
        var columnPrefix: String {
            switch self {
            case .energy, .energyTrue: "ENERG"
            case .offset: "THETA"
            case .rad: "RAD"
            case .migra: "MIGRA"
            case .fovLongitude: "DETX"
            case .fovLatitude: "DETY"
            }
        }
    }

    /// What the axis measures.
    public let name: Name
    /// Bin edges, one more than bins. For nodes: midpoints between them, the outer ones by the same step.
    public let edges: [Double]
    /// Bin centres (logarithmic for energies), or the nodes.
    public let centres: [Double]
    /// Whether the values belong to nodes and not to bins.
    public let isNodes: Bool
    /// Centres in the scale of interpolation.
    let scaledCentres: [Double]

    /// Number of bins or nodes.
    public var count: Int { centres.count }

    /// Where the response is defined, outer edges included. A single node holds everywhere.
    public var limits: ClosedRange<Double> {
        if isNodes, count == 1 { return -Double.infinity...Double.infinity }
        return edges[0]...edges[edges.count - 1]
    }

    /// Bins between edges.
    /// - Throws: ``Fault/Code/badValue`` unless there are two or more finite, increasing edges.
    public init(_ name: Name, edges: [Double]) throws {
        guard edges.count >= 2 else { throw Fault(.badValue, "axis '\(name.rawValue)' needs at least two edges") }
        try Self.checkIncreasing(edges, name)
        self.name = name
        self.edges = edges
        let scaled = edges.map { Self.scaled($0, name.scale) }
        scaledCentres = zip(scaled, scaled.dropFirst()).map { ($0 + $1) / 2 }
        centres = scaledCentres.map { Self.unscaled($0, name.scale) }
        isNodes = false
    }

    /// Nodes.
    /// - Throws: ``Fault/Code/badValue`` unless there is at least one and they are finite and increasing.
    public init(_ name: Name, nodes: [Double]) throws {
        guard let first = nodes.first else { throw Fault(.badValue, "axis '\(name.rawValue)' needs at least one node") }
        try Self.checkIncreasing(nodes, name)
        self.name = name
        centres = nodes
        scaledCentres = nodes.map { Self.scaled($0, name.scale) }
        isNodes = true
        let middle = zip(scaledCentres, scaledCentres.dropFirst()).map { ($0 + $1) / 2 }
        guard let firstMiddle = middle.first, let lastMiddle = middle.last else {
            edges = [first, first]
            return
        }
        let outer = [2 * scaledCentres[0] - firstMiddle] + middle + [2 * scaledCentres[nodes.count - 1] - lastMiddle]
        edges = outer.map { Self.unscaled($0, name.scale) }
    }

    /// Widths of the bins.
    public var widths: [Double] { zip(edges, edges.dropFirst()).map { $1 - $0 } }

    private static func checkIncreasing(_ values: [Double], _ name: Name) throws {
        let isIncreasing = zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
        guard values.allSatisfy(\.isFinite), isIncreasing else {
            throw Fault(.badValue, "the values of axis '\(name.rawValue)' are not finite and increasing")
        }
        if name.scale == .log, let last = values.last, last <= 0 || (values.first ?? 0) < 0 {
            throw Fault(.badValue, "axis '\(name.rawValue)' holds energies that are not positive")
        }
    }

    static func scaled(_ value: Double, _ scale: AxisScale) -> Double {
        switch scale {
        case .log: log(max(value, Double(Float.leastNormalMagnitude)))
        case .sqrt: value.squareRoot()
        case .linear: value
        }
    }

    static func unscaled(_ value: Double, _ scale: AxisScale) -> Double {
        switch scale {
        case .log: exp(value)
        case .sqrt: value * value
        case .linear: value
        }
    }
}

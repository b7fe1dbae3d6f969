import Foundation
import GammaCore
import GammaIO
import GammaMaps

import struct GammaCore.Unit

/// Brightness maps for each value of further axes, which are the parameters.
///
/// The logarithm of the values is interpolated in pixels and axes; beyond them it is dark. An axis of energy is no
/// parameter. Directions are in the frame of the map (Gammapy takes those of every map for ICRS).
public struct TemplateNDSpatialModel: SpatialModel {
    /// Names in model files.
    public static let tags = ["TemplateNDSpatialModel", "templateND"]
    /// One parameter an axis of the map, between the ends of the axis.
    public var parameters: [Parameter]
    /// Sky frame of directions; that of the map unless changed.
    public var frame: SkyFrame?
    /// The file as the model file names it; nil for a map that comes from none.
    public var filename: String?
    /// Unit of the map as written.
    public var mapUnit: String
    /// The map.
    public let map: WCSMap

    private let grid: TemplateGrid

    /// Makes the model with every parameter in the middle of its axis.
    /// - Throws: ``Fault/Code/badUnit`` for a map whose unit is no brightness.
    public init(map: WCSMap, filename: String? = nil) throws {
        grid = try TemplateGrid(map)
        self.map = map
        self.filename = filename
        frame = map.geometry.frame
        mapUnit = map.unit == .none ? "" : map.unit == .perSr ? "1 / sr" : map.unit.description
        parameters = Self.parameters(map)
    }

    private static func parameters(_ map: WCSMap) -> [Parameter] {
        map.geometry.axes.filter { !MapAxis.energyNames.contains($0.name) }.map { axis in
            // Gammapy's bounds: the outer nodes, or edges where there are no nodes.
            let nodes = axis.isNodeType ? axis.centres : axis.edges
            let (low, high) = (nodes[0], nodes[nodes.count - 1])
            return Parameter(
                axis.name, (low + high) / 2, unit: axis.unit, minimum: low, maximum: high,
                interpolation: axis.interpolation == .log ? .log : .linear)
        }
    }

    /// Reads the map from its file, then the parameters.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "frame", "parameters", "filename", "unit", "interp_kwargs"])
        let fileNode = try node.required("filename")
        let map = try reading.map(fileNode)
        self = try reading.located(fileNode) { try Self(map: map, filename: fileNode.string()) }
        if let unit = try node.optional("unit")?.string(), !unit.isEmpty { mapUnit = unit }
        parameters = try reading.parameters(of: node, defaults: parameters)
    }

    /// Type, frame, parameters, file name, unit.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.spatialPairs(self, defaults: Self.parameters(map)) + [
            ("filename", YAMLNode(filename ?? "")), ("unit", YAMLNode(mapUnit)),
        ]
    }

    /// Whether the map has an axis of energy.
    public var isEnergyDependent: Bool { map.geometry.axes.contains { MapAxis.energyNames.contains($0.name) } }

    /// The outline of the map.
    public func region(sizeFactor: Double) -> SkyRegion? { grid.outline }

    /// The values at directions.
    public func evaluate(_ directions: SkySamples, energy: Double? = nil) -> [Double] {
        guard let planes = planes(energy) else { return unlit(directions, energy) }
        let (x, y) = pixels(directions)
        return grid.evaluate(x: x, y: y, planes)
    }

    /// The values at directions and their derivatives.
    public func evaluateWithGradient(
        _ directions: SkySamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        guard let planes = planes(energy) else {
            let values = unlit(directions, energy)
            return (values, parameters.map { _ in values })
        }
        let (x, y) = pixels(directions)
        let values = grid.evaluate(x: x, y: y, planes)
        let slopes = grid.logSlopes(x: x, y: y, planes)
        var gradient: [[Double]] = []
        for (number, axis) in map.geometry.axes.enumerated() where !MapAxis.energyNames.contains(axis.name) {
            let parameter = parameters[gradient.count]
            let factor = axis.pixelSlope(at: parameter.internalValue) * parameter.internalFactor
            gradient.append(values.indices.map { values[$0] > 0 ? values[$0] * slopes[2 + number][$0] * factor : 0 })
        }
        return (values, gradient)
    }

    /// Random directions by pixels of the map.
    /// - Throws: ``Fault/Code/badValue`` for a map without brightness at the parameters and the energy.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        let drawn = try grid.sample(count: count, planes(energy), using: &random)
        return SkyDirection.convert(lon: drawn.lon, lat: drawn.lat, from: map.geometry.frame, to: frame ?? .icrs)
    }

    /// The planes of the parameters and an energy in TeV; nil beyond the axes, or without an energy that is needed.
    private func planes(_ energy: Double?) -> TemplateGrid.Planes? {
        var values = parameters.map(\.internalValue)[...]
        return grid.planes(
            at: map.geometry.axes.map { axis in
                MapAxis.energyNames.contains(axis.name) ? energy ?? .nan : values.popFirst() ?? .nan
            })
    }

    /// Values where there are no planes: zeros beyond the axes, NaN without an energy that is needed.
    private func unlit(_ directions: SkySamples, _ energy: Double?) -> [Double] {
        [Double](repeating: isEnergyDependent && energy == nil ? .nan : 0, count: directions.count)
    }

    private func pixels(_ directions: SkySamples) -> (x: [Double], y: [Double]) {
        map.geometry.wcs.pixels(lon: Array(directions.lon), lat: Array(directions.lat), frame: frame ?? .icrs)
    }
}

import Foundation
import GammaCore
import GammaIO
import GammaMaps

import struct GammaCore.Unit

/// A brightness map, also one for each energy.
///
/// The logarithm of the values is interpolated; beyond the map it is dark (numerics §9.2). The map is shifted by the
/// difference of `lon_0`, `lat_0` and its own centre, coordinate by coordinate as in Gammapy, which is right near the centre.
public struct TemplateSpatialModel: SpatialModel {
    /// Names in model files.
    public static let tags = ["TemplateSpatialModel", "template"]
    /// `lon_0`, `lat_0`: where the centre of the map is put (frozen).
    public var parameters: [Parameter]
    /// Sky frame of the position; that of the map unless changed.
    public var frame: SkyFrame?
    /// The file as the model file names it; nil for a map that comes from none.
    public var filename: String?
    /// Whether every energy plane was scaled to an integral of one.
    public let isNormalized: Bool
    /// Unit of the map as written.
    public var mapUnit: String
    /// The map as it was given.
    public let map: WCSMap

    private let grid: TemplateGrid
    /// The centre of the map in its own frame.
    private let centre: SkyDirection

    /// Makes the model.
    /// - Parameter isNormalized: whether every plane is scaled so that Σ value · solid angle = 1; otherwise values without
    ///   unit count as sr⁻¹.
    /// - Throws: ``Fault/Code/badUnit`` for a map whose unit is no brightness, ``Fault/Code/unsupported`` for axes other
    ///   than one of energy, ``Fault/Code/badValue`` for a map whose centre is not on the sky.
    public init(map: WCSMap, filename: String? = nil, isNormalized: Bool = true) throws {
        let axes = map.geometry.axes.map(\.name)
        guard axes.allSatisfy({ MapAxis.energyNames.contains($0) }), axes.count <= 1 else {
            throw Fault(
                .unsupported, "a template on the sky has an axis of energy at most, not \(axes)",
                hint: "use TemplateNDSpatialModel for further axes")
        }
        centre = map.geometry.centre
        guard centre.isValid else { throw Fault(.badValue, "the middle of the template is not on the sky") }
        grid = try TemplateGrid(isNormalized ? Self.normalized(map) : map)
        self.map = map
        self.filename = filename
        self.isNormalized = isNormalized
        frame = map.geometry.frame
        // Gammapy writes the unit as astropy does.
        mapUnit = isNormalized || map.unit == .none ? "1 / sr" : map.unit.description
        parameters = Self.parameters(at: centre)
    }

    /// Reads the map from a file.
    /// - Throws: faults of the file, and those of ``init(map:filename:isNormalized:)``.
    public static func read(_ path: String, isNormalized: Bool = true) throws -> TemplateSpatialModel {
        let file = try DataPath.expand(path)
        do {
            return try TemplateSpatialModel(map: .read(file), filename: path, isNormalized: isNormalized)
        } catch let fault as Fault {
            throw fault.located(in: Origin(file: file))
        }
    }

    private static func parameters(at centre: SkyDirection) -> [Parameter] {
        var parameters = [Parameter.longitude(centre), .latitude(centre)]
        for index in parameters.indices { parameters[index].isFrozen = true }
        return parameters
    }

    /// Every plane divided by its sum and by the solid angles; values that are not finite are 0.
    private static func normalized(_ map: WCSMap) throws -> WCSMap {
        let solidAngles = map.geometry.solidAngles()
        let count = map.geometry.pixelCount
        var values = map.values.map { $0.isFinite ? $0 : 0 }
        for plane in 0..<map.geometry.planeCount {
            let pixels = plane * count..<(plane + 1) * count
            let sum = values[pixels].reduce(0, +)
            for pixel in pixels {
                let solidAngle = solidAngles[pixel - pixels.lowerBound]
                values[pixel] = sum != 0 && solidAngle > 0 ? values[pixel] / sum / solidAngle : 0
            }
        }
        return try WCSMap(map.geometry, values: values, unit: .perSr, storage: .double)
    }

    /// Half of the larger side of the map.
    public var evaluationRadius: Double? { max(map.geometry.width.x, map.geometry.width.y) / 2 }

    /// Whether the map has an axis of energy.
    public var isEnergyDependent: Bool { !map.geometry.axes.isEmpty }

    /// The outline of the map where it lies by itself.
    public func region(sizeFactor: Double) -> SkyRegion? { grid.outline }

    /// The values at directions, in sr⁻¹ or as surface brightness in cm⁻² s⁻¹ TeV⁻¹ sr⁻¹.
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
            return (values, [values, values])
        }
        let (x, y) = pixels(directions)
        let values = grid.evaluate(x: x, y: y, planes)
        let slopes = grid.logSlopes(x: x, y: y, planes)
        // The second-order difference of 0.01° is right to 5e-9 of the projection's own scale.
        let step = 0.01
        let gradient = [SIMD2(step, 0), SIMD2(0, step)].enumerated().map { row, shift in
            let (below, above) = (pixels(directions, shift: -shift), pixels(directions, shift: shift))
            let factor = -parameters[row].internalFactor / (2 * step)
            return values.indices.map { index in
                let move =
                    slopes[0][index] * (above.x[index] - below.x[index])
                    + slopes[1][index] * (above.y[index] - below.y[index])
                return values[index] > 0 && move.isFinite ? values[index] * move * factor : 0
            }
        }
        return (values, gradient)
    }

    /// Random directions by pixels of the map.
    /// - Throws: ``Fault/Code/badValue`` for a map without brightness at the energy.
    public func sample(
        count: Int, energy: Double?, using random: inout RandomStream
    ) throws -> (lon: [Double], lat: [Double]) {
        let drawn = try grid.sample(count: count, planes(energy), using: &random)
        let own = SkyDirection.convert(lon: drawn.lon, lat: drawn.lat, from: map.geometry.frame, to: frame ?? .icrs)
        let offset = offset
        return (own.lon.map { $0 + offset.x }, own.lat.map { $0 + offset.y })
    }

    /// The planes of an energy in TeV; nil when there are none.
    private func planes(_ energy: Double?) -> TemplateGrid.Planes? {
        isEnergyDependent ? energy.flatMap { grid.planes(at: [$0]) } : grid.planes(at: [])
    }

    /// Values where there are no planes: zeros beyond the energies of the map, NaN without an energy.
    private func unlit(_ directions: SkySamples, _ energy: Double?) -> [Double] {
        [Double](repeating: energy == nil ? .nan : 0, count: directions.count)
    }

    /// How far the map is shifted in its longitude and latitude in degrees.
    private var offset: SIMD2<Double> {
        let own = centre.converted(to: frame ?? .icrs)
        return [parameters[0].internalValue - own.lon, parameters[1].internalValue - own.lat]
    }

    /// Positions of directions in pixels of the map.
    private func pixels(_ directions: SkySamples, shift: SIMD2<Double> = .zero) -> (x: [Double], y: [Double]) {
        let move = shift - offset
        let (lon, lat) = (directions.lon.map { $0 + move.x }, directions.lat.map { $0 + move.y })
        return map.geometry.wcs.pixels(lon: lon, lat: lat, frame: frame ?? .icrs)
    }
}

extension MapAxis {
    /// Names of axes that are energy.
    static let energyNames = ["energy_true", "energy"]
}

import Foundation
import GammaCore
import GammaMaps
import GammaModels

/// Random instances of every registered shape, with positions near them, and the maps of the reference.
enum SpatialSamples {
    static let diffuse = "fermi-3fhl-gc/gll_iem_v06_gc.fits.gz"

    /// A model near the size of pixels and fields of view; anywhere on the sky, also at poles and longitude 0.
    static func random(
        _ type: any SpatialModel.Type, _ random: inout RandomStream
    ) throws -> any SpatialModel {
        func linear(_ a: Double, _ b: Double) -> Double { a + (b - a) * random.uniform() }
        let frame: SkyFrame = random.uniform() < 0.5 ? .icrs : .galactic
        let lat = random.uniform() < 0.1 ? 89.5 : linear(-80, 80)
        let lon = random.uniform() < 0.2 ? 0.01 : linear(0, 360)
        let position = SkyDirection(lon: lon, lat: lat, frame: frame)
        let (e, phi) = (random.uniform() < 0.3 ? 0 : linear(0.05, 0.95), linear(-180, 180))
        let size = 0.05 * pow(40, random.uniform())
        switch type.tags[1] {
        case "point": return PointSpatialModel(at: position)
        case "gauss": return GaussianSpatialModel(at: position, sigma: size, eccentricity: e, phi: phi)
        case "gauss-general":
            return GeneralizedGaussianSpatialModel(
                at: position, r0: size, eta: linear(0.1, 0.95), eccentricity: e, phi: phi)
        case "disk":
            return DiskSpatialModel(
                at: position, r0: size, eccentricity: e, phi: phi, edgeWidth: linear(0.02, 0.9))
        case "shell": return ShellSpatialModel(at: position, radius: size, width: linear(0.1, 1) * size)
        case "shell2": return Shell2SpatialModel(at: position, r0: size, eta: linear(0.05, 0.95))
        case "const": return ConstantSpatialModel(value: linear(0.1, 3))
        case "const-flux": return ConstantFluxSpatialModel()
        case "template":
            var model = try TemplateSpatialModel(map: random.uniform() < 0.5 ? templateImage() : templateCube())
            try model.update("lon_0") { $0.value += linear(-0.3, 0.3) }
            try model.update("lat_0") { $0.value += linear(-0.3, 0.3) }
            return model
        case "templateND":
            var model = try TemplateNDSpatialModel(map: templateND())
            try model.update("width") { $0.value = linear(0.55, 1.9) }
            try model.update("tilt") { $0.value = linear(0.1, 1.9) }
            return model
        case "piecewise-norm":
            return try PiecewiseNormSpatialModel(
                longitudes: [359, 3, 0.2, 2, 1.2, 359.4, 2.9], latitudes: [0, 0.2, 3.3, 3.1, 1.2, 1.9, 2.4],
                norms: (0..<7).map { _ in linear(0.5, 2) }, frame: .galactic)
        default: throw Fault(.unsupported, "no sample of \(type)")
        }
    }

    /// Directions where the model shines, the first one at its position unless that is a pixel centre of its map.
    static func directions(
        _ model: any SpatialModel, count: Int, _ random: inout RandomStream
    ) -> (lon: [Double], lat: [Double]) {
        let centre: SkyDirection
        let radius: Double
        if model is TemplateNDSpatialModel || model is PiecewiseNormSpatialModel {
            (centre, radius) = (.galactic(l: 1, b: 2), 0.9)
        } else {
            centre = model.position ?? SkyDirection(lon: 10, lat: 20, frame: model.frame ?? .icrs)
            radius = model is TemplateSpatialModel ? 0.9 : max(model.evaluationRadius ?? 30, 0.1) * 0.7
        }
        let isMap = model is TemplateSpatialModel
        var result: (lon: [Double], lat: [Double]) = isMap ? ([], []) : ([centre.lon], [centre.lat])
        while result.lon.count < count {
            let direction = centre.offset(
                by: radius * random.uniform().squareRoot(), positionAngle: 360 * random.uniform())
            result.lon.append(direction.lon)
            result.lat.append(direction.lat)
        }
        return result
    }

    // MARK: - What the script makes

    static func geometry(_ name: String) throws -> WCSGeometry {
        switch name {
        case "tan":
            try .create(
                centre: SkyDirection(ra: 83.63, dec: 22.01), pixels: [20, 16], binSize: [0.1, 0.1], projection: "TAN")
        case "car": try .create(centre: .galactic(l: 0.05, b: -0.1), pixels: [15, 10], binSize: [0.2, 0.2])
        case "fine":
            try .create(
                centre: SkyDirection(ra: 83.2, dec: 22.3), pixels: [40, 30], binSize: [0.02, 0.02], projection: "TAN")
        default: try .create(centre: .galactic(l: 0, b: 0), pixels: [36, 18], binSize: [10, 10])
        }
    }

    /// Sums that feel every pixel, the largest value, and two pixels.
    static func digest(_ values: [Double], _ image: WCSGeometry) -> [Double] {
        var sums = [Double](repeating: 0, count: 5)
        for (index, value) in values.enumerated() {
            let (x, y) = (Double(index % image.nx), Double(index / image.nx))
            for (k, term) in [value, x * value, y * value, value * value, x * y * value].enumerated() {
                sums[k] += term
            }
        }
        return sums + [values.max() ?? 0, values[3 * image.nx + 4], values[(image.ny - 1) * image.nx - 3]]
    }

    private static func plane(_ scale: Double) -> [Double] {
        (0..<9).flatMap { y in
            (0..<12).map { x in
                let (dx, dy) = (Double(x) - 5, Double(y) - 4)
                return exp(-(dx * dx + dy * dy) / (8 * scale)) + 0.01 * Double(x)
            }
        }
    }

    private static func templateGeometry(_ axes: [MapAxis] = []) throws -> WCSGeometry {
        try .create(
            centre: .galactic(l: 1, b: 2), pixels: [12, 9], binSize: [0.25, 0.25], projection: "TAN", axes: axes)
    }

    static func templateImage() throws -> WCSMap {
        try WCSMap(templateGeometry(), values: plane(1), unit: .perSr, storage: .double)
    }

    static func templateCube() throws -> WCSMap {
        let axis = try MapAxis.energy(min: 1, max: 100, bins: 3, name: "energy_true")
        return try WCSMap(
            templateGeometry([axis]), values: [0.5, 1, 2].flatMap(plane), unit: .perSr, storage: .double)
    }

    static func templateND() throws -> WCSMap {
        let axes = [
            try MapAxis(nodes: [0.5, 1, 2], name: "width", unit: .deg, interpolation: .log),
            try MapAxis(edges: [0, 1, 2], name: "tilt"),
        ]
        let values = [1.0, 2].flatMap { factor in [0.5, 1, 2].flatMap { plane($0).map { $0 * factor } } }
        return try WCSMap(templateGeometry(axes), values: values, unit: .perSr, storage: .double)
    }
}

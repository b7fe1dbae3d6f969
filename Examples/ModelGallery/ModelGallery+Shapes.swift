import Foundation
import GammaKit

extension ModelGallery {
    /// Shapes with a position.
    static func shapes() throws -> [GalleryModel] {
        try [point(), gaussianShape(), generalizedGaussian(), disk(), shell(), shell2()]
    }

    /// The same everywhere.
    static func wholeSky() throws -> [GalleryModel] { try [constantShape(), constantFlux()] }

    /// Maps and nodes.
    static func maps() throws -> [GalleryModel] { try [templateMap(), templateMaps(), piecewiseNormShape()] }

    private static let place = ["longitude of the centre", "latitude of the centre"]
    private static let ellipse = ["eccentricity √(1 − b²/a²)", "angle of the major axis from north to east"]

    private static func point() throws -> GalleryModel {
        let position = SkyDirection(lon: 184.55, lat: -5.78, frame: .galactic)
        let model = PointSpatialModel(at: position)
        return try GalleryModel(model, ["longitude", "latitude"], range: -0.15...0.15)
    }

    private static func gaussianShape() throws -> GalleryModel {
        let position = SkyDirection(lon: 184.55, lat: -5.78, frame: .galactic)
        let model = GaussianSpatialModel(
            at: position, sigma: 0.2, eccentricity: 0.8, phi: 30)
        return try GalleryModel(model, place + ["σ along the major axis"] + ellipse, range: -0.8...0.8)
    }

    private static func generalizedGaussian() throws -> GalleryModel {
        let position = SkyDirection(lon: 184.55, lat: -5.78, frame: .galactic)
        let model = GeneralizedGaussianSpatialModel(at: position, r0: 0.3, eta: 0.2)
        return try GalleryModel(
            model,
            place + ["scale r₀ along the major axis", "η: ½ Gaussian, 1 exponential, small values a disk"] + ellipse,
            varying: "eta", [0.1, 0.5, 1], range: -0.8...0.8)
    }

    private static func disk() throws -> GalleryModel {
        let position = SkyDirection(lon: 184.55, lat: -5.78, frame: .galactic)
        let model = DiskSpatialModel(
            at: position, r0: 0.4, eccentricity: 0.7, phi: 60, edgeWidth: 0.1)
        return try GalleryModel(
            model, place + ["major semi-axis r₀"] + ellipse + ["width of the edge as a fraction of the radius"],
            range: -0.6...0.6)
    }

    private static func shell() throws -> GalleryModel {
        let position = SkyDirection(lon: 184.55, lat: -5.78, frame: .galactic)
        let model = ShellSpatialModel(at: position, radius: 0.3, width: 0.1)
        return try GalleryModel(
            model, place + ["inner radius r", "width, R − r"], range: -0.6...0.6)
    }

    private static func shell2() throws -> GalleryModel {
        let position = SkyDirection(lon: 184.55, lat: -5.78, frame: .galactic)
        let model = Shell2SpatialModel(at: position, r0: 0.4, eta: 0.25)
        return try GalleryModel(
            model, place + ["outer radius R", "width as a fraction of R; 1 is a full sphere"],
            varying: "eta", [0.05, 0.25, 1], range: -0.6...0.6)
    }

    private static func constantShape() throws -> GalleryModel {
        let model = ConstantSpatialModel(value: 1)
        return try GalleryModel(
            model, ["brightness everywhere"], range: -1...1, defaults: ConstantSpatialModel())
    }

    private static func constantFlux() throws -> GalleryModel {
        let model = ConstantFluxSpatialModel()
        return try GalleryModel(model, [], range: -1...1)
    }

    private static func templateMap() throws -> GalleryModel {
        let map = try nebula()
        let model = try TemplateSpatialModel(map: map, filename: "nebula.fits")
        return try GalleryModel(
            model, ["longitude to which the centre of the map is put", "its latitude"], range: -0.6...0.6,
            file: GalleryModel.File(name: "nebula.fits") { try map.write(to: $0) })
    }

    private static func templateMaps() throws -> GalleryModel {
        let map = try nebula(widths: [0.1, 0.2, 0.3])
        var model = try TemplateNDSpatialModel(map: map, filename: "nebulae.fits")
        try model.update("width") { $0.value = 0.15 }
        return try GalleryModel(
            model, ["the coordinate of the map's axis"], varying: "width", [0.1, 0.15, 0.3], range: -0.6...0.6,
            defaults: TemplateNDSpatialModel(map: map),
            file: GalleryModel.File(name: "nebulae.fits") { try map.write(to: $0) })
    }

    /// Two clouds in an image, or in an image for each width.
    private static func nebula(widths: [Double] = []) throws -> WCSMap {
        let centre = SkyDirection(lon: 184.55, lat: -5.78, frame: .galactic)
        let axes = try widths.isEmpty ? [] : [MapAxis(nodes: widths, name: "width", unit: .deg)]
        let geometry = try WCSGeometry.create(
            centre: centre, width: 1.2, binSize: 0.03, projection: "TAN", axes: axes)
        let values = (widths.isEmpty ? [0.15] : widths).flatMap { width in
            (0..<geometry.pixelCount).map { pixel in
                let x = (Double(pixel % geometry.nx) - 19.5) * 0.03
                let y = (Double(pixel / geometry.nx) - 19.5) * 0.03
                let (first, second) = (x * x + y * y, pow(x - 0.25, 2) + pow(y - 0.2, 2))
                return exp(-first / (2 * width * width)) + 0.6 * exp(-second / (width * width))
            }
        }
        return try WCSMap(geometry, values: values.map { 100 * $0 }, unit: .perSr)
    }

    private static func piecewiseNormShape() throws -> GalleryModel {
        let model = try PiecewiseNormSpatialModel(
            longitudes: [359, 1, 359, 1, 0], latitudes: [-1, -1, 1, 1, 0],
            norms: [0.9, 1, 1, 1.1, 1.2], frame: .galactic)
        return try GalleryModel(
            model, ["factor at the first node", "at the second", "at the third", "at the fourth", "at the fifth"],
            range: -1.2...1.2,
            defaults: PiecewiseNormSpatialModel(
                longitudes: [359, 1, 359, 1, 0], latitudes: [-1, -1, 1, 1, 0], frame: .galactic))
    }
}

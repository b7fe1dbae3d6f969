import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

/// A source of one shape on a background with free norm and tilt, counts drawn from it, and what its shape allows.
struct FieldCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let spatial: @Sendable () throws -> any SpatialModel
    /// By how much the derivative by a parameter of the shape may differ from differences of the statistic, on the scale of
    /// the parameter's error.
    let tolerance: Double
    /// By how much second derivatives may differ from differences of the gradient, on the same scale.
    let curvatureTolerance: Double
    /// The step of these differences, in errors.
    let step: Double

    /// All shapes. Planes of sources hold single precision, which limits differences over a tenth of an error to some 2e-5.
    /// The third derivatives of a shell are infinite where a radius passes a sample, which adds some 1e-4.
    static let all: [FieldCase] = [
        FieldCase("point", 5e-5) { PointSpatialModel(at: SyntheticField.direction(east: 0.112, north: -0.063)) },
        FieldCase("gauss", 5e-5) {
            GaussianSpatialModel(
                at: SyntheticField.direction(east: 0.11, north: -0.06), sigma: 0.15, eccentricity: 0.7, phi: 30)
        },
        FieldCase("disk", 5e-5) {
            DiskSpatialModel(
                at: SyntheticField.direction(east: -0.1), r0: 0.25, eccentricity: 0.5, phi: 40, edgeWidth: 0.3)
        },
        FieldCase("shell", 2e-4) {
            ShellSpatialModel(at: SyntheticField.direction(north: 0.07), radius: 0.2, width: 0.1)
        },
        FieldCase("general gauss", 5e-5) {
            GeneralizedGaussianSpatialModel(
                at: SyntheticField.direction(east: 0.05), r0: 0.15, eta: 0.6, eccentricity: 0.4, phi: -20)
        },
        FieldCase("template", 5e-5) { try template() },
    ]

    init(
        _ name: String, _ tolerance: Double, curvatureTolerance: Double = 1e-3, step: Double = 0.1,
        _ spatial: @escaping @Sendable () throws -> any SpatialModel
    ) {
        testDescription = name
        self.spatial = spatial
        self.tolerance = tolerance
        self.curvatureTolerance = curvatureTolerance
        self.step = step
    }

    /// Source and background, whose norm and tilt are free.
    func models(_ dataset: String = "field") throws -> Models {
        var background = FoVBackgroundModel(dataset: dataset)
        var parameters = background.parameters
        for index in parameters.indices where parameters[index].name == "tilt" { parameters[index].isFrozen = false }
        background.parameters = parameters
        var models = Models([.sky(SyntheticField.source(try spatial())), .background(background)])
        for name in models.parameterNames where [".e", ".phi", ".eta"].contains(where: { name.hasSuffix($0) }) {
            try models.update(name) { $0.isFrozen = false }
        }
        return models
    }

    /// The values of the free parameters, moved by up to half an error (from the expected curvature).
    static func near(_ objective: ModelsObjective, _ random: inout RandomStream) -> [Double] {
        let x = objective.parameters.map(\.value)
        let scales = scales(objective, x)
        return zip(x, scales).map { $0 + $1 * (random.uniform() - 0.5) }
    }

    /// 1/√curvature of every parameter: the change that raises the statistic by about one half.
    static func scales(_ objective: ModelsObjective, _ x: [Double]) -> [Double] {
        (objective.evaluate(at: x).curvature?.diagonal ?? []).map { 1 / $0.squareRoot() }
    }

    private static func template() throws -> TemplateSpatialModel {
        let geometry = try WCSGeometry.create(
            centre: SyntheticField.direction(east: -0.05), pixels: SIMD2(21, 21), binSize: SIMD2(0.04, 0.04),
            projection: "TAN")
        let offsets = geometry.separations(from: geometry.centre)
        return try TemplateSpatialModel(map: WCSMap(geometry, values: offsets.map { exp(-$0 * $0 / 0.03) }))
    }
}

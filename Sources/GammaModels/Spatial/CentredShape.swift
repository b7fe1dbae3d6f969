import GammaCore
import GammaMaps

/// The formula of a shape around a centre.
protocol ShapeKernel {
    /// Takes the constants from the parameters of the model.
    /// - Parameter extent: side in radians of the squares that values stand for; shapes without an edge give the value in
    ///   the middle.
    init(_ parameters: [Parameter], extent: Double)
    /// The centre.
    var centre: ShapeCentre { get }
    /// The value in sr⁻¹.
    func value(_ offset: ShapeOffset) -> Double
    /// The same; writes its derivatives into `rows`, in the units in which models compute.
    func value(_ offset: ShapeOffset, _ rows: GradientRows) -> Double
}

/// A shape whose first two parameters are `lon_0` and `lat_0` and whose values follow from where a direction lies.
protocol CentredShape: SpatialModel {
    associatedtype Kernel: ShapeKernel
}

extension CentredShape {
    /// The values in sr⁻¹ at directions.
    public func evaluate(_ directions: SkySamples, energy: Double? = nil) -> [Double] {
        let kernel = Kernel(parameters, extent: directions.extent * radian)
        let centre = kernel.centre
        return directions.withVectors { vectors in
            [Double](unsafeUninitializedCapacity: vectors.count) { buffer, filled in
                for index in 0..<vectors.count { buffer[index] = kernel.value(centre.offset(vectors[index])) }
                filled = vectors.count
            }
        }
    }

    /// The values in sr⁻¹ at directions and their derivatives.
    public func evaluateWithGradient(
        _ directions: SkySamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        let kernel = Kernel(parameters, extent: directions.extent * radian)
        let centre = kernel.centre
        return directions.withVectors { vectors in
            bulkGradient(count: vectors.count) { kernel.value(centre.offset(vectors[$0]), $1) }
        }
    }
}

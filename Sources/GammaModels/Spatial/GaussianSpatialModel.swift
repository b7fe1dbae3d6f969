import Foundation
import GammaCore
import GammaMaps
import GammaNumerics

/// A Gaussian on the sphere, N exp(−½ (1 − cos s)/(1 − cos σ)), elongated when `e` is not zero (numerics §9.2).
///
/// Round ones are normalised on the whole sphere; elongated ones have the extent of their ellipse as σ and the
/// normalisation of the plane, as in Gammapy. Without an extent it is dark.
public struct GaussianSpatialModel: StandardSpatialModel {
    /// Names in model files.
    public static let tags = ["GaussianSpatialModel", "gauss"]
    /// `lon_0`, `lat_0`, `sigma` of the major axis, `e` (frozen), `phi` from north to east (frozen).
    public var parameters: [Parameter]
    /// Sky frame of the position.
    public var frame: SkyFrame?

    /// Gammapy's default values.
    public init() { self.init(at: .origin) }

    /// Makes the model at a position; angles in degrees.
    public init(
        at position: SkyDirection, sigma: Double = 1, eccentricity: Double = 0, phi: Double = 0
    ) {
        frame = position.frame
        parameters = [
            .longitude(position), .latitude(position),
            Parameter("sigma", sigma, unit: .deg, minimum: 0),
            Parameter("e", eccentricity, minimum: 0, maximum: 1, isFrozen: true),
            Parameter("phi", phi, unit: .deg, minimum: -180, maximum: 180, isFrozen: true),
        ]
    }

    /// 5 σ.
    public var evaluationRadius: Double? { 5 * parameters[2].internalValue }

    /// σ/3.
    public var integrationStep: Double? { parameters[2].internalValue / 3 }

    /// The ellipse at a number of σ.
    public func region(sizeFactor: Double) -> SkyRegion? { ellipseRegion(major: 2, sizeFactor) }

    /// The values in sr⁻¹ at directions.
    public func evaluate(_ directions: SkySamples, energy: Double? = nil) -> [Double] {
        let kernel = Kernel(parameters)
        var values = kernel.exponents(directions)
        VectorMath.formExp(&values)
        values.withUnsafeMutableBufferPointer { for index in $0.indices { $0[index] *= kernel.norm } }
        return values
    }

    /// The values in sr⁻¹ at directions and their derivatives.
    public func evaluateWithGradient(
        _ directions: SkySamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        let kernel = Kernel(parameters)
        let values = evaluate(directions)
        return directions.withVectors { vectors in
            values.withUnsafeBufferPointer { values in
                bulkGradient(count: vectors.count) { index, rows in
                    let offset = kernel.centre.offset(vectors[index])
                    kernel.write(values[index], offset, rows)
                    return values[index]
                }
            }
        }
    }

    /// The formula.
    struct Kernel {
        let centre: ShapeCentre
        let ellipse: ShapeEllipse
        /// N; 0 without an extent.
        let norm: Double
        /// Derivative of ln N with respect to σ in radians.
        private let logNormBySigma: Double
        /// 1 − cos σ of a round Gaussian.
        private let width: Double

        init(_ parameters: [Parameter]) {
            centre = ShapeCentre(parameters)
            ellipse = ShapeEllipse(major: parameters[2], eccentricity: parameters[3], phi: parameters[4])
            let sine = sin(ellipse.major / 2)
            let a = 2 * sine * sine
            width = a
            if ellipse.isDegenerate {
                (norm, logNormBySigma) = (0, 0)
            } else if ellipse.isRound {
                let tail = exp(-1 / a)
                norm = 1 / (4 * .pi * a * -expm1(-1 / a))
                logNormBySigma = sin(ellipse.major) * (tail / (a * a * (1 - tail)) - 1 / a)
            } else {
                norm = 1 / (2 * .pi * ellipse.major * ellipse.minor)
                logNormBySigma = -2 / ellipse.major
            }
        }

        /// −½ (1 − cos s)/(1 − cos σ) in all directions.
        func exponents(_ directions: SkySamples) -> [Double] {
            let isRound = ellipse.isRound
            let scale = -0.5 / width
            return directions.withVectors { vectors in
                [Double](unsafeUninitializedCapacity: vectors.count) { buffer, filled in
                    filled = vectors.count
                    if ellipse.isDegenerate {
                        buffer.update(repeating: 0)
                    } else if isRound {
                        for index in 0..<vectors.count {
                            buffer[index] = scale * centre.offset(vectors[index]).versine
                        }
                    } else {
                        for index in 0..<vectors.count {
                            let offset = centre.offset(vectors[index])
                            let sine = halfSine(ellipse.extent(offset))
                            buffer[index] = -0.25 * offset.versine / (sine * sine)
                        }
                    }
                }
            }
        }

        /// Derivatives of a value.
        @inline(__always) func write(_ value: Double, _ offset: ShapeOffset, _ rows: GradientRows) {
            guard !ellipse.isDegenerate else { return }
            if ellipse.isRound {
                centre.write(-0.5 * value / width, offset, rows)
                // d(1 − cos σ)/dσ = sin σ = √(a (2 − a)), its sign that of σ.
                let slope = 0.5 * offset.versine / (width * width) * (width * (2 - width)).squareRoot()
                rows[2] = value * (logNormBySigma + (ellipse.major < 0 ? -slope : slope)) * radian
                return
            }
            let extent = ellipse.extentWithDerivatives(offset)
            let half = halfSine(extent.value)
            let a = 2 * half * half
            centre.write(-0.5 * value / a, offset, rows)
            let sine = 2 * half * (1 - half * half).squareRoot()
            let byLogExtent = value * 0.5 * offset.versine / (a * a) * sine * extent.value
            ellipse.write(byLogExtent, extent, offset, centre, first: 3, rows)
            rows[2] = (value * logNormBySigma + byLogExtent / ellipse.major) * radian
            rows[3] += value * ellipse.eccentricity / (ellipse.ratio * ellipse.ratio)
        }

        /// sin(σ/2), the series up to 57°.
        @inline(__always) private func halfSine(_ extent: Double) -> Double {
            let half = 0.5 * extent
            let square = half * half
            guard square < 0.25 else { return sin(half) }
            var series = -1.0 / 1_307_674_368_000
            series = 1.0 / 6_227_020_800 + square * series
            series = -1.0 / 39_916_800 + square * series
            series = 1.0 / 362_880 + square * series
            series = -1.0 / 5040 + square * series
            series = 1.0 / 120 + square * series
            series = -1.0 / 6 + square * series
            return half + half * square * series
        }
    }
}

import GammaCore
import GammaMaps
import GammaModels
import GammaNumerics

/// The factor norm(E) · norm(sky) by which a model multiplies a map of predicted counts: the dataset's background, or a
/// template of a model's own.
struct BackgroundTerm: Sendable {
    /// Position of the model in the list of models; nil for a background without a model.
    let component: Int?
    /// Predicted counts (energy, y, x).
    let counts: [Double]
    private let energies: [Double]
    private let image: WCSGeometry

    init(component: Int?, counts: [Double], energies: [Double], image: WCSGeometry) {
        self.component = component
        self.counts = counts
        self.energies = energies
        self.image = image
    }

    /// The factors at given parameters.
    func factors(_ models: Models, wantsGradient: Bool) -> BackgroundFactors {
        guard let component else {
            return BackgroundFactors(
                spectral: energies.map { _ in 1 }, spectralSlopes: [], spatial: nil, spatialSlopes: [])
        }
        let model = models.components[component]
        let (spectral, spectralSlopes) =
            wantsGradient
            ? model.spectral.evaluateWithGradient(energies) : (model.spectral.evaluate(energies), [])
        guard let spatial = model.spatial else {
            return BackgroundFactors(
                spectral: spectral, spectralSlopes: spectralSlopes, spatial: nil, spatialSlopes: [])
        }
        let centres = image.pixelCentres()
        let (lon, lat) = SkyDirection.convert(
            lon: centres.lon, lat: centres.lat, from: image.frame, to: spatial.frame ?? .icrs)
        let (values, slopes) =
            wantsGradient
            ? spatial.evaluateWithGradient(lon: lon, lat: lat, energy: nil)
            : (spatial.evaluate(lon: lon, lat: lat, energy: nil), [])
        return BackgroundFactors(
            spectral: spectral, spectralSlopes: spectralSlopes, spatial: values, spatialSlopes: slopes)
    }

    /// Adds Σ ∂C/∂μ · ∂²μ by the free parameters of the model; `slopes` holds ∂C/∂μ (energy, y, x).
    func addSecondDerivatives(
        _ models: Models, free: FreeParameters, steps: [Double], slopes: [Float], to hessian: inout Matrix
    ) {
        guard let component else { return }
        let row = free.index[component]
        for (position, parameter) in row.enumerated() {
            guard let parameter, steps[parameter] > 0 else { continue }
            let (above, below) = [steps[parameter], -steps[parameter]].map { step -> BackgroundFactors in
                var moved = models
                var parameters = moved.components[component].parameters
                parameters[position].value += step
                moved.components[component].parameters = parameters
                return factors(moved, wantsGradient: true)
            }.pair
            for (other, column) in row.enumerated() {
                guard let column else { continue }
                let difference = sum(above, other, slopes) - sum(below, other, slopes)
                let half = difference / (2 * steps[parameter]) / 2
                hessian[parameter, column] += half
                hessian[column, parameter] += half
            }
        }
    }

    /// Σ ∂C/∂μ times the derivative of the prediction by a parameter of the model.
    private func sum(_ factors: BackgroundFactors, _ parameter: Int, _ slopes: [Float]) -> Double {
        let pixels = image.pixelCount
        let spectralCount = factors.spectralSlopes.count
        let spectral = parameter < spectralCount ? factors.spectralSlopes[parameter] : factors.spectral
        let spatial = parameter < spectralCount ? factors.spatial : factors.spatialSlopes[parameter - spectralCount]
        var total = 0.0
        for plane in energies.indices where spectral[plane] != 0 {
            var sum = 0.0
            for pixel in 0..<pixels {
                let index = plane * pixels + pixel
                sum += Double(slopes[index]) * counts[index] * (spatial?[pixel] ?? 1)
            }
            total += spectral[plane] * sum
        }
        return total
    }
}

extension Array {
    /// The first two elements.
    fileprivate var pair: (Element, Element) { (self[0], self[1]) }
}

/// What multiplies a map of predicted counts, and its derivatives: one row a parameter.
struct BackgroundFactors: Sendable {
    /// One value a bin of reconstructed energy.
    let spectral: [Double]
    let spectralSlopes: [[Double]]
    /// One value a pixel; nil for one everywhere.
    let spatial: [Double]?
    let spatialSlopes: [[Double]]
}

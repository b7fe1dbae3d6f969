import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaPlots

extension SkyMapPanelsFigure {
    /// Counts, model and significance of what is left, in the bins of the fit and summed over energy, with the sources of
    /// the fit; without a fit, the background in place of the model.
    /// - Throws: faults of the prediction.
    public init(_ whole: MapDataset, _ fit: ModelsFitResult?, _ execution: Execution = Execution()) throws {
        var dataset = whole
        dataset.maskSafe = whole.mask
        let counts = try dataset.countsImage
        let models = fit?.models
        let expected =
            try models.map { try dataset.image(of: dataset.predicted($0, execution).values) }
            ?? dataset.backgroundImage
        let seen = dataset.maskSafeImage
        let significance = try counts.significance(above: expected, radius: 0.1, within: seen)
        // Counts and model share their colours.
        let top = [counts, expected].flatMap(\.values).reduce(1) { $1.isFinite ? max($0, $1) : $0 }
        func counted(_ map: WCSMap, _ title: String) -> SkyMapFigure {
            SkyMapFigure(
                map.hiding(outside: seen), name: "Counts", unit: "", stretch: .sqrt, limits: .range(0, top),
                title: title)
        }
        let panels = [
            counted(counts, "Counts"), counted(expected, models == nil ? "Background" : "Model"),
            SkyMapFigure.significance(significance, title: "Residual significance, 0.1° top-hat"),
        ]
        let marks = models.map { SourceMarks($0, datasets: [dataset.name]) }
        self.init(panels.map { marks?.drawn($0) ?? $0 }, columns: 3, title: dataset.name)
    }
}

extension WCSMap {
    /// The significance of counts above an expectation, both summed within a radius in deg around each pixel.
    ///
    /// ±√(2 (n ln(n/μ) − n + μ)), the square root of the Cash statistic's difference; NaN where nothing is expected or the
    /// pixel is not seen.
    func significance(above expected: WCSMap, radius: Double, within seen: [Bool]) throws -> WCSMap {
        let scale = (geometry.wcs.pixelScales.x + geometry.wcs.pixelScales.y) / 2
        let kernel = try ConvolutionKernel.disk(radius: max(radius / scale, 0.5))
        var result = try convolved(with: kernel)
        let sums = try expected.convolved(with: kernel)
        for index in result.values.indices {
            // Rounding of the convolution must not make a count out of none.
            let n = max(result.values[index].rounded(), 0)
            let mu = sums.values[index]
            guard seen[index], mu > 0 else {
                result.values[index] = .nan
                continue
            }
            let difference = 2 * ((n > 0 ? n * log(n / mu) : 0) - (n - mu))
            result.values[index] = (n < mu ? -1 : 1) * max(difference, 0).squareRoot()
        }
        return result
    }

    fileprivate func hiding(outside seen: [Bool]) -> WCSMap {
        var map = self
        for index in map.values.indices where !seen[index] { map.values[index] = .nan }
        return map
    }
}

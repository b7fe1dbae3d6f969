import GammaMaps
import GammaModels

/// The shape of a source integrated over the pixels of its window, with its derivatives.
struct SourceShapeImages: Sendable {
    let window: SourceWindow
    /// One image (y, x) for all energies, or one for each true energy.
    private let values: [[Double]]
    /// Derivatives: for each image one array a parameter; empty when they were not asked for.
    private let gradient: [[[Double]]]

    init(
        _ spatial: any SpatialModel, window: SourceWindow, anchor: SourceAnchor, context: MapContext,
        wantsGradient: Bool
    ) throws {
        self.window = window
        let pixels = ShapePixels(spatial, window, anchor, context)
        let planes: [Double?] = spatial.isEnergyDependent ? context.energyTrue.centres : [nil]
        guard wantsGradient else {
            values = planes.map { pixels.values(spatial, $0) }
            gradient = []
            return
        }
        let both = planes.map { pixels.valuesWithGradient(spatial, $0) }
        values = both.map(\.values)
        gradient = both.map(\.gradient)
    }

    /// Whether there is one image for each true energy.
    var isEnergyDependent: Bool { values.count > 1 }

    /// The image for a bin of true energy.
    func image(_ bin: Int) -> [Double] { values[values.count == 1 ? 0 : bin] }

    /// The derivative of the image for a bin of true energy; zero for the width of the point-spread function, which comes after
    /// the parameters of the shape.
    func slope(_ parameter: Int, _ bin: Int) -> [Double] {
        let slopes = gradient[gradient.count == 1 ? 0 : bin]
        return parameter < slopes.count ? slopes[parameter] : Array(repeating: 0, count: window.pixelCount)
    }
}

/// The pixels of a window: undivided ones come from samples of the whole image that are kept, divided ones are made anew.
private enum ShapePixels {
    case whole(PixelSamples, SourceWindow)
    case part(PixelSamples, SourceWindow)

    init(_ spatial: any SpatialModel, _ window: SourceWindow, _ anchor: SourceAnchor, _ context: MapContext) {
        let frame = spatial.frame ?? .icrs
        // A shape that has become smaller than at the start needs finer samples, and a larger one may keep them.
        let pixelScale = context.geometry.wcs.pixelScales.max()
        let oversampling =
            spatial.hasSharpEdge
            ? anchor.oversampling : max(anchor.oversampling, spatial.oversamplingFactor(pixelScale: pixelScale))
        guard oversampling > 1 else {
            self = .whole(context.samples(frame: frame), window)
            return
        }
        // Wider than the model's own window by two pixels, which is rounded to whole pixels and would make the
        // prediction jump where it cuts off more than the far wing of the shape.
        let image = context.geometry.image
        var pixels = spatial.window(on: image, oversampling: oversampling)
        func widened(_ range: Range<Int>, _ limits: Range<Int>) -> Range<Int> {
            (range.lowerBound - 2..<range.upperBound + 2).clamped(to: limits)
        }
        pixels = PixelWindow(
            columns: widened(pixels.columns, window.columns), rows: widened(pixels.rows, window.rows),
            factor: pixels.factor)
        self = .part(context.samples(frame: frame, window: pixels), window)
    }

    private func arranged(_ values: [Double]) -> [Double] {
        switch self {
        case .whole(let samples, let window): window.cut(values, samples.image.nx)
        case .part(let samples, let window): window.placed(values, samples.window)
        }
    }

    private var samples: PixelSamples {
        switch self {
        case .whole(let samples, _), .part(let samples, _): samples
        }
    }

    func values(_ spatial: any SpatialModel, _ energy: Double?) -> [Double] {
        arranged(spatial.integrate(over: samples, energy: energy))
    }

    func valuesWithGradient(
        _ spatial: any SpatialModel, _ energy: Double?
    ) -> (values: [Double], gradient: [[Double]]) {
        let (values, gradient) = spatial.integrateWithGradient(over: samples, energy: energy)
        return (arranged(values), gradient.map(arranged))
    }
}

extension SourceWindow {
    /// Values of a part of the window, with zeros around them.
    fileprivate func placed(_ values: [Double], _ part: PixelWindow) -> [Double] {
        var image = [Double](repeating: 0, count: pixelCount)
        for (number, row) in part.rows.enumerated() {
            let start = (row - rows.lowerBound) * width + part.columns.lowerBound - columns.lowerBound
            let first = number * part.columns.count
            image.replaceSubrange(start..<start + part.columns.count, with: values[first..<first + part.columns.count])
        }
        return image
    }
}

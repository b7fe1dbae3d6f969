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
        let pixels = try ShapePixels(spatial, window, anchor, context)
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

    /// The derivative of the image for a bin of true energy.
    func slope(_ parameter: Int, _ bin: Int) -> [Double] { gradient[gradient.count == 1 ? 0 : bin][parameter] }
}

/// The pixels of a window: undivided ones come from samples of the whole image that are kept, divided ones are made anew.
private enum ShapePixels {
    case whole(PixelSamples, SourceWindow)
    case part(WCSGeometry, oversampling: Int)

    init(_ spatial: any SpatialModel, _ window: SourceWindow, _ anchor: SourceAnchor, _ context: MapContext) throws {
        if anchor.oversampling == 1 {
            self = .whole(context.samples(frame: spatial.frame ?? .icrs), window)
        } else {
            self = .part(
                try context.geometry.image.part(columns: window.columns, rows: window.rows),
                oversampling: anchor.oversampling)
        }
    }

    func values(_ spatial: any SpatialModel, _ energy: Double?) -> [Double] {
        switch self {
        case .whole(let samples, let window): window.cut(spatial.integrate(over: samples, energy: energy), samples.image.nx)
        case .part(let image, let factor): spatial.integrate(over: image, oversampling: factor, energy: energy)
        }
    }

    func valuesWithGradient(
        _ spatial: any SpatialModel, _ energy: Double?
    ) -> (values: [Double], gradient: [[Double]]) {
        switch self {
        case .whole(let samples, let window):
            let (values, gradient) = spatial.integrateWithGradient(over: samples, energy: energy)
            return (window.cut(values, samples.image.nx), gradient.map { window.cut($0, samples.image.nx) })
        case .part(let image, let factor):
            return spatial.integrateWithGradient(over: image, oversampling: factor, energy: energy)
        }
    }
}

import GammaCore

/// The discrete choices in predicting a source, taken at one position and shape and held while a fit moves it.
///
/// With them held, the prediction is a smooth function of the parameters, and the same parameters always give the same
/// value. A fit that has moved the source chooses anew and goes on (``Fit``).
struct SourceAnchor: Sendable, Equatable {
    /// Pixel of the energy dispersion map.
    var dispersionPixel: Int
    /// Sizes of the kernels of the point-spread function; nil without one.
    var kernelShape: PSFKernelMaker.Shape?
    /// Sub-pixels along each side of a pixel over which the shape is averaged; more where it has become smaller.
    var oversampling: Int

    /// Whether kernels and energy dispersion are the same; finer samples need no new choice.
    func hasSameResponses(as other: SourceAnchor) -> Bool {
        dispersionPixel == other.dispersionPixel && kernelShape == other.kernelShape
    }
}

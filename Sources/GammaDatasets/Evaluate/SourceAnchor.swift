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
    /// Sub-pixels along each side of a pixel over which the shape is averaged; more where it has become smaller, unless it has a
    /// sharp edge: for such shapes other samples are another likelihood.
    var oversampling: Int

    /// Whether this choice may stay where another would be made now.
    func holds(as other: SourceAnchor, hasSharpEdge: Bool) -> Bool {
        dispersionPixel == other.dispersionPixel && kernelShape == other.kernelShape
            && (!hasSharpEdge || oversampling >= other.oversampling)
    }
}

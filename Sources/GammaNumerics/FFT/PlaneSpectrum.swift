/// The Fourier transform of an image or a kernel, for the ``PlaneConvolver`` that made it.
public struct PlaneSpectrum: Sendable {
    let values: [Double]
}

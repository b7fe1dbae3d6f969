/// Counts of one image and what is predicted there without the source.
struct TSCounts: Sendable {
    /// Pixels in the mask; nil where the planes are zero outside it.
    let mask: PlaneView<Bool>?
    /// Counts and prediction without the source (y, x).
    let counts: PlaneView<Double>
    let background: PlaneView<Double>

    /// Both, zero outside the mask.
    func masked(_ pixel: Int) -> (counts: Double, background: Double) {
        mask?[pixel] ?? true ? (counts[pixel], background[pixel]) : (0, 0)
    }
}

/// Planes of 32-bit numbers one after the other, in memory of their own.
///
/// Made for large caches that threads fill together: while it is filled, each plane belongs to one thread; afterwards it
/// is only read. That is what makes it safe to share, and nothing checks it.
public final class PlaneStack: @unchecked Sendable {
    /// Number of planes.
    public let planes: Int
    /// Values of one plane.
    public let pixels: Int
    /// The first value of the first plane.
    public let memory: UnsafeMutablePointer<Float>

    /// Planes of zeros.
    public init(planes: Int, pixels: Int) {
        precondition(planes >= 0 && pixels >= 0, "sizes are not negative")
        self.planes = planes
        self.pixels = pixels
        memory = .allocate(capacity: max(planes * pixels, 1))
        memory.initialize(repeating: 0, count: max(planes * pixels, 1))
    }

    deinit { memory.deallocate() }

    /// The first value of a plane.
    public func plane(_ index: Int) -> UnsafeMutablePointer<Float> { memory + index * pixels }
}

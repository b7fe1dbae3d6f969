/// Scratch memory of a ``PlaneConvolver``, kept from plane to plane.
///
/// One a thread: make it where the work is done, before the loop over planes.
public final class PlaneWorkspace {
    private var memory = AlignedMemory(cells: 0)

    /// Makes an empty workspace; it grows with its first use.
    public init() {}

    func withScratch<Result>(cells: Int, _ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
        if memory.count < cells * memory.cell { memory = AlignedMemory(cells: cells) }
        return withExtendedLifetime(memory) { body(memory.values) }
    }
}

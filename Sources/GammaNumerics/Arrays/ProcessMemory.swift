import CKernels

/// The memory of the process.
public enum ProcessMemory {
    /// Gives large blocks back to the system as soon as they are free, where the heap would keep them (glibc on Linux).
    ///
    /// For programs that work on maps, once, before anything else: arrays of maps leave gaps that nothing fits.
    public static func returnBlocks() { gk_heap_return_blocks() }

    /// Gives free pages among smaller blocks back to the system (glibc on Linux): some milliseconds, for work that goes on plane
    /// by plane.
    public static func trim() { gk_heap_trim() }
}

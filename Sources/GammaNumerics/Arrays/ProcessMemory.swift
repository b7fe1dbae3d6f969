import CKernels

/// The memory of the process.
public enum ProcessMemory {
    /// Gives large blocks back to the system as soon as they are free, where the heap would keep them (glibc on Linux).
    ///
    /// For programs that work on maps, once, before anything else: arrays of maps leave gaps that nothing fits.
    public static func returnBlocks() { gk_heap_return_blocks() }

    /// Gives free pages of the heap back to the system (glibc on Linux): before arrays are made that must fit beside those
    /// that are there. Takes about a millisecond for 100 MB.
    public static func trim() { gk_heap_trim() }
}

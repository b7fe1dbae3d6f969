/// How a piece of work is to be run: threads, where progress is shown, where notices go.
///
/// Results never depend on it: the same input and seed give the same bits for any number of threads.
public struct Execution: Sendable {
    /// Number of threads, at least 1.
    public var threads: Int
    /// Receives progress; throwing ``Fault/Code/cancelled`` from it stops the work.
    public var progress: any ProgressObserver
    /// Collects oddities that were survived.
    public var notices: Notices

    /// Makes an execution context; the default is one thread, silent.
    public init(threads: Int = 1, progress: any ProgressObserver = SilentProgress(), notices: Notices = Notices()) {
        precondition(threads >= 1, "at least one thread")
        self.threads = threads
        self.progress = progress
        self.notices = notices
    }

    /// For each of so many pieces of work side by side: its share of the threads, without progress of its own.
    public func shared(by count: Int) -> Execution {
        Execution(threads: max(1, threads / max(1, count)), notices: notices)
    }
}

import Synchronization

/// An oddity that was survived: a fault that stopped nothing.
public struct Notice: Sendable, Hashable, CustomStringConvertible {
    /// What was odd and what was done about it, as one sentence without a full stop.
    public var message: String
    /// Where it was found.
    public var origin: Origin

    /// Makes a notice.
    public init(_ message: String, at origin: Origin = Origin()) {
        self.message = message
        self.origin = origin
    }

    /// `warning: message (origin)`.
    public var description: String {
        origin.isEmpty ? "warning: \(message)" : "warning: \(message) (\(origin))"
    }
}

/// Collects notices from any thread. What it returns does not depend on the order in which threads ran.
public final class Notices: Sendable {
    private let storage = Mutex<[Notice: Int]>([:])

    /// An empty collector.
    public init() {}

    /// Adds a notice; equal ones are counted, not repeated.
    public func add(_ notice: Notice) { storage.withLock { $0[notice, default: 0] += 1 } }

    /// Adds a notice that was met that often.
    public func add(_ notice: Notice, count: Int) { storage.withLock { $0[notice, default: 0] += count } }

    /// Adds all notices of another collector.
    public func add(_ other: Notices) { for (notice, count) in other.all { add(notice, count: count) } }

    /// Adds a notice.
    public func add(_ message: String, at origin: Origin = Origin()) { add(Notice(message, at: origin)) }

    /// All notices with how often each was met, sorted by origin and text.
    public var all: [(notice: Notice, count: Int)] {
        storage.withLock { $0 }.map { (notice: $0.key, count: $0.value) }
            .sorted {
                ($0.notice.origin.description, $0.notice.message) < ($1.notice.origin.description, $1.notice.message)
            }
    }
}

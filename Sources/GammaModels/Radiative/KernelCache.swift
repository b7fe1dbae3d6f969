import Synchronization

/// Kernels that were computed before, shared by all copies of a model: a fit changes mostly the particles.
final class KernelCache: Sendable {
    /// What a kernel depends on.
    struct Key: Equatable {
        /// Position of the process or field within the model.
        let term: Int
        let parameters: [Double]
        let energies: [Double]

        /// Whether only the parameters differ.
        func isVersion(of other: Key) -> Bool { term == other.term && energies == other.energies }
    }

    private struct Entry {
        let key: Key
        let value: any Sendable
    }

    /// Kernels of the same energies at different parameters: a few steps of a few threads. A kernel may have a megabyte.
    private static let versions = 4
    /// Enough for the energies of ten datasets and a few processes.
    private static let capacity = 64
    /// The last used one is the last.
    private let entries = Mutex<[Entry]>([])

    /// The value of the key, computed unless it is there. Two threads may compute the same one.
    func value<Value: Sendable>(_ key: Key, _ make: () -> Value) -> Value {
        if let known = entries.withLock({ Self.use(key, &$0) }) as? Value { return known }
        let value = make()
        entries.withLock { entries in
            if Self.use(key, &entries) == nil { Self.add(Entry(key: key, value: value), to: &entries) }
        }
        return value
    }

    private static func use(_ key: Key, _ entries: inout [Entry]) -> (any Sendable)? {
        guard let index = entries.lastIndex(where: { $0.key == key }) else { return nil }
        let entry = entries.remove(at: index)
        entries.append(entry)
        return entry.value
    }

    private static func add(_ entry: Entry, to entries: inout [Entry]) {
        let older = entries.indices.filter { entries[$0].key.isVersion(of: entry.key) }
        if older.count >= versions {
            entries.remove(at: older[0])
        } else if entries.count >= capacity {
            entries.removeFirst()
        }
        entries.append(entry)
    }
}

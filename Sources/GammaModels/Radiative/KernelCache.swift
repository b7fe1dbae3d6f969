import Synchronization

/// Kernels that were computed before, shared by all copies of a model: a fit changes mostly the particles.
final class KernelCache: Sendable {
    /// What a kernel depends on.
    struct Key: Hashable {
        /// Position of the process or field within the model.
        let term: Int
        let energies: [Double]
        let parameters: [Double]
    }

    private struct Contents {
        var values: [Key: any Sendable] = [:]
        /// Oldest first.
        var keys: [Key] = []
    }

    /// Enough for the energies of ten datasets and a few processes.
    private static let capacity = 64
    private let contents = Mutex(Contents())

    /// The value of the key, computed unless it is there. Two threads may compute the same one.
    func value<Value: Sendable>(_ key: Key, _ make: () -> Value) -> Value {
        if let known = contents.withLock({ $0.values[key] as? Value }) { return known }
        let value = make()
        contents.withLock { contents in
            if contents.values.updateValue(value, forKey: key) == nil { contents.keys.append(key) }
            if contents.keys.count > Self.capacity { contents.values[contents.keys.removeFirst()] = nil }
        }
        return value
    }
}

import GammaCore
import Synchronization

/// Responses that several observations share, each read once, by whichever thread comes first.
final class SharedResponses: Sendable {
    private let entries = Mutex<[HDULocation: Entry]>([:])

    private final class Entry: Sendable {
        let value = Mutex<(any InstrumentResponse)?>(nil)
    }

    /// The response at a location, read by `read` when it is asked for the first time.
    func response(
        at location: HDULocation, _ read: () throws -> any InstrumentResponse
    ) throws -> any InstrumentResponse {
        let entry = entries.withLock { entries in
            if let entry = entries[location.shared] { return entry }
            let entry = Entry()
            entries[location.shared] = entry
            return entry
        }
        return try entry.value.withLock { value in
            if let value { return value }
            let read = try read()
            value = read
            return read
        }
    }
}

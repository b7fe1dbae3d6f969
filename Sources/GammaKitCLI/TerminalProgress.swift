import Foundation
import GammaKit
import Synchronization

/// One line on a terminal: `[#####     ] 12/40 reduction`, redrawn at most 20 times a second and removed at the end.
final class TerminalProgress: ProgressObserver {
    private struct State {
        var last = Date.distantPast
        var isShown = false
    }

    private let state = Mutex(State())

    func update(step: String, done: Int, total: Int) throws {
        state.withLock { state in
            let now = Date()
            guard done >= total || now.timeIntervalSince(state.last) > 0.05 else { return }
            state.last = now
            // A step that ends at once is never shown.
            guard done < total else {
                if state.isShown { Self.write("\r\u{1B}[K") }
                state.isShown = false
                return
            }
            state.isShown = true
            let filled = total > 0 ? 20 * done / total : 0
            let bar = String(repeating: "#", count: filled) + String(repeating: " ", count: 20 - filled)
            Self.write("\r\u{1B}[K[\(bar)] \(done)/\(total) \(step)")
        }
    }

    private static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

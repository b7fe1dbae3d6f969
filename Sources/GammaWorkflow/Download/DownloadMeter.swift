import GammaCore
import Synchronization

/// Adds up the bytes of all files for one progress display.
final class DownloadMeter: Sendable {
    private let sizes = Mutex<[String: Int]>([:])
    private let step: String
    private let total: Int
    private let progress: any ProgressObserver

    init(step: String, total: Int, progress: any ProgressObserver) {
        self.step = step
        self.total = total
        self.progress = progress
    }

    func update(_ file: String, _ size: Int) throws {
        let done = sizes.withLock { sizes in
            sizes[file] = size
            return sizes.values.reduce(0, &+)
        }
        try progress.update(step: step, done: done, total: max(total, done))
    }
}

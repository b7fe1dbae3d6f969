import Foundation
import GammaKit

/// Loads all events and responses of an archive and prints what was there: `LoadArchive DIR [THREADS]`.
@main
struct LoadArchive {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else { throw Fault(.badValue, "usage: LoadArchive DIR [THREADS]") }
        let threads = arguments.count > 2 ? Int(arguments[2]) ?? 1 : ProcessInfo.processInfo.activeProcessorCount
        let execution = Execution(threads: max(threads, 1))
        let store = try DataStore(arguments[1], notices: execution.notices, execution: execution)
        let counts = try store.mapObservations(execution: execution) { observation in
            (events: observation.events.count, responses: observation.responses.all.count)
        }
        let events = counts.reduce(0) { $0 + $1.events }
        let responses = counts.reduce(0) { $0 + $1.responses }
        print("\(counts.count) runs, \(events) events, \(responses) responses")
    }
}

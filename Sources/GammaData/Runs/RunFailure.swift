import GammaCore

/// A run that could not be used, and why; the others went on without it.
public struct RunFailure: Sendable, Equatable {
    /// Number of the run.
    public var run: String
    /// What was wrong with it.
    public var fault: Fault

    /// Makes a failure.
    public init(run: String, fault: Fault) {
        self.run = run
        self.fault = fault
    }

    /// Leaves a run out, and notes that.
    /// - Throws: the fault itself when the work was cancelled.
    public init(leavingOut run: String, after fault: Fault, _ notices: Notices) throws {
        guard fault.code != .cancelled else { throw fault }
        notices.add("observation \(run) failed and is left out: \(fault.message)", at: fault.origin)
        self.init(run: run, fault: fault)
    }
}

extension [RunFailure] {
    /// What ends a reduction of which no run is left: the fault of the only one, or one that names all of them, at the place of the
    /// first. Nil for no failures.
    public var fault: Fault? {
        guard let first = first?.fault, count > 1 else { return first?.fault }
        var kinds: [(message: String, runs: [String])] = []
        for failure in self {
            if let kind = kinds.firstIndex(where: { $0.message == failure.fault.message }) {
                kinds[kind].runs.append(failure.run)
            } else {
                kinds.append((failure.fault.message, [failure.run]))
            }
        }
        let texts = kinds.prefix(3).map { "\($0.message) (\(Self.list($0.runs)))" }
        let others = kinds.count > 3 ? "; and \(kinds.count - 3) other faults" : ""
        return Fault(
            allSatisfy { $0.fault.code == first.code } ? first.code : .noData,
            "all \(count) runs failed: \(texts.joined(separator: "; "))\(others)", at: first.origin, hint: first.hint)
    }

    private static func list(_ runs: [String]) -> String {
        runs.prefix(6).joined(separator: ", ") + (runs.count > 6 ? " and \(runs.count - 6) more" : "")
    }

    /// One row a run, for the terminal.
    public var table: TextTable {
        var table = TextTable(
            [.init("run", alignment: .left), .init("why", alignment: .left), .init("where", alignment: .left)],
            title: "Runs that were left out")
        for failure in self {
            table.append([failure.run, failure.fault.message, failure.fault.origin.description])
        }
        return table
    }
}

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
}

extension [RunFailure] {
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

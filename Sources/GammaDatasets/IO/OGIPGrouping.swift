import GammaCore
import GammaIO

/// Which channels of a spectrum are to be summed to one bin: column GROUPING, 1 where one begins, −1 where it goes on
/// (OGIP memo 92-007; grppha, ftgrouppha).
struct OGIPGrouping {
    /// Channels of each bin; nil when every channel is one.
    let groups: [Range<Int>]?

    /// - Throws: ``Fault/Code/badColumn`` for other values, or a first channel that continues something.
    init(_ table: Table) throws {
        guard table.optionalColumn("GROUPING") != nil else {
            groups = nil
            return
        }
        let flags = try table.doubles("GROUPING")
        guard flags.first != -1, flags.allSatisfy({ [-1, 0, 1].contains($0) }) else {
            throw Fault(
                .badColumn, "grouping flags must be 1 where a bin begins and -1 where it goes on",
                at: Origin(column: "GROUPING").completed(by: table.origin))
        }
        let starts = flags.indices.filter { flags[$0] != -1 }
        groups =
            starts.count == flags.count
            ? nil : zip(starts, starts.dropFirst() + [flags.count]).map { $0..<$1 }
    }
}

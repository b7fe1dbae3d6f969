import GammaCore
import GammaIO

/// What one file holds, of events, times and responses.
public enum DL3File {
    /// A summary of each HDU that is known, in order; what cannot be read is named in the notices.
    /// - Throws: faults of opening the file.
    public static func summaries(_ path: String, notices: Notices = Notices()) throws -> [Summary] {
        let reader = try FITSReader(DataPath.expand(path))
        return try reader.classifiedHDUs().compactMap { index, hduClass in
            do {
                let table = try reader.table(index)
                var summary = try summary(table, hduClass, notices)
                summary.title = "HDU \(reader.hdus[index].number) [\(reader.hdus[index].name)]: \(summary.title)"
                return summary
            } catch let fault as Fault {
                notices.add("the HDU is left out: \(fault.message)", at: fault.origin)
                return nil
            }
        }
    }

    private static func summary(_ table: Table, _ hduClass: HDUClass, _ notices: Notices) throws -> Summary {
        switch hduClass {
        case .events: return try EventList(table: table).summary
        case .gti: return try GTI(table: table).summary
        case .pointing:
            let pointing = try PointingTable(table: table)
            return Summary("Pointing", [("rows", String(pointing.times.count))])
        default: return try Responses.read(table, as: hduClass, notices: notices).summary
        }
    }
}

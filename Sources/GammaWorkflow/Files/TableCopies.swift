import GammaCore
import GammaIO
import GammaProducts

/// Tables of a folder of results in further formats.
public enum TableCopies {
    /// Writes every ECSV table among `files` in other formats, too, under the same name with their ending.
    /// - Parameter formats: formats; those that the table is there in already do nothing.
    /// - Returns: the paths written.
    /// - Throws: faults of the file system.
    public static func write(of files: [String], as formats: [TableFormat]) throws -> [String] {
        guard !formats.isEmpty else { return [] }
        var written: [String] = []
        for file in files where file.hasSuffix(".ecsv") {
            let table = try Table.readECSV(file)
            let text = try ProductText.table(file, table)
            for format in formats {
                let path = file.dropLast(".ecsv".count) + format.endings[0]
                guard !files.contains(String(path)), !written.contains(String(path)) else { continue }
                try table.write(to: String(path), text: text)
                written.append(String(path))
            }
        }
        return written
    }
}

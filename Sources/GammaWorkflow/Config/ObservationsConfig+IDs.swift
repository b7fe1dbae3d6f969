import GammaCore

extension ObservationsConfig {
    /// The runs that are asked for: ``obsIDs``, or those in ``obsFile``; nil: all.
    ///
    /// The file has one run a line; what follows the number is ignored (Gammapy takes the first column), as are empty
    /// lines, lines that begin with `#`, and one line of column names.
    /// - Throws: faults for a file that cannot be read, or with the line that does not begin with a run number or repeats one.
    public func requestedIDs() throws -> [Int]? {
        guard let obsFile else { return obsIDs.isEmpty ? nil : obsIDs }
        let path = try obsFile.expanded()
        let text: String
        do {
            text = String(decoding: try FileBytes.read(path), as: UTF8.self)
        } catch let fault as Fault {
            throw Fault(fault.code, fault.message, at: obsFile.origin.completed(by: fault.origin), hint: fault.hint)
        }
        var ids: [Int] = []
        var lines: [Int: Int] = [:]
        var mayBeHeader = true
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard let word = line.split(whereSeparator: { " ,;\t\u{FEFF}".contains($0) }).first, !word.hasPrefix("#")
            else {
                continue
            }
            if let id = Int(word) {
                if let first = lines.updateValue(index + 1, forKey: id) {
                    throw Fault(
                        .incompatible, "run \(id) is listed twice, first on line \(first)",
                        at: Origin(file: path, line: index + 1),
                        hint: "take one of them out: the counts of a run are used once")
                }
                ids.append(id)
            } else if !mayBeHeader || word.first?.isLetter != true {
                throw Fault(
                    .badValue, "'\(word)' is not the number of a run", at: Origin(file: path, line: index + 1),
                    hint: "write one run a line")
            }
            mayBeHeader = false
        }
        return ids
    }
}

extension [Int] {
    /// The first number that was there before.
    var firstRepeated: Int? {
        var seen: Set<Int> = []
        return first { !seen.insert($0).inserted }
    }
}

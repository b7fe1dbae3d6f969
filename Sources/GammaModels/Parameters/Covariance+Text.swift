import GammaCore

extension Covariance {
    /// The table that Gammapy writes beside a model file (`ascii.fixed_width`): names, then one column a parameter.
    public var text: String {
        var columns = [["Parameters"] + names]
        for column in 0..<count { columns.append([String(column)] + (0..<count).map { "\(self[$0, column])" }) }
        let widths = columns.map { column in column.map(\.count).max() ?? 0 }
        return (0...count).map { row in
            let cells = zip(columns, widths).map { column, width in
                String(repeating: " ", count: width - column[row].count) + column[row]
            }
            return "| " + cells.joined(separator: " | ") + " |\n"
        }.joined()
    }

    /// Reads a covariance file.
    /// - Throws: faults for files that cannot be read or are no square table of numbers.
    public static func read(_ path: String) throws -> Covariance {
        try parse(String(decoding: FileBytes.read(path), as: UTF8.self), file: path)
    }

    /// Reads the text of a covariance file; blanks around the bars do not matter.
    /// - Throws: ``Fault/Code/malformed`` with the line.
    public static func parse(_ text: String, file: String? = nil) throws -> Covariance {
        var names: [String] = []
        var values: [Double] = []
        var hasHeader = false
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let place = Origin(file: file, line: index + 1)
            let trimmed = line.filter { !" \t".contains($0) }
            guard !trimmed.isEmpty else { continue }
            var cells = trimmed.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            if cells.first?.isEmpty == true { cells.removeFirst() }
            if cells.last?.isEmpty == true { cells.removeLast() }
            guard hasHeader else {
                guard cells.first == "Parameters" else {
                    throw Fault(.malformed, "a covariance file starts with a column 'Parameters'", at: place)
                }
                hasHeader = true
                continue
            }
            names.append(cells.first ?? "")
            for cell in cells.dropFirst() {
                guard let value = Double(cell) else {
                    throw Fault(.malformed, "'\(cell)' is not a number", at: place)
                }
                values.append(value.isFinite ? value : 0)
            }
        }
        let (size, overflow) = names.count.multipliedReportingOverflow(by: names.count)
        guard !overflow, values.count == size else {
            throw Fault(
                .malformed, "a covariance of \(names.count) parameters needs \(size) numbers, not \(values.count)",
                at: Origin(file: file))
        }
        return Covariance(names: names, values: values)
    }

    /// The covariance in the order of the given names; nil when it does not hold them all.
    ///
    /// Names are matched where they are unique, else by position.
    func arranged(for wanted: [String]) -> Covariance? {
        if wanted == names { return self }
        if Set(names).count == names.count, Set(wanted).count == wanted.count {
            let positions = wanted.compactMap { names.firstIndex(of: $0) }
            if positions.count == wanted.count { return subset(positions) }
        }
        return wanted.count == count ? Covariance(names: wanted, values: values) : nil
    }
}

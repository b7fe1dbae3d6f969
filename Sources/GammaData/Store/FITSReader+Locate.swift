import GammaCore
import GammaIO

extension FITSReader {
    /// Index of an HDU by name, without regard to case and trailing blanks, or by number from 0 (the primary HDU), as
    /// index tables give it.
    /// - Throws: ``Fault/Code/missingHDU`` with the nearest name.
    func position(of nameOrNumber: String) throws -> Int {
        let wanted = nameOrNumber.uppercased()
        if let index = hdus.firstIndex(where: { $0.name.uppercased() == wanted }) { return index }
        if let number = Int(nameOrNumber), hdus.indices.contains(number) { return number }
        let names = hdus.map(\.name).filter { !$0.isEmpty }
        throw Fault(
            .missingHDU, "there is no HDU '\(nameOrNumber)'", at: Origin(file: path),
            hint: nearestName(to: nameOrNumber, in: names).map { "did you mean '\($0)'?" }
                ?? "HDUs here: \(names.joined(separator: ", "))")
    }

    /// Index of the first HDU of a class.
    /// - Throws: ``Fault/Code/missingHDU``.
    func position(of hduClass: HDUClass) throws -> Int {
        guard let found = try classifiedHDUs().first(where: { $0.hduClass == hduClass }) else {
            throw Fault(.missingHDU, "there is no HDU of class '\(hduClass.rawValue)'", at: Origin(file: path))
        }
        return found.index
    }

    /// All tables whose class is known, by header or, without class keywords, by columns.
    func classifiedHDUs() throws -> [(index: Int, hduClass: HDUClass)] {
        try hdus.indices.compactMap { index in
            guard hdus[index].kind == .table else { return nil }
            let header = try header(index)
            if let known = HDUClass(header: header, name: hdus[index].name) { return (index, known) }
            guard header["HDUCLAS4"] == nil, header.string("HDUCLAS1") != "INDEX" else { return nil }
            return try HDUClass(columns: table(index).columns.map(\.name)).map { (index, $0) }
        }
    }
}

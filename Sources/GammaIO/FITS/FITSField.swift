import GammaCore

/// One column of a binary table as its header describes it, checked against the width of the row.
struct FITSField {
    var name: String
    var unit: String
    var description: String
    var form: FITSForm
    /// Shape of one row's value in FITS order; empty for a scalar.
    var shape: [Int]
    /// Offset of the field in the row.
    var offset: Int
    var scale: Double
    var zero: Double
    var null: Int?
    var origin: Origin

    /// The fields of a table.
    /// - Throws: faults that name the column and the keyword.
    static func all(of layout: FITSLayout) throws -> [FITSField] {
        let header = layout.header
        guard layout.axes.count == 2, layout.bitpix == 8 else {
            throw Fault(.malformed, "a table must have BITPIX = 8 and NAXIS = 2", at: layout.origin)
        }
        let count = try FITSLayout.size("TFIELDS", in: header, allowed: 0...999)
        var keywords = [Keywords](repeating: Keywords(), count: count)
        for card in header.cards {
            let (stem, number) = card.splitKeyword
            if let number, number > 0, number <= count { keywords[number - 1].take(stem, card.value) }
        }
        var offset = 0
        var fields: [FITSField] = []
        for number in 1..<count + 1 {
            let field = try FITSField(number, offset: offset, keywords[number - 1], place: layout.origin)
            let (end, overflow) = offset.addingReportingOverflow(field.form.byteCount ?? Int.max)
            guard !overflow, end <= layout.axes[0] else {
                throw Fault(
                    .malformed, "columns 1 to \(number) are wider than a row of NAXIS1 = \(layout.axes[0]) bytes",
                    at: field.origin)
            }
            fields.append(field)
            offset = end
        }
        guard offset == layout.axes[0] else {
            throw Fault(
                .malformed, "the columns take \(offset) bytes but a row has NAXIS1 = \(layout.axes[0])",
                at: layout.origin,
                hint: "a TFORM keyword or NAXIS1 is wrong")
        }
        guard layout.axes[0] > 0 || layout.axes[1] == 0 || fields.isEmpty else {
            throw Fault(.malformed, "\(layout.axes[1]) rows of no bytes", at: layout.origin)
        }
        return fields
    }

    private init(_ number: Int, offset: Int, _ keywords: Keywords, place: Origin) throws {
        name = keywords.name ?? ""
        if name.isEmpty { name = "col\(number)" }
        origin = Origin(column: name).completed(by: place)
        guard let formText = keywords.form else {
            throw Fault(
                .missingKeyword, "there is no keyword TFORM\(number)",
                at: Origin(keyword: "TFORM\(number)").completed(by: origin))
        }
        guard let form = FITSForm(formText), form.byteCount != nil else {
            throw Fault(
                .badKeyword, "TFORM\(number) = '\(formText)' is not a column form",
                at: Origin(keyword: "TFORM\(number)").completed(by: origin))
        }
        self.form = form
        self.offset = offset
        unit = keywords.unit ?? ""
        description = keywords.description ?? ""
        scale = keywords.scale ?? 1
        zero = keywords.zero ?? 0
        null = keywords.null
        shape = try Self.shape(form, dimensions: keywords.dimensions, number: number, origin: origin)
    }

    /// What the header says about one column; the first card of a keyword counts.
    private struct Keywords {
        var name, form, unit, dimensions, description: String?
        var scale, zero: Double?
        var null: Int?

        mutating func take(_ stem: Substring, _ value: FITSHeader.Value) {
            switch (stem, value) {
            case ("TTYPE", .string(let text)): name = name ?? text.trimmingBlanks
            case ("TFORM", .string(let text)): form = form ?? text.trimmingBlanks
            case ("TUNIT", .string(let text)): unit = unit ?? text.trimmingBlanks
            case ("TDIM", .string(let text)): dimensions = dimensions ?? text.trimmingBlanks
            case ("TCOMM", .string(let text)): description = description ?? text.trimmingBlanks
            case ("TSCAL", .int(let value)): scale = scale ?? Double(value)
            case ("TSCAL", .double(let value)): scale = scale ?? value
            case ("TZERO", .int(let value)): zero = zero ?? Double(value)
            case ("TZERO", .double(let value)): zero = zero ?? value
            case ("TNULL", .int(let value)): null = null ?? value
            default: break
            }
        }
    }

    /// Shape of a row's value from TDIM, or from the count in TFORM where there is none.
    private static func shape(_ form: FITSForm, dimensions: String?, number: Int, origin: Origin) throws -> [Int] {
        guard form.element == nil, form.count > 0 else { return [] }
        var shape: [Int]
        if let dimensions, !dimensions.isEmpty {
            let parts = dimensions.drop { $0 == "(" }.prefix { $0 != ")" }.split(separator: ",")
            shape = parts.compactMap { Int($0.trimmingBlanks) }
            let product = shape.reduce(into: (value: 1, isValid: shape.count == parts.count && !shape.isEmpty)) {
                let (next, overflow) = $0.value.multipliedReportingOverflow(by: $1)
                $0 = (next, $0.isValid && !overflow && $1 >= 0)
            }
            guard product.isValid, product.value == form.count else {
                throw Fault(
                    .badKeyword, "TDIM\(number) = '\(dimensions)' does not fit a field of \(form.count) elements",
                    at: Origin(keyword: "TDIM\(number)").completed(by: origin))
            }
            if form.code == "A" { shape.removeFirst() }
        } else if form.code == "A" {
            shape = form.substring.map { form.count / $0 > 1 ? [form.count / $0] : [] } ?? []
        } else {
            shape = form.count == 1 ? [] : [form.count]
        }
        return form.code == "C" || form.code == "M" ? [2] + shape : shape
    }
}

extension FITSHeader.Card {
    /// `TFORM12` as `TFORM` and 12; nil for a keyword without number.
    var splitKeyword: (stem: Substring, number: Int?) {
        let bytes = keyword.utf8
        var (number, scale, end) = (0, 1, bytes.endIndex)
        while end > bytes.startIndex, scale < 100_000_000 {
            let digit = bytes[bytes.index(before: end)]
            guard (0x30...0x39).contains(digit) else { break }
            number += Int(digit - 0x30) * scale
            scale *= 10
            end = bytes.index(before: end)
        }
        return (keyword[..<end], scale > 1 ? number : nil)
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The text without blanks at either end.
    var trimmingBlanks: String {
        var part = self[...]
        while let first = part.utf8.first, first == 0x20 || first == 0x09 { part = part.dropFirst() }
        while let last = part.utf8.last, last == 0x20 || last == 0x09 { part = part.dropLast() }
        return String(part)
    }
}

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
        var values: [String: FITSHeader.Value] = [:]
        for card in header.cards where values[card.keyword] == nil { values[card.keyword] = card.value }
        var offset = 0
        var fields: [FITSField] = []
        for number in 1..<count + 1 {
            let field = try FITSField(number, offset: offset, values: values, place: layout.origin)
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

    private init(_ number: Int, offset: Int, values: [String: FITSHeader.Value], place: Origin) throws {
        func text(_ keyword: String) -> String? {
            if case .string(let text) = values["\(keyword)\(number)"] { return text.trimmingBlanks }
            return nil
        }
        func double(_ keyword: String) -> Double? {
            switch values["\(keyword)\(number)"] {
            case .double(let value): value
            case .int(let value): Double(value)
            default: nil
            }
        }
        name = text("TTYPE") ?? "col\(number)"
        if name.isEmpty { name = "col\(number)" }
        origin = Origin(column: name).completed(by: place)
        guard let formText = text("TFORM") else {
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
        unit = text("TUNIT") ?? ""
        description = text("TCOMM") ?? ""
        scale = double("TSCAL") ?? 1
        zero = double("TZERO") ?? 0
        if case .int(let value) = values["TNULL\(number)"] { null = value }
        shape = try Self.shape(form, dimensions: text("TDIM"), number: number, origin: origin)
    }

    /// Shape of a row's value from TDIM, or from the count in TFORM where there is none.
    private static func shape(_ form: FITSForm, dimensions: String?, number: Int, origin: Origin) throws -> [Int] {
        guard form.element == nil else { return [] }
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

extension StringProtocol where SubSequence == Substring {
    /// The text without blanks at either end.
    var trimmingBlanks: String {
        var part = self[...]
        while let first = part.utf8.first, first == 0x20 || first == 0x09 { part = part.dropFirst() }
        while let last = part.utf8.last, last == 0x20 || last == 0x09 { part = part.dropLast() }
        return String(part)
    }
}

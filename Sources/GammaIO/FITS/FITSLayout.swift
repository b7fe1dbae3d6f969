import GammaCore

/// Where one HDU lies in the file. Made only after its sizes were checked against the size of the file.
struct FITSLayout: Sendable {
    let summary: HDUSummary
    let header: FITSHeader
    /// Bits a pixel, negative for floating point.
    let bitpix: Int
    /// NAXISn, first axis (fastest) first.
    let axes: [Int]
    /// Bytes behind the main table (heap) or image parameters.
    let parameterCount: Int
    /// Bytes of the header with its fill.
    let headerRange: Range<Int>
    /// Bytes of data without fill.
    let dataRange: Range<Int>
    /// Start of the next HDU.
    let end: Int

    var origin: Origin { header.origin }
}

extension FITSLayout {
    /// The HDUs of a file, one after the other.
    /// - Throws: a fault that names the HDU whose header or size cannot be right.
    static func scan(_ bytes: UnsafeRawBufferPointer, file: String) throws -> [FITSLayout] {
        var layouts: [FITSLayout] = []
        var offset = 0
        while offset < bytes.count {
            if !layouts.isEmpty, isFill(bytes, from: offset) { break }
            let layout = try FITSLayout(bytes, at: offset, index: layouts.count, file: file)
            layouts.append(layout)
            offset = layout.end
        }
        guard !layouts.isEmpty else {
            throw Fault(.malformed, "the file is empty", at: Origin(file: file, hdu: "1"))
        }
        return layouts
    }

    /// Some writers pad a file with zeros or blanks to the size of a tape record.
    private static func isFill(_ bytes: UnsafeRawBufferPointer, from offset: Int) -> Bool {
        bytes[offset] == 0 || bytes[offset] == 0x20 ? bytes[offset...].allSatisfy { $0 == 0 || $0 == 0x20 } : false
    }

    private init(_ bytes: UnsafeRawBufferPointer, at offset: Int, index: Int, file: String) throws {
        var place = Origin(file: file, hdu: String(index + 1))
        let signature = index == 0 ? "SIMPLE  " : "XTENSION"
        guard bytes.count - offset >= 8, bytes[offset..<offset + 8].elementsEqual(signature.utf8) else {
            throw index == 0
                ? Fault(.malformed, "this is not a FITS file: it does not begin with SIMPLE", at: place)
                : Fault(
                    .malformed, "what follows HDU \(index) is not a HDU: it does not begin with XTENSION", at: place,
                    hint: "the file is damaged, or a size in the header before is wrong")
        }
        var (header, dataStart) = try FITSCardParser(bytes: bytes, origin: place).header(at: offset)
        let name = header.string("EXTNAME") ?? ""
        if !name.isEmpty { place.hdu = "\(index + 1) [\(name)]" }
        header.origin = place

        let bitpix = try Self.size("BITPIX", in: header, allowed: -64...64)
        guard [8, 16, 32, 64, -32, -64].contains(bitpix) else {
            throw Fault(.badKeyword, "BITPIX = \(bitpix) is not a FITS data type", at: Self.at("BITPIX", place))
        }
        let dimension = try Self.size("NAXIS", in: header, allowed: 0...999)
        let axes = try (0..<dimension).map { try Self.size("NAXIS\($0 + 1)", in: header, allowed: 0...Int.max) }
        let parameters = try Self.size("PCOUNT", in: header, allowed: 0...Int.max, default: 0)
        let groups = try Self.size("GCOUNT", in: header, allowed: 1...Int.max, default: 1)
        // Random groups: NAXIS1 = 0 does not count.
        let counted =
            axes.first == 0 && axes.count > 1 && header["GROUPS"] == .bool(true) ? axes.dropFirst() : axes[...]
        guard
            let count = Self.byteCount(axes: counted, bitpix: bitpix, parameters: parameters, groups: groups),
            count <= bytes.count - min(dataStart, bytes.count)
        else {
            throw Fault(
                .malformed,
                "the header asks for more data than the file has: "
                    + "\(axes.isEmpty ? "no axes" : axes.map(String.init).joined(separator: " × ")), BITPIX \(bitpix), "
                    + "PCOUNT \(parameters), but only \(max(0, bytes.count - dataStart)) bytes follow",
                at: place, hint: "the file is cut short or a size in the header is wrong")
        }
        self.header = header
        self.bitpix = bitpix
        self.axes = axes
        self.parameterCount = parameters
        headerRange = offset..<min(dataStart, bytes.count)
        dataRange = headerRange.upperBound..<headerRange.upperBound + count
        let blocks = (count + FITSCardParser.blockLength - 1) / FITSCardParser.blockLength
        end = headerRange.upperBound + blocks * FITSCardParser.blockLength
        summary = HDUSummary(index: index, name: name, kind: Self.kind(of: header), shape: axes, origin: place)
    }

    private static func kind(of header: FITSHeader) -> HDUSummary.Kind {
        switch header.string("XTENSION") {
        case nil: header["GROUPS"] == .bool(true) ? .other : .image
        case "IMAGE", "IUEIMAGE": .image
        case "BINTABLE", "A3DTABLE": header["ZIMAGE"] == .bool(true) ? .compressedImage : .table
        case "TABLE": .asciiTable
        default: .other
        }
    }

    private static func at(_ keyword: String, _ place: Origin) -> Origin {
        Origin(keyword: keyword).completed(by: place)
    }

    /// An integer keyword that says how large something is.
    static func size(
        _ keyword: String, in header: FITSHeader, allowed: ClosedRange<Int>, default fallback: Int? = nil
    ) throws -> Int {
        guard let value = header.int(keyword) else {
            if let fallback, header[keyword] == nil { return fallback }
            throw header[keyword] == nil
                ? Fault(.missingKeyword, "there is no keyword \(keyword)", at: at(keyword, header.origin))
                : Fault(
                    .badKeyword, "\(keyword) = '\(header.string(keyword) ?? "")' is not an integer",
                    at: at(keyword, header.origin))
        }
        guard allowed.contains(value) else {
            throw Fault(.badKeyword, "\(keyword) = \(value) is out of range", at: at(keyword, header.origin))
        }
        return value
    }

    /// Nil when the product does not fit an `Int`, which no file can have either.
    private static func byteCount(axes: ArraySlice<Int>, bitpix: Int, parameters: Int, groups: Int) -> Int? {
        guard !axes.isEmpty else { return 0 }
        var count = 1
        for axis in axes {
            let (product, overflow) = count.multipliedReportingOverflow(by: axis)
            if overflow { return axes.contains(0) ? 0 : nil }
            count = product
        }
        let (elements, tooMany) = count.addingReportingOverflow(parameters)
        let (grouped, tooManyGroups) = elements.multipliedReportingOverflow(by: groups)
        let (size, tooLarge) = grouped.multipliedReportingOverflow(by: abs(bitpix) / 8)
        let limit = Int.max - FITSCardParser.blockLength
        return tooMany || tooManyGroups || tooLarge || size > limit ? nil : size
    }
}

import GammaCore

/// Writes FITS files. Equal content gives equal bytes: no date is added.
public enum FITSWriter {
    /// Writes a file in one step: a reader sees the old file or the complete new one. A name that ends in `.gz` is compressed.
    /// - Throws: ``Fault/Code/fileUnwritable``; ``Fault/Code/badKeyword`` or ``Fault/Code/badColumn`` for content that FITS
    ///   cannot hold.
    public static func write(_ hdus: [FITSHDU], to path: String) throws {
        do {
            let bytes = try bytes(hdus)
            try AtomicFile.write(path.lowercased().hasSuffix(".gz") ? Gzip.deflate(bytes) : bytes, to: path)
        } catch let fault as Fault {
            throw fault.located(in: Origin(file: path))
        }
    }

    /// The bytes of a file with these HDUs, each with DATASUM and CHECKSUM. An empty primary HDU is put before a table.
    public static func bytes(_ hdus: [FITSHDU]) throws -> [UInt8] {
        var hdus = hdus
        if case .image = hdus.first {} else { hdus.insert(.image(FITSImage(kind: .uint8)), at: 0) }
        var file: [UInt8] = []
        for (index, hdu) in hdus.enumerated() {
            let place = Origin(hdu: hdu.name.isEmpty ? "\(index + 1)" : "\(index + 1) [\(hdu.name)]")
            var writer = HDUWriter(cards: FITSCardWriter(origin: place), isPrimary: index == 0, isOnly: hdus.count == 1)
            switch hdu {
            case .image(let image): try writer.write(image)
            case .table(let table): try writer.write(table)
            }
            try writer.finish(into: &file)
        }
        return file
    }
}

/// One HDU on its way to the file: its cards and its data.
struct HDUWriter {
    var cards: FITSCardWriter
    var data: [UInt8] = []
    let isPrimary: Bool
    let isOnly: Bool

    private static let checksumPlaceholder = String(repeating: "0", count: 16)

    mutating func write(_ image: FITSImage) throws {
        if isPrimary {
            try cards.append("SIMPLE", .bool(true), "conforms to FITS standard")
        } else {
            try cards.append("XTENSION", .string("IMAGE"), "Image extension")
        }
        try cards.append("BITPIX", .int(image.kind.rawValue), "array data type")
        try cards.append("NAXIS", .int(image.shape.count), "number of array dimensions")
        for (axis, length) in image.shape.enumerated() { try cards.append("NAXIS\(axis + 1)", .int(length)) }
        if isPrimary {
            if !isOnly { try cards.append("EXTEND", .bool(true)) }
        } else {
            try cards.append("PCOUNT", .int(0), "number of parameters")
            try cards.append("GCOUNT", .int(1), "number of groups")
        }
        try appendContent(image.name, image.header)
        try encode(image)
    }

    private mutating func encode(_ image: FITSImage) throws {
        data.reserveCapacity(image.pixels.count * abs(image.kind.rawValue) / 8 + FITSCardParser.blockLength)
        switch image.kind {
        case .double: for pixel in image.pixels { data.append(bigEndian: pixel.bitPattern) }
        case .float: for pixel in image.pixels { data.append(bigEndian: Float(pixel).bitPattern) }
        case .uint8: try integers(image, UInt8.self)
        case .int16: try integers(image, Int16.self)
        case .int32: try integers(image, Int32.self)
        case .int64: try integers(image, Int64.self)
        }
    }

    private mutating func integers<Raw: FixedWidthInteger>(_ image: FITSImage, _ type: Raw.Type) throws {
        for pixel in image.pixels {
            guard let raw = Raw(exactly: pixel) else {
                throw Fault(
                    .badValue, "pixel value \(pixel) cannot be stored as \(image.kind)", at: cards.origin,
                    hint: "choose a floating-point kind")
            }
            data.append(bigEndian: raw)
        }
    }

    mutating func write(_ table: Table) throws {
        let encoder = try FITSTableEncoder(table, origin: cards.origin)
        let (rows, heap) = try encoder.encode()
        data = rows + heap
        try cards.append("XTENSION", .string("BINTABLE"), "binary table extension")
        try cards.append("BITPIX", .int(8), "array data type")
        try cards.append("NAXIS", .int(2), "number of array dimensions")
        try cards.append("NAXIS1", .int(encoder.rowSize), "length of dimension 1")
        try cards.append("NAXIS2", .int(table.rowCount), "length of dimension 2")
        try cards.append("PCOUNT", .int(heap.count), "number of group parameters")
        try cards.append("GCOUNT", .int(1), "number of groups")
        try cards.append("TFIELDS", .int(table.columns.count), "number of table fields")
        for card in encoder.columnCards { try cards.append(card) }
        try appendContent(table.name, table.header)
    }

    private mutating func appendContent(_ name: String, _ header: FITSHeader) throws {
        if !name.isEmpty { try cards.append("EXTNAME", .string(name), "extension name") }
        for card in header.withoutStructure().cards { try cards.append(card) }
    }

    /// Adds the checksums and appends header and data to the file.
    mutating func finish(into file: inout [UInt8]) throws {
        let fill = data.count % FITSCardParser.blockLength
        if fill > 0 { data.append(contentsOf: repeatElement(0, count: FITSCardParser.blockLength - fill)) }
        let dataSum = FITSChecksum.sum(data)
        let checksumCard = cards.bytes.count
        try cards.append("CHECKSUM", .string(Self.checksumPlaceholder), "HDU checksum")
        try cards.append("DATASUM", .string(String(dataSum)), "data unit checksum")
        cards.end()
        var header = cards.bytes
        let text = FITSChecksum.encode(FITSChecksum.sum(header, from: dataSum))
        header.replaceSubrange(checksumCard + 11..<checksumCard + 27, with: text.utf8)
        file += header
        file += data
    }
}

extension [UInt8] {
    mutating func append<Raw: FixedWidthInteger>(bigEndian value: Raw) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}

import GammaCore

extension FITSReader {
    /// An image; one without axes has no pixels.
    /// - Parameter index: position in ``hdus``.
    /// - Throws: ``Fault`` when the HDU is no image.
    public func image(_ index: Int) throws -> FITSImage {
        let layout = try layout(index)
        guard layout.summary.kind == .image, let kind = FITSImage.PixelKind(rawValue: layout.bitpix) else {
            let isKnown = layout.summary.kind == .table || layout.summary.kind == .asciiTable
            throw Fault(
                isKnown ? .badValue : .unsupported, "this HDU is not an image but: \(layout.summary.kind.rawValue)",
                at: layout.origin)
        }
        let count = layout.axes.isEmpty ? 0 : layout.axes.reduce(1, &*)
        guard count * abs(layout.bitpix) / 8 <= layout.dataRange.count else {
            throw Fault(.unsupported, "images with group parameters are not read", at: layout.origin)
        }
        let scale = layout.header.double("BSCALE") ?? 1
        let zero = layout.header.double("BZERO") ?? 0
        let (pixels, found) = bytes.withUnsafeBytes { file in
            PixelDecoder(
                data: UnsafeRawBufferPointer(rebasing: file[layout.dataRange]), count: count, scale: scale, zero: zero,
                blank: layout.header.int("BLANK")
            ).pixels(kind)
        }
        return FITSImage(
            name: layout.summary.name, header: layout.header.withoutStructure(), shape: layout.axes, pixels: pixels,
            kind: found, origin: layout.origin)
    }

    /// The image of that name (or number); see ``index(of:)``.
    public func image(named name: String) throws -> FITSImage { try image(index(of: name)) }
}

/// Turns big-endian pixels into `Double`.
private struct PixelDecoder {
    let data: UnsafeRawBufferPointer
    let count: Int
    let scale: Double
    let zero: Double
    let blank: Int?

    /// The pixels and the kind that holds all of them: a scaled or blanked image is no longer one of integers.
    func pixels(_ kind: FITSImage.PixelKind) -> ([Double], FITSImage.PixelKind) {
        switch kind {
        case .uint8: integers(UInt8.self, kind)
        case .int16: integers(Int16.self, kind)
        case .int32: integers(Int32.self, kind)
        case .int64: integers(Int64.self, kind)
        case .float:
            (gather { (raw: UInt32) in Double(Float(bitPattern: raw)) }, isScaled ? .double : .float)
        case .double: (gather { (raw: UInt64) in Double(bitPattern: raw) }, .double)
        }
    }

    private var isScaled: Bool { scale != 1 || zero != 0 }

    private func integers<Raw: FixedWidthInteger>(
        _ type: Raw.Type, _ kind: FITSImage.PixelKind
    ) -> ([Double], FITSImage.PixelKind) {
        guard let blank, let null = Raw(exactly: blank) else {
            return (gather { (raw: Raw) in Double(raw) }, isScaled ? unsigned(kind) : kind)
        }
        let pixels = gather { (raw: Raw) in raw == null ? .nan : Double(raw) }
        let hasBlanks = pixels.contains { $0.isNaN }
        return (pixels, hasBlanks ? .double : isScaled ? unsigned(kind) : kind)
    }

    /// The kind for unsigned integers stored with an offset.
    private func unsigned(_ kind: FITSImage.PixelKind) -> FITSImage.PixelKind {
        switch (kind, scale, zero) {
        case (.uint8, 1, -128): .int16
        case (.int16, 1, 32_768): .int32
        case (.int32, 1, 2_147_483_648): .int64
        default: .double
        }
    }

    @inline(__always)
    private func gather<Raw: FixedWidthInteger>(_ make: (Raw) -> Double) -> [Double] {
        let isScaled = isScaled
        return [Double](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count {
                let offset = index * MemoryLayout<Raw>.size
                let value = make(Raw(bigEndian: data.loadUnaligned(fromByteOffset: offset, as: Raw.self)))
                buffer.initializeElement(at: index, to: isScaled ? value * scale + zero : value)
            }
            filled = count
        }
    }
}

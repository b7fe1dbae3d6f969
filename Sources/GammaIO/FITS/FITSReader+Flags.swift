import GammaCore

extension FITSReader {
    /// An image as flags, true where a pixel is neither 0 nor blank, without a detour over numbers.
    /// - Parameter index: position in ``hdus``.
    /// - Returns: the flags, first axis fastest, and the length of the axes in FITS order.
    /// - Throws: ``Fault`` when the HDU is no image.
    public func flags(_ index: Int) throws -> (flags: [Bool], shape: [Int]) {
        let layout = try layout(index)
        let size = abs(layout.bitpix) / 8
        let isPlain = !["BSCALE", "BZERO", "BLANK"].contains { layout.header[$0] != nil }
        guard layout.summary.kind == .image, layout.bitpix > 0, isPlain, !layout.axes.isEmpty else {
            let image = try image(index)
            return (image.pixels.map { $0 != 0 && !$0.isNaN }, image.shape)
        }
        let count = layout.axes.reduce(1, &*)
        guard count * size <= layout.dataRange.count else {
            throw Fault(.unsupported, "images with group parameters are not read", at: layout.origin)
        }
        let flags = bytes.withUnsafeBytes { file in
            let data = UnsafeRawBufferPointer(rebasing: file[layout.dataRange])
            return switch size {
            case 1: Self.flags(data, count, UInt8.self)
            case 2: Self.flags(data, count, UInt16.self)
            case 4: Self.flags(data, count, UInt32.self)
            default: Self.flags(data, count, UInt64.self)
            }
        }
        return (flags, layout.axes)
    }

    /// The order of the bytes does not matter for being zero.
    private static func flags<Raw: FixedWidthInteger>(
        _ data: UnsafeRawBufferPointer, _ count: Int, _ type: Raw.Type
    ) -> [Bool] {
        [Bool](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count {
                let raw = data.loadUnaligned(fromByteOffset: index * MemoryLayout<Raw>.size, as: Raw.self)
                buffer.initializeElement(at: index, to: raw != 0)
            }
            filled = count
        }
    }
}

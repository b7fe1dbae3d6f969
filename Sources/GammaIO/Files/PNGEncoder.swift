import CDeflate

/// Writes PNG images (ISO/IEC 15948) with libdeflate: ten times faster than libpng at its defaults.
///
/// An image of at most 256 colours becomes a palette image, which is both smaller and faster; others are stored as true
/// colour, with an alpha channel only when something is transparent.
public enum PNGEncoder {
    /// Encodes rows of `0xAARRGGBB` pixels from the top, not premultiplied.
    ///
    /// Missing pixels are transparent; sizes below 1 are taken as 1.
    public static func encode(width: Int, height: Int, argb pixels: [UInt32]) -> [UInt8] {
        let width = max(width, 1)
        let height = max(height, 1)
        var padded = pixels
        if padded.count < width * height {
            padded += Array(repeating: 0, count: width * height - padded.count)
        }
        let hasAlpha = padded.contains { $0 >> 24 != 255 }
        return padded.withUnsafeBytes {
            encode(width: width, height: height, bytes: $0, stride: width * 4, hasAlpha: hasAlpha)
        }
    }

    /// Encodes an opaque image: 4 bytes a pixel in the machine's order of `0x??RRGGBB`, `stride` bytes a row.
    /// - Precondition: `bytes` holds `stride * height` bytes and a row fits its stride.
    public static func encode(width: Int, height: Int, opaque bytes: UnsafeRawBufferPointer, stride: Int) -> [UInt8] {
        precondition(width > 0 && height > 0 && stride >= width * 4 && bytes.count >= stride * height, "not an image")
        return encode(width: width, height: height, bytes: bytes, stride: stride, hasAlpha: false)
    }

    private static func encode(
        width: Int, height: Int, bytes: UnsafeRawBufferPointer, stride: Int, hasAlpha: Bool
    ) -> [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let indexed = hasAlpha ? nil : PaletteImage(width: width, height: height, bytes: bytes, stride: stride)
        let kind: UInt8 = indexed != nil ? 3 : (hasAlpha ? 6 : 2)
        append("IHDR", bigEndian(width) + bigEndian(height) + [8, kind, 0, 0, 0], to: &file)
        if let indexed {
            append(
                "PLTE", indexed.colours.flatMap { [UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), UInt8($0 & 255)] },
                to: &file)
            append("IDAT", compressed(indexed.rows), to: &file)
        } else {
            append("IDAT", compressed(filteredRows(width, height, bytes, stride, hasAlpha)), to: &file)
        }
        append("IEND", [], to: &file)
        return file
    }

    /// Rows with the filter "up": the difference to the row above, all zero on most of a figure.
    private static func filteredRows(
        _ width: Int, _ height: Int, _ bytes: UnsafeRawBufferPointer, _ stride: Int, _ hasAlpha: Bool
    ) -> [UInt8] {
        let channels = hasAlpha ? 4 : 3
        let rowLength = 1 + width * channels
        return [UInt8](unsafeUninitializedCapacity: rowLength * height) { rows, count in
            var out = 0
            for y in 0..<height {
                rows[out] = 2
                out += 1
                for x in 0..<width {
                    let pixel = bytes.loadUnaligned(fromByteOffset: y * stride + x * 4, as: UInt32.self)
                    let above =
                        y == 0 ? 0 : bytes.loadUnaligned(fromByteOffset: (y - 1) * stride + x * 4, as: UInt32.self)
                    rows[out] = UInt8(truncatingIfNeeded: (pixel >> 16) &- (above >> 16))
                    rows[out + 1] = UInt8(truncatingIfNeeded: (pixel >> 8) &- (above >> 8))
                    rows[out + 2] = UInt8(truncatingIfNeeded: pixel &- above)
                    if hasAlpha { rows[out + 3] = UInt8(truncatingIfNeeded: (pixel >> 24) &- (above >> 24)) }
                    out += channels
                }
            }
            count = out
        }
    }

    private static func compressed(_ data: [UInt8]) -> [UInt8] {
        guard let compressor = libdeflate_alloc_compressor(3) else { return stored(data) }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_zlib_compress_bound(compressor, data.count)
        let result = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            count = libdeflate_zlib_compress(compressor, data, data.count, buffer.baseAddress, bound)
        }
        return result.isEmpty ? stored(data) : result
    }

    /// A zlib stream of stored blocks (RFC 1950, 1951), for the case that no compressor can be had.
    private static func stored(_ data: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let length = min(65_535, data.count - start)
            let isLast: UInt8 = start + length == data.count ? 1 : 0
            let low = UInt8(length & 255)
            let high = UInt8(length >> 8)
            stream += [isLast, low, high, ~low, ~high]
            stream += data[start..<start + length]
            start += length
        } while start < data.count
        return stream + bigEndian(Int(libdeflate_adler32(1, data, data.count)))
    }

    private static func append(_ kind: String, _ data: [UInt8], to file: inout [UInt8]) {
        let body = Array(kind.utf8) + data
        file += bigEndian(data.count) + body + bigEndian(Int(libdeflate_crc32(0, body, body.count)))
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        [UInt8(value >> 24 & 255), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }
}

/// An image of few colours as indices into a table; rows begin with the filter byte 0.
private struct PaletteImage {
    var colours: [UInt32] = []
    var rows: [UInt8]

    /// Nil when there are more than 256 colours.
    init?(width: Int, height: Int, bytes: UnsafeRawBufferPointer, stride: Int) {
        let tableSize = 2048
        var keys = [UInt32](repeating: .max, count: tableSize)
        var indices = [UInt8](repeating: 0, count: tableSize)
        var found: [UInt32] = []
        var failed = false
        rows = [UInt8](unsafeUninitializedCapacity: (width + 1) * height) { rows, count in
            var out = 0
            var lastColour = UInt32.max
            var lastIndex: UInt8 = 0
            for y in 0..<height {
                rows[out] = 0
                out += 1
                for x in 0..<width {
                    let colour = bytes.loadUnaligned(fromByteOffset: y * stride + x * 4, as: UInt32.self) & 0xFFFFFF
                    if colour != lastColour {
                        var slot = Int((colour &* 0x9E37_79B1) >> 21)
                        while keys[slot] != colour, keys[slot] != .max { slot = (slot + 1) & (tableSize - 1) }
                        if keys[slot] == .max {
                            if found.count == 256 {
                                failed = true
                                return
                            }
                            keys[slot] = colour
                            indices[slot] = UInt8(found.count)
                            found.append(colour)
                        }
                        lastColour = colour
                        lastIndex = indices[slot]
                    }
                    rows[out] = lastIndex
                    out += 1
                }
            }
            count = out
        }
        if failed { return nil }
        colours = found
    }
}

import CDeflate
import GammaCore

/// gzip in memory, with a limit so that a damaged or hostile file cannot ask for all memory.
public enum Gzip {
    /// Largest size to inflate to.
    public static let limit = 8 << 30

    /// True when the bytes begin as a gzip file does.
    public static func isCompressed(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
    }

    /// The content of all members of a gzip file.
    /// - Throws: ``Fault/Code/malformed`` for a truncated or damaged file.
    public static func inflate(_ bytes: [UInt8], file: String) throws -> [UInt8] {
        let place = Origin(file: file, hdu: "1")
        guard bytes.count >= 18, let decompressor = libdeflate_alloc_decompressor() else {
            throw Fault(.malformed, "the gzip file is cut short", at: place)
        }
        defer { libdeflate_free_decompressor(decompressor) }
        // The size that the trailer claims, modulo 2³²; deflate cannot shrink more than 1032 times.
        let claimed = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        let most = min(limit, bytes.count.multipliedReportingOverflow(by: 1032).partialValue + 4096)
        guard claimed <= most else {
            throw Fault(.malformed, "the gzip file is damaged: it claims \(claimed) bytes", at: place)
        }
        var capacity = max(claimed, 1)
        while true {
            var result = LIBDEFLATE_SUCCESS
            let inflated = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
                (result, filled) = members(bytes, into: UnsafeMutableRawBufferPointer(buffer), with: decompressor)
            }
            switch result {
            case LIBDEFLATE_SUCCESS: return inflated
            case LIBDEFLATE_INSUFFICIENT_SPACE where capacity < most:
                // The trailer speaks of the last member only, and modulo 2³².
                capacity = min(most, capacity * 2)
            default:
                throw Fault(
                    .malformed, "the gzip file is damaged or cut short", at: place,
                    hint: "compare its size or checksum with the original")
            }
        }
    }

    private static func members(
        _ bytes: [UInt8], into target: UnsafeMutableRawBufferPointer, with decompressor: OpaquePointer
    ) -> (libdeflate_result, Int) {
        bytes.withUnsafeBytes { source in
            var (read, written) = (0, 0)
            repeat {
                let input = UnsafeRawBufferPointer(rebasing: source[read...])
                let output = UnsafeMutableRawBufferPointer(rebasing: target[written...])
                var (consumed, produced) = (0, 0)
                let result = libdeflate_gzip_decompress_ex(
                    decompressor, input.baseAddress, input.count, output.baseAddress, output.count, &consumed, &produced
                )
                guard result == LIBDEFLATE_SUCCESS else { return (result, written) }
                read += consumed
                written += produced
                // Zeros after the last member are fill.
            } while read < source.count && source[read] == 0x1f
            return (LIBDEFLATE_SUCCESS, written)
        }
    }

    /// The bytes as a gzip file without name and time, so that equal content gives equal files.
    /// - Throws: ``Fault/Code/fileUnwritable`` when memory runs out.
    public static func deflate(_ bytes: [UInt8], level: Int32 = 6) throws -> [UInt8] {
        guard let compressor = libdeflate_alloc_compressor(level) else {
            throw Fault(.fileUnwritable, "there is no memory to compress with")
        }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_gzip_compress_bound(compressor, bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, filled in
            filled = bytes.withUnsafeBytes {
                libdeflate_gzip_compress(compressor, $0.baseAddress, $0.count, buffer.baseAddress, bound)
            }
        }
    }
}

import GammaCore

/// Takes values out of the bytes of a ``SnapshotWriter``, in the order in which they were written.
public struct SnapshotReader: Sendable {
    private let bytes: [UInt8]
    /// Where the checksum begins.
    private let end: Int
    private var position = 0
    private let origin: Origin

    /// Opens a file.
    /// - Parameter label: what the snapshot belongs to.
    /// - Throws: ``Fault/Code/incompatible`` for a snapshot of something else, faults of reading.
    public init(_ path: String, label: String) throws {
        try self.init(FileBytes.read(path), label: label, origin: Origin(file: path))
    }

    /// Opens bytes.
    /// - Throws: ``Fault/Code/malformed`` for damaged bytes, ``Fault/Code/incompatible`` for a snapshot of something else.
    public init(_ bytes: [UInt8], label: String, origin: Origin = Origin()) throws {
        self.bytes = bytes
        self.origin = origin
        end = bytes.count - MemoryLayout<Int>.size
        guard end >= 0 else { throw broken() }
        let sum = bytes[end...].enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        guard sum == SnapshotWriter.checksum(bytes[..<end]) else { throw broken() }
        guard try readString() == label else {
            throw Fault(.incompatible, "this intermediate state belongs to another analysis", at: origin)
        }
    }

    /// Reads a number.
    /// - Throws: ``Fault/Code/malformed`` where bytes are missing, as all of these.
    public mutating func readInt() throws -> Int { try take(Int.self, count: 1)[0] }

    /// Reads a number.
    public mutating func readDouble() throws -> Double { try take(Double.self, count: 1)[0] }

    /// Reads a truth value.
    public mutating func readBool() throws -> Bool { try take(UInt8.self, count: 1)[0] != 0 }

    /// Reads text.
    public mutating func readString() throws -> String {
        String(decoding: try take(UInt8.self, count: readCount()), as: UTF8.self)
    }

    /// Reads a list of texts.
    public mutating func readStrings() throws -> [String] {
        var texts: [String] = []
        for _ in 0..<(try readCount()) { texts.append(try readString()) }
        return texts
    }

    /// Reads an array.
    public mutating func readDoubles() throws -> [Double] {
        let count = try readInt()
        guard try readBool() else { return try take(Double.self, count: count) }
        let filled = try readCount()
        let places = try take(Int.self, count: filled)
        let values = try take(Double.self, count: filled)
        guard count >= 0, count < 1 << 40, places.allSatisfy((0..<count).contains) else { throw broken() }
        var result = [Double](repeating: 0, count: count)
        for (place, value) in zip(places, values) { result[place] = value }
        return result
    }

    /// Reads an array of truth values.
    public mutating func readBools() throws -> [Bool] { try take(UInt8.self, count: readCount()).map { $0 != 0 } }

    /// Reads what may be missing.
    public mutating func readOptional<Value>(_ body: (inout SnapshotReader) throws -> Value) throws -> Value? {
        try readBool() ? body(&self) : nil
    }

    private mutating func readCount() throws -> Int {
        let count = try readInt()
        guard (0...bytes.count).contains(count) else { throw broken() }
        return count
    }

    private mutating func take<Element: BitwiseCopyable>(_ type: Element.Type, count: Int) throws -> [Element] {
        let size = MemoryLayout<Element>.stride
        guard count >= 0, count <= (end - position) / size else { throw broken() }
        let start = position
        position += count * size
        return bytes.withUnsafeBytes { bytes in
            [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count * size]))
                initialized = count
            }
        }
    }

    private func broken() -> Fault {
        Fault(.malformed, "this intermediate state ends too early or is damaged", at: origin)
    }
}

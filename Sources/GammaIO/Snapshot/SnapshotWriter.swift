import CDeflate

/// Puts values into bytes exactly as they are in memory, to go on with them later: not a format for keeping or for other
/// programs.
public struct SnapshotWriter: Sendable {
    private var content: [UInt8] = []

    /// What was written, with a checksum.
    public var bytes: [UInt8] {
        var writer = self
        writer.append([Self.checksum(content[...])])
        return writer.content
    }

    /// CRC-32 of bytes.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { Int(libdeflate_crc32(0, $0.baseAddress, $0.count)) }
    }

    /// Begins with a label that a reader must know.
    /// - Parameter label: what the snapshot belongs to; another one is refused on reading.
    public init(label: String) {
        write(label)
    }

    /// Makes room for that many bytes.
    public mutating func reserve(_ count: Int) { content.reserveCapacity(content.count + count) }

    /// Writes a number.
    public mutating func write(_ value: Int) { append([value]) }

    /// Writes a number.
    public mutating func write(_ value: Double) { append([value]) }

    /// Writes a truth value.
    public mutating func write(_ value: Bool) { content.append(value ? 1 : 0) }

    /// Writes text.
    public mutating func write(_ text: String) {
        let utf8 = Array(text.utf8)
        write(utf8.count)
        content += utf8
    }

    /// Writes a list of texts.
    public mutating func write(_ texts: [String]) {
        write(texts.count)
        for text in texts { write(text) }
    }

    /// Writes an array; one that is mostly zero takes little room.
    public mutating func write(_ values: [Double]) {
        write(values.count)
        // Zero to the bit: −0 is kept.
        let filled = values.indices.filter { values[$0].bitPattern != 0 }
        let isSparse = filled.count < values.count / 2
        write(isSparse)
        guard isSparse else { return append(values) }
        write(filled.count)
        append(filled)
        append(filled.map { values[$0] })
    }

    /// Writes an array of truth values.
    public mutating func write(_ values: [Bool]) {
        write(values.count)
        content += values.map { $0 ? 1 : 0 }
    }

    /// Writes what may be missing.
    public mutating func write<Value>(_ value: Value?, _ body: (inout SnapshotWriter, Value) -> Void) {
        write(value != nil)
        if let value { body(&self, value) }
    }

    private mutating func append<Element: BitwiseCopyable>(_ values: [Element]) {
        values.withUnsafeBytes { content.append(contentsOf: $0) }
    }
}

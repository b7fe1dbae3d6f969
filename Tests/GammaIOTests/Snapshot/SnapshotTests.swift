import GammaCore
import GammaTestSupport
import Testing

@testable import GammaIO

@Suite struct SnapshotTests {
    private func written() -> SnapshotWriter {
        var writer = SnapshotWriter(label: "a")
        writer.write(-7)
        writer.write(0.1)
        writer.write([1.5, -.infinity, 2, -0.0])
        writer.write([0, 0, 0, 0, 0, -0.0, 0, 5e-324])
        writer.write([true, false, true])
        writer.write(["", "δ = −3°"])
        writer.write(3 as Int?) { $0.write($1) }
        writer.write(nil as Int?) { $0.write($1) }
        return writer
    }

    private func check(_ bytes: [UInt8]) throws {
        var reader = try SnapshotReader(bytes, label: "a")
        #expect(try reader.readInt() == -7)
        #expect(try reader.readDouble() == 0.1)
        #expect(try reader.readDoubles().map(\.bitPattern) == [1.5, -.infinity, 2, -0.0].map(\.bitPattern))
        let sparse: [Double] = [0, 0, 0, 0, 0, -0.0, 0, 5e-324]
        #expect(try reader.readDoubles().map(\.bitPattern) == sparse.map(\.bitPattern))
        #expect(try reader.readBools() == [true, false, true])
        #expect(try reader.readStrings() == ["", "δ = −3°"])
        #expect(try reader.readOptional { try $0.readInt() } == 3)
        #expect(try reader.readOptional { try $0.readInt() } == nil)
    }

    @Test func everyBitComesBack() throws { try check(written().bytes) }

    /// What is mostly zero takes little room.
    @Test func sparseArraysAreSmall() throws {
        var writer = SnapshotWriter(label: "")
        var values = [Double](repeating: 0, count: 10_000)
        values[77] = 3
        writer.write(values)
        #expect(writer.bytes.count < 100)
        var reader = try SnapshotReader(writer.bytes, label: "")
        #expect(try reader.readDoubles() == values)
    }

    @Test func anotherLabelIsRefused() throws {
        let fault = #expect(throws: Fault.self) { try SnapshotReader(written().bytes, label: "b") }
        #expect(fault?.code == .incompatible)
    }

    /// Wherever bytes end or change, there is a fault or another value, and no trap.
    @Test func damageIsAFault() throws {
        let bytes = written().bytes
        for end in bytes.indices {
            let fault = #expect(throws: Fault.self, "\(end)") { try check(Array(bytes[..<end])) }
            #expect(fault?.code == .malformed || fault?.code == .incompatible)
        }
        var random = RandomStream(seed: 5, stream: "snapshot")
        for _ in 0..<500 {
            var damaged = bytes
            damaged[Int(random.uniform() * Double(bytes.count))] = UInt8(random.uniform() * 256)
            var reader = try? SnapshotReader(damaged, label: "a")
            _ = try? reader?.readInt()
            _ = try? reader?.readDouble()
            for _ in 0..<2 { _ = try? reader?.readDoubles() }
            _ = try? reader?.readBools()
            _ = try? reader?.readStrings()
        }
    }

    @Test func noticesAndOrigins() throws {
        let notices = Notices()
        notices.add(
            "odd",
            at: Origin(file: "a", hdu: "b", column: "c", row: 1, keyword: "d", line: 2, lineColumn: 3, keyPath: "e"))
        notices.add("odd")
        notices.add("odd")
        var writer = SnapshotWriter(label: "")
        notices.write(to: &writer)
        let again = Notices()
        var reader = try SnapshotReader(writer.bytes, label: "")
        try again.read(from: &reader)
        #expect(again.all.map(\.notice) == notices.all.map(\.notice) && again.all.map(\.count) == [2, 1])
    }
}

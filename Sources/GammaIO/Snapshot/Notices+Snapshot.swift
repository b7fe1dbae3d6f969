import GammaCore

extension Notices {
    /// Writes all notices.
    public func write(to snapshot: inout SnapshotWriter) {
        let all = all
        snapshot.write(all.count)
        for (notice, count) in all {
            snapshot.write(notice.message)
            notice.origin.write(to: &snapshot)
            snapshot.write(count)
        }
    }

    /// Adds the notices that were written.
    /// - Throws: ``Fault/Code/malformed``.
    public func read(from snapshot: inout SnapshotReader) throws {
        for _ in 0..<(try snapshot.readInt()) {
            let message = try snapshot.readString()
            add(Notice(message, at: try Origin(from: &snapshot)), count: try snapshot.readInt())
        }
    }
}

extension Origin {
    /// Writes all parts.
    public func write(to snapshot: inout SnapshotWriter) {
        for text in [file, hdu, column, keyword, keyPath] { snapshot.write(text) { $0.write($1) } }
        for number in [row, line, lineColumn] { snapshot.write(number) { $0.write($1) } }
    }

    /// Reads all parts.
    /// - Throws: ``Fault/Code/malformed``.
    public init(from snapshot: inout SnapshotReader) throws {
        self.init()
        for part in [\Origin.file, \.hdu, \.column, \.keyword, \.keyPath] {
            self[keyPath: part] = try snapshot.readOptional { try $0.readString() }
        }
        for part in [\Origin.row, \.line, \.lineColumn] {
            self[keyPath: part] = try snapshot.readOptional { try $0.readInt() }
        }
    }
}

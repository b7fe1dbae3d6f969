import Foundation

/// Files that are replaced as a whole: a reader, and a crash at any moment, sees the old content or the new.
public enum AtomicFile {
    /// Writes to a temporary file in the same folder, then renames it over `path`; both are flushed to the disk.
    ///
    /// A symbolic link is followed, so that its target is replaced; permissions of an existing file are kept.
    /// - Parameter durably: false leaves the flushing to the system: still old or new for every reader and for a process
    ///   that is killed, but a power cut may lose the file. For what is easily made again, such as figures: a flush
    ///   costs from 1 to 10 ms, more while other programs write.
    /// - Throws: ``Fault/Code/fileUnwritable`` with the path as origin; nothing is left behind then.
    public static func write(_ bytes: [UInt8], to path: String, durably: Bool = true) throws {
        let target = resolved(path)
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "./"
        let name = target.split(separator: "/").last.map(String.init) ?? target
        let temporary = "\(folder).\(name.prefix(200)).\(getpid())-\(UInt64.random(in: 0...UInt64.max)).tmp"
        let origin = Origin(file: path)

        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            let missing = errno == ENOENT
            throw Fault(
                .fileUnwritable, "cannot be written: \(systemMessage())", at: origin,
                hint: missing ? "make the folder first" : nil)
        }
        do {
            var status = stat()
            if stat(target, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
            try writeAll(bytes, to: descriptor, origin)
            if durably { try check(fsync(descriptor), origin) }
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        let closed = close(descriptor)
        guard closed == 0, rename(temporary, target) == 0 else {
            let fault = Fault(.fileUnwritable, "cannot be written: \(systemMessage())", at: origin)
            unlink(temporary)
            throw fault
        }
        if durably { flushFolder(folder) }
    }

    /// Writes text as UTF-8; see ``write(_:to:)-([UInt8],_)``.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public static func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32, _ origin: Origin) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = UnsafeRawBufferPointer(rebasing: buffer[...])
            while !rest.isEmpty {
                let written = systemWrite(descriptor, rest)
                if written < 0, errno == EINTR { continue }
                try check(written <= 0 ? -1 : 0, origin)
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }

    private static func check(_ result: Int32, _ origin: Origin) throws {
        if result != 0 { throw Fault(.fileUnwritable, "cannot be written: \(systemMessage())", at: origin) }
    }

    /// Makes the rename itself durable. Some file systems cannot flush folders; the content is safe regardless.
    private static func flushFolder(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

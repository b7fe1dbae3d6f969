import Foundation

/// Whole files as bytes.
public enum FileBytes {
    /// The content of a regular file.
    /// - Throws: ``Fault/Code/fileNotFound`` or ``Fault/Code/fileUnreadable``, with the path as origin.
    public static func read(_ path: String) throws -> [UInt8] {
        let origin = Origin(file: path)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw Fault(.fileNotFound, "there is no such file", at: origin) }
            throw Fault(.fileUnreadable, "cannot be opened: \(systemMessage())", at: origin)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw Fault(.fileUnreadable, isFolder ? "is a folder, not a file" : "is not a regular file", at: origin)
        }
        let size = Int(status.st_size)
        var bytes: [UInt8] = []
        var failure: String?
        if size > 0 {
            bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                while count < size {
                    let got = systemRead(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                    if got < 0, errno == EINTR { continue }
                    if got < 0 { failure = systemMessage() }
                    if got <= 0 { break }
                    count += got
                }
            }
        }
        if let failure { throw Fault(.fileUnreadable, "cannot be read: \(failure)", at: origin) }
        return bytes
    }
}

/// The text of the last system error.
func systemMessage() -> String { String(cString: strerror(errno)) }

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

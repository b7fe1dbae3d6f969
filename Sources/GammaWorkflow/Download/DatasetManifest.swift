/// The list of the files of a data set, with what is needed to fetch and to check each of them.
public struct DatasetManifest: Sendable, Hashable {
    /// How a file is checked.
    public enum Checksum: Sendable, Hashable {
        /// SHA-256, 64 hexadecimal digits.
        case sha256(String)
        /// MD5, 32 hexadecimal digits: all that older lists have. It guards against accidents only.
        case md5(String)
        /// SHA-1 of the file as git keeps it, 40 hexadecimal digits.
        case gitBlob(String)
    }

    /// One file.
    public struct File: Sendable, Hashable {
        /// Where it belongs, relative to the data folder.
        public var path: String
        /// From where it is fetched.
        public var url: String
        /// Size in bytes; nil when unknown.
        public var size: Int?
        /// How it is checked; nil when unknown.
        public var checksum: Checksum?

        /// Makes an entry.
        public init(path: String, url: String, size: Int? = nil, checksum: Checksum? = nil) {
            self.path = path
            self.url = url
            self.size = size
            self.checksum = checksum
        }
    }

    /// Name of the data set.
    public var name: String
    /// Its files.
    public var files: [File]

    /// Makes a manifest.
    public init(name: String, files: [File]) {
        self.name = name
        self.files = files
    }

    /// Size of all files of known size, in bytes.
    public var size: Int { files.reduce(0) { $0 &+ ($1.size ?? 0) } }
}

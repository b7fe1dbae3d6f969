/// A public data set that `gammakit download` knows by name.
public struct DatasetSource: Sendable, Hashable {
    /// Its name, which is the name of its folder below $GAMMAPY_DATA, too.
    public var name: String
    /// What it is, in one line.
    public var description: String
    /// Address of the list of its files, see ``DatasetManifest/parse(_:location:source:)``.
    public var manifestURL: String
    /// For a list that is the tree of a repository: address before a file's path, ending with a slash.
    public var baseURL: String
    /// For a list that is the tree of a repository: the folder of this data set.
    public var folder: String
    /// What has to be quoted or observed by users of the data.
    public var credit: String

    /// Makes a source.
    public init(
        name: String, description: String, manifestURL: String, baseURL: String = "", folder: String? = nil,
        credit: String = ""
    ) {
        self.name = name
        self.description = description
        self.manifestURL = manifestURL
        self.baseURL = baseURL
        self.folder = folder ?? name
        self.credit = credit
    }
}

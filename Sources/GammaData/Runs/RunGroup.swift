/// Runs that belong together, such as those whose data are stacked.
public struct RunGroup: Sendable, Equatable {
    /// Name of the group, and of the dataset that is made of it.
    public var name: String
    /// Numbers of the runs as text.
    public var ids: [String]
    /// What they have in common, in words.
    public var text: String

    /// Makes a group.
    public init(name: String, ids: [String], text: String = "") {
        self.name = name
        self.ids = ids
        self.text = text
    }
}

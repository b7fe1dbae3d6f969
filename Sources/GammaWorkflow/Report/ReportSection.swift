import GammaCore
import GammaPlots

/// A part of a report under a heading of its own.
public struct ReportSection: Sendable {
    /// What stands in a section.
    public enum Block: Sendable {
        /// Sentences, one a paragraph.
        case text([String])
        /// A table, and the file with its numbers when there is one.
        case table(TextTable, file: Download?)
        /// Figures side by side where there is room.
        case figures([any Figure])
        /// A map to look around in.
        case viewer(SkyViewer)
        /// Text as it stands, such as a configuration.
        case verbatim(String)
    }

    /// A text file within the page.
    public struct Download: Sendable {
        /// Name of the file.
        public var name: String
        /// What it holds.
        public var content: String

        /// Makes a file.
        public init(name: String, content: String) {
            self.name = name
            self.content = content
        }
    }

    /// The heading.
    public var title: String
    /// What stands below it.
    public var blocks: [Block]

    /// Makes a section.
    public init(_ title: String, _ blocks: [Block]) {
        self.title = title
        self.blocks = blocks
    }
}

import Foundation
import GammaCore
import GammaPlots

/// A page with everything about an analysis in one file that needs no network: figures as vectors, maps to look around in,
/// tables with their numbers to download. Readable in light and dark, and by keyboard.
public struct HTMLReport: Sendable {
    /// Shown on top and in the window.
    public var title: String
    /// The parts, in order; those without content are left out.
    public var sections: [ReportSection]

    /// Makes a report.
    public init(title: String, sections: [ReportSection]) {
        self.title = title
        self.sections = sections.filter { !$0.blocks.isEmpty }
    }

    /// Writes the page.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String, execution: Execution = Execution()) throws {
        try AtomicFile.write(html(execution), to: DataPath.expand(path))
    }

    /// The page. Figures are drawn in parallel; the text does not depend on the number of threads.
    public func html(_ execution: Execution = Execution()) throws -> String {
        let drawn = try parallelMap(sections, execution) { section in
            section.blocks.map(Self.html).joined()
        }
        let links = sections.indices.map { "<a href=\"#s\($0)\">\(sections[$0].title.htmlEscaped)</a>" }.joined()
        let body = zip(sections, drawn).enumerated().map { index, part in
            "<section id=\"s\(index)\"><h2>\(part.0.title.htmlEscaped)</h2>\n\(part.1)</section>\n"
        }.joined()
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title.htmlEscaped)</title>
            <style>\(ReportStyleSheet.text)</style></head>
            <body><header><h1>\(title.htmlEscaped)</h1><nav aria-label="Sections">\(links)</nav></header>
            <main>\(body)</main>
            <script>\(SkyViewerScript.text)</script>
            </body></html>

            """
    }

    private static func html(_ block: ReportSection.Block) -> String {
        switch block {
        case .text(let lines): return lines.map { "<p>\($0.htmlEscaped)</p>\n" }.joined()
        case .table(let table, let file): return table.html + (file.map(link) ?? "")
        case .figures(let figures):
            return "<div class=\"figures\">" + figures.map { "<figure>\($0.svg())</figure>" }.joined() + "</div>\n"
        case .viewer(let viewer): return viewer.html
        case .verbatim(let text): return "<pre tabindex=\"0\">\(text.htmlEscaped)</pre>\n"
        }
    }

    private static func link(_ file: ReportSection.Download) -> String {
        let data = Data(file.content.utf8).base64EncodedString()
        let name = file.name.htmlEscaped
        return "<p><a download=\"\(name)\" href=\"data:text/plain;base64,\(data)\">\(name)</a></p>\n"
    }
}

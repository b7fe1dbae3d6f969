import GammaCore

extension TextTable {
    /// The table in HTML, its title as caption, with a scope for each head.
    var html: String {
        func isNumber(_ column: Int) -> Bool { columns[column].alignment != .left }
        let head = columns.indices.map { index -> String in
            let unit = columns[index].unit.isEmpty ? "" : " <small>[\(columns[index].unit.htmlEscaped)]</small>"
            let number = isNumber(index) ? " class=\"n\"" : ""
            return "<th scope=\"col\"\(number)>\(columns[index].name.htmlEscaped)\(unit)</th>"
        }.joined()
        let body = rows.map { row in
            "<tr>"
                + row.enumerated().map { "<td\(isNumber($0) ? " class=\"n\"" : "")>\($1.htmlEscaped)</td>" }.joined()
                + "</tr>\n"
        }.joined()
        let caption = title.isEmpty ? "" : "<caption>\(title.htmlEscaped)</caption>"
        return
            "<div class=\"wide\" tabindex=\"0\"><table>\(caption)<thead><tr>\(head)</tr></thead>\n<tbody>\n\(body)</tbody></table></div>\n"
    }
}

extension String {
    /// With what HTML takes for its own written as entities.
    var htmlEscaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}

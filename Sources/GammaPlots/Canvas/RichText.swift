/// A line of text with superscripts and subscripts.
struct RichText: Sendable, Hashable {
    /// Whether a run stands on the line, above or below it.
    enum Level: Sendable, Hashable { case line, superscript, subscript_ }

    /// A stretch of text on one level.
    struct Run: Sendable, Hashable {
        var text: String
        var level: Level
    }

    private(set) var runs: [Run] = []

    /// Size of raised and lowered text relative to the line.
    static let scriptScale = 0.72

    /// Reads markup: `cm^{-2}`, `N_{on}`. Hyphens before digits in scripts become minus signs.
    init(_ markup: String) {
        var level = Level.line
        var current = ""
        var pending: Level?
        for character in markup {
            if let raised = pending {
                pending = nil
                if character == "{" {
                    append(current, level)
                    current = ""
                    level = raised
                    continue
                }
                current.append(raised == .superscript ? "^" : "_")
            }
            if level == .line, character == "^" || character == "_" {
                pending = character == "^" ? .superscript : .subscript_
            } else if level != .line, character == "}" {
                append(current, level)
                current = ""
                level = .line
            } else {
                current.append(level == .superscript && character == "-" ? "−" : character)
            }
        }
        if let raised = pending { current.append(raised == .superscript ? "^" : "_") }
        append(current, level)
    }

    /// Takes text from outside as it stands: nothing in it is markup.
    init(plain text: String) { append(text, .line) }

    private mutating func append(_ text: String, _ level: Level) {
        guard !text.isEmpty else { return }
        runs.append(Run(text: RichText.printable(text), level: level))
    }

    /// Control characters, which XML forbids, become spaces.
    private static func printable(_ text: String) -> String {
        let isClean = text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0xFFFE && $0.value != 0xFFFF
        }
        if isClean { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let bad = scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFFFE || scalar.value == 0xFFFF
            scalars.append(bad ? " " : scalar)
        }
        return String(scalars)
    }

    var isEmpty: Bool { runs.isEmpty }

    /// The characters without their levels.
    var plain: String { runs.map(\.text).joined() }

    /// Width when set at `size` points.
    func width(size: Double) -> Double {
        runs.reduce(0) { $0 + FontMetrics.width($1.text, size: $1.level == .line ? size : size * RichText.scriptScale) }
    }

    /// Shortened so that it is at most `limit` points wide at `size`: an ellipsis replaces the middle of the longest run;
    /// text of many runs that is still too wide loses its scripts.
    func truncated(to limit: Double, size: Double) -> RichText {
        let total = width(size: size)
        guard total > limit else { return self }
        let longest = runs.indices.filter { runs[$0].level == .line }.max { runs[$0].text.count < runs[$1].text.count }
        if runs.count > 1, let longest {
            let rest = total - FontMetrics.width(runs[longest].text, size: size)
            if rest < limit * 0.7 {
                var result = self
                result.runs[longest].text = RichText.shortened(runs[longest].text, to: limit - rest, size: size)
                return result
            }
        }
        return RichText(plain: RichText.shortened(plain, to: limit, size: size))
    }

    private static func shortened(_ text: String, to limit: Double, size: Double) -> String {
        let characters = Array(text)
        func kept(_ count: Int) -> String {
            let head = (count + 1) / 2
            return String(characters.prefix(head)) + "…" + String(characters.suffix(count - head))
        }
        var low = 0
        var high = characters.count
        while low < high {
            let middle = (low + high + 1) / 2
            if FontMetrics.width(kept(middle), size: size) <= limit { low = middle } else { high = middle - 1 }
        }
        return kept(low)
    }

    /// Two texts, the second from the run that begins so, without the blank before it; the text itself where there is none.
    func broken(before start: String) -> [RichText] {
        guard let place = runs.firstIndex(where: { $0.text.hasPrefix(start) }), place > 0 else { return [self] }
        var (head, tail) = (self, self)
        head.runs = Array(runs[..<place])
        tail.runs = Array(runs[place...])
        tail.runs[0].text = String(tail.runs[0].text.drop { $0 == " " })
        return [head, tail]
    }

    static func + (a: RichText, b: RichText) -> RichText {
        var sum = a
        sum.runs += b.runs
        return sum
    }
}

extension RichText: ExpressibleByStringInterpolation {
    init(stringLiteral value: String) { self.init(value) }
}

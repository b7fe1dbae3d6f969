import GammaCore

/// Looks sources up by what they are called.
struct CatalogNameIndex: Sendable {
    /// Folded text → rows: names, then aliases, then associations.
    private let levels: [[String: [Int]]]
    private let folded: [String]
    /// Every name as it is written, for hints.
    private let words: [String]

    init(_ sources: [CatalogSource]) {
        func level(_ names: (CatalogSource) -> [String]) -> [String: [Int]] {
            var table: [String: [Int]] = [:]
            for (row, source) in sources.enumerated() {
                for name in Set(names(source).map(Self.fold)) where !name.isEmpty {
                    table[name, default: []].append(row)
                }
            }
            return table
        }
        levels = [level { [$0.name] }, level(\.aliases), level { $0.associations.map(\.name) }]
        folded = sources.map { Self.fold($0.name) }
        words = sources.flatMap { [$0.name] + $0.aliases + $0.associations.map(\.name) }
    }

    /// Rows that answer to a name, from the first kind of name that has any.
    func rows(of name: String) -> [Int] {
        let word = Self.fold(name)
        guard !word.isEmpty else { return [] }
        for level in levels {
            if let rows = level[word] { return rows }
        }
        // Parts of names: coordinates without the catalogue before them.
        return word.utf8.count < 5 ? [] : folded.indices.filter { folded[$0].contains(word) }
    }

    func nearest(to name: String) -> String? { nearestName(to: name, in: Array(Set(words))) }

    /// Small letters without blanks; the minus sign of typesetters is that of computers.
    static func fold(_ name: String) -> String {
        String(
            name.lowercased().compactMap { letter -> Character? in
                letter.isWhitespace || letter == "_" ? nil : letter == "−" || letter == "–" ? "-" : letter
            })
    }
}

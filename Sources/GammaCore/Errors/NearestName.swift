/// The known name most like `word` (edit distance without regard to case), or nil when none is near.
public func nearestName(to word: String, in names: [String]) -> String? {
    // Longer words are not misspelt names, and would take long.
    guard word.utf8.count <= 200 else { return nil }
    let folded = Array(word.lowercased())
    let scored = names.sorted().map { (name: $0, distance: editDistance(folded, Array($0.lowercased()))) }
    guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, min(3, word.count / 2)) ? best.name : nil
}

/// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var rows = [Array(0...b.count)]
    for i in 1...a.count {
        var row = [i]
        for j in 1...b.count {
            var best = min(row[j - 1] + 1, rows[i - 1][j] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}

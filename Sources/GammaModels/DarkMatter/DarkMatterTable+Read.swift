import Foundation
import GammaCore
import GammaIO

/// Who made the tables of dark matter spectra.
public enum DarkMatterSource: String, Sendable, CaseIterable {
    /// PPPC 4 DM ID, Cirelli et al., JCAP 03, 051 (2011).
    case pppc4
    /// CosmiXs, Arina et al., JCAP 03, 035 (2024).
    case cosmixs

    /// Where Gammapy's data have the table.
    public var filename: String {
        switch self {
        case .pppc4: "$GAMMAPY_DATA/dark_matter_spectra/PPPC4DMID/AtProduction_gammas.dat"
        case .cosmixs: "$GAMMAPY_DATA/dark_matter_spectra/cosmixs/AtProduction-Gamma.dat"
        }
    }
}

extension DarkMatterTable {
    /// Reads one channel of a text file: a line with the names of the columns, then numbers, mass after mass.
    ///
    /// The first two columns are the mass in GeV (`mDM`, `DM`) and log₁₀x (`Log[10,x]`, `Log10[x]`). A channel goes by
    /// Gammapy's name (`b`, `tau`, `W`, `nu_mu`, `V->e`) or by that of its column.
    /// - Throws: ``Fault/Code/fileNotFound``; ``Fault/Code/missingColumn`` for a channel that is not there, with the nearest
    ///   name; ``Fault/Code/malformed`` with line and column for a line that is none.
    public static func read(_ path: String, channel: String) throws -> DarkMatterTable {
        let lines = try TextFile.read(path).split(separator: "\n", omittingEmptySubsequences: false)
        var rows: [(mass: Double, logX: Double, value: Double)] = []
        var header: Header?
        for (index, line) in lines.enumerated() {
            let words = line.split { $0 == " " || $0 == "\t" }
            if words.isEmpty { continue }
            let origin = Origin(file: path, line: index + 1)
            guard let columns = header else {
                header = try Header(words, channel: channel, at: origin)
                continue
            }
            guard words.count == columns.count else {
                throw Fault(
                    .malformed, "\(words.count) numbers under \(columns.count) names of columns", at: origin)
            }
            func number(_ column: Int) throws -> Double {
                if let value = Double(words[column]), value.isFinite { return value }
                let place = line.distance(from: line.startIndex, to: words[column].startIndex)
                var origin = origin
                origin.lineColumn = place + 1
                origin.column = columns.names[column]
                throw Fault(.malformed, "'\(words[column])' is not a number", at: origin)
            }
            rows.append((try number(0), try number(1), try number(columns.channel)))
        }
        guard let last = rows.last else {
            throw Fault(.noData, "the table of dark matter spectra has no rows", at: Origin(file: path))
        }
        return try table(rows, last.mass, path)
    }

    /// Every mass must have the same values of log₁₀x.
    private static func table(
        _ rows: [(mass: Double, logX: Double, value: Double)], _ last: Double, _ path: String
    ) throws -> DarkMatterTable {
        let count = rows.firstIndex { $0.mass != rows[0].mass } ?? rows.count
        let logX = rows[..<count].map(\.logX)
        let masses = stride(from: 0, to: rows.count, by: count).map { rows[$0].mass }
        let isRegular =
            rows.count == masses.count * count
            && rows.indices.allSatisfy { rows[$0].mass == masses[$0 / count] && rows[$0].logX == logX[$0 % count] }
        guard isRegular, count >= 2 else {
            throw Fault(
                .malformed, "the masses of the table do not all have the same values of log10 x", at: Origin(file: path)
            )
        }
        do {
            return try DarkMatterTable(masses: masses, logX: logX, values: rows.map(\.value))
        } catch let fault as Fault {
            throw fault.located(in: Origin(file: path))
        }
    }

    /// The names of the columns.
    private struct Header {
        let names: [String]
        /// Column of the channel.
        let channel: Int
        var count: Int { names.count }

        init(_ words: [Substring], channel: String, at origin: Origin) throws {
            var names = words.map(String.init)
            if names.first == "#" { names.removeFirst() } else if names[0].hasPrefix("#") { names[0].removeFirst() }
            guard names.count >= 3, ["mDM", "DM"].contains(names[0]), ["Log[10,x]", "Log10[x]"].contains(names[1])
            else {
                throw Fault(
                    .malformed, "the table of dark matter spectra does not begin with the columns mDM and Log[10,x]",
                    at: origin)
            }
            let channels = names.map(Self.plain)
            guard let index = channels.lastIndex(of: Self.plain(channel)), index > 1 else {
                let near = nearestName(to: channel, in: Array(channels.dropFirst(2))).map { "did you mean '\($0)'?" }
                throw Fault(
                    .missingColumn, "the table of dark matter spectra has no channel '\(channel)'", at: origin,
                    hint: near ?? "its channels are \(channels.dropFirst(2).joined(separator: ", "))")
            }
            self.names = names
            self.channel = index
        }

        /// Gammapy's name of a column: `\[Nu]\[Mu]` and `dNdLog10x[numu]` are `nu_mu`.
        private static func plain(_ column: String) -> String {
            var name = column
            if name.hasPrefix("dNdLog10x["), name.hasSuffix("]") {
                name = String(name.dropFirst("dNdLog10x[".count).dropLast())
                name = ["nue": "nu_e", "numu": "nu_mu", "nutau": "nu_tau", "a": "gamma", "H": "h"][name] ?? name
            }
            for (symbol, text) in [
                (#"\[Nu]"#, "nu_"), (#"\[Mu]"#, "mu"), (#"\[Tau]"#, "tau"), (#"\[Gamma]"#, "gamma"),
            ] {
                name = name.replacing(symbol, with: text)
            }
            return name
        }
    }
}

import GammaCore
import GammaDatasets
import GammaFit
import GammaIO
import GammaModels
import GammaPlots

/// Scans of the statistic around a fit: profiles of single parameters and contours of pairs, the others fitted again at every
/// point.
public struct FitScans: Sendable {
    /// The profiles.
    public let profiles: [StatProfile]
    /// The contours, of each pair those of 1 and 2 sigma.
    public let contours: [StatContour]
    private let units: [String: String]
    private let best: [String: (value: Double, error: Double)]

    /// Scans.
    /// - Parameters:
    ///   - fit: what was fitted.
    ///   - result: how.
    ///   - profiles: full names of free parameters.
    ///   - contours: of such names.
    /// - Throws: ``Fault/Code/badValue`` for names that are not free.
    public init(
        of fit: Fit, around result: ModelsFitResult, profiles: [String], contours: [ParameterPair],
        execution: Execution = Execution()
    ) throws {
        let confidence = try fit.confidence(around: result)
        let pairs = try contours.map { (try confidence.index(of: $0.x), try confidence.index(of: $0.y)) }
        self.profiles = try profiles.map { try fit.profile(of: $0, around: result, execution: execution) }
        self.contours = try pairs.flatMap { first, second in
            try [1.0, 2].map { try confidence.contour(of: first, second, sigma: $0, execution: execution) }
        }
        let entries = result.models.freeParameters.entries
        units = .init(entries.map { ($0.name, $0.parameter.unit.description) }) { first, _ in first }
        best = .init(result.fit.parameters.map { ($0.name, ($0.value, $0.error)) }) { first, _ in first }
    }

    /// The scans as tables for a terminal.
    public var report: [String] { textTables.map { $0.text() } }

    /// The same, in the order of their files.
    var textTables: [TextTable] {
        profiles.map { profile in
            var table = profile.textTable
            table.title = "Profile of \(profile.parameter)"
            return table
        } + contours.map(\.textTable)
    }

    /// The entries of a result.
    var jsonItems: [(String, JSONValue)] {
        [
            ("profiles", .object(profiles.map { ($0.parameter, $0.json) })),
            (
                "contours",
                .array(
                    contours.map {
                        .object([
                            ("parameters", .array([.string($0.xName), .string($0.yName)])),
                            ("sigma", .double($0.sigma)), ("points", $0.json),
                        ])
                    })
            ),
        ]
    }

    /// The scans as tables, with the stems of their files.
    var tables: [(stem: String, table: Table)] {
        profiles.map { (Self.stem($0), $0.table) }
            + contours.map { ("\(Self.stem($0))_\(ValueFormat.number($0.sigma))sigma", $0.table) }
    }

    /// A figure a parameter, and one a pair.
    var figures: [(name: String, figure: any Figure)] {
        let pairs = contours.filter { $0.sigma == 1 }
        return profiles.map { (Self.stem($0), figure($0)) } + pairs.map { (Self.stem($0), figure($0)) }
    }

    private func figure(_ profile: StatProfile) -> StatProfileFigure {
        let best = best[profile.parameter]
        return StatProfileFigure(
            parameter: profile.parameter, unit: units[profile.parameter] ?? "",
            profiles: [.init(values: profile.values, deltaStat: profile.rises)], best: best?.value)
    }

    private func figure(_ contour: StatContour) -> ContourFigure {
        let (x, y) = (best[contour.xName], best[contour.yName])
        return ContourFigure(
            xName: contour.xName, xUnit: units[contour.xName] ?? "", yName: contour.yName,
            yUnit: units[contour.yName] ?? "",
            contours: contours.filter { $0.xName == contour.xName && $0.yName == contour.yName }.map {
                .init(name: "\(ValueFormat.number($0.sigma))σ", points: $0.polygon)
            }, best: x.flatMap { x in y.map { (x.value, $0.value) } })
    }

    private static func stem(_ profile: StatProfile) -> String {
        "profile_\(OutputFolder.filePart(profile.parameter))"
    }

    private static func stem(_ contour: StatContour) -> String {
        "contour_\(OutputFolder.filePart(contour.xName))_\(OutputFolder.filePart(contour.yName))"
    }
}

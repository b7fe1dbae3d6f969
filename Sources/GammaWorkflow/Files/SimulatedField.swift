import GammaCore
import GammaDatasets
import GammaEstimators
import GammaIO
import GammaMakers
import GammaMaps
import GammaModels

/// A simulated field and its true sources, to be written to a folder.
public struct SimulatedField: Sendable {
    /// The maps.
    public let dataset: MapDataset
    /// The sources.
    public let truth: Models
    /// √TS expected of each of them.
    public let significances: [Double]

    /// Simulates.
    /// - Throws: faults of the simulator.
    public init(
        _ simulator: FieldSimulator, truth: Models, seed: UInt64, execution: Execution = Execution()
    ) throws {
        dataset = try simulator.simulate(truth, seed: seed, execution: execution)
        self.truth = truth
        significances = try ExpectedSignificance.of(truth, in: [dataset], execution: execution).map(\.sqrtTS)
    }

    /// Writes the dataset under its name (`field.fits`), `truth.yaml` and `truth.ecsv`.
    /// - Returns: the paths written.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    @discardableResult
    public func write(to folder: String) throws -> [String] {
        let folder = try DataPath.expand(folder)
        try OutputFolder.make(folder)
        let paths = ["\(dataset.name).fits", "truth.ecsv", "truth.yaml"].map { "\(folder)/\($0)" }
        try dataset.write(to: paths[0])
        try AtomicFile.write(table.ecsvText, to: paths[1])
        return Array(paths.prefix(2)) + (try truth.write(to: paths[2], withCovariance: false))
    }

    /// The sources with the significance expected of each.
    public var table: Table {
        let places = truth.skyModels.map { $0.spatial?.position?.converted(to: .icrs) }
        func column(_ name: String, _ values: [Double], unit: String = "") -> Column {
            Column(name, .double(values), unit: unit)
        }
        return Table(
            name: "TRUTH",
            columns: [
                Column("name", .string(truth.skyModels.map(\.name))),
                column("ra", places.map { $0?.lon ?? .nan }, unit: "deg"),
                column("dec", places.map { $0?.lat ?? .nan }, unit: "deg"),
                column("extent", truth.skyModels.map(\.extent), unit: "deg"),
                column("flux_1TeV", truth.skyModels.map { $0.spectral.integral(from: 1, to: 100) }, unit: "cm-2 s-1"),
                column("sqrt_ts_expected", significances),
            ])
    }

    /// Sources and counts, for the terminal.
    public var report: String {
        var text = TextTable(
            [
                .init("source", alignment: .left), .init("RA", unit: "deg"), .init("Dec", unit: "deg"),
                .init("extent", unit: "deg"), .init("expected √TS"),
            ], title: "Simulated sources")
        for (source, significance) in zip(truth.skyModels, significances) {
            let place = source.spatial?.position?.converted(to: .icrs)
            text.append([
                source.name, ValueFormat.number(place?.lon ?? .nan, digits: 7),
                ValueFormat.number(place?.lat ?? .nan, digits: 7), ValueFormat.number(source.extent),
                ValueFormat.number(significance),
            ])
        }
        let (counts, background) = (dataset.counts.values.reduce(0, +), safeBackground)
        return text.text() + "\(Int(counts)) counts, \(Int(background)) of them background\n"
    }

    private var safeBackground: Double {
        zip(dataset.backgroundCounts, dataset.maskSafe).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    }

    /// The same as JSON.
    public var json: JSONValue {
        .object([
            ("schema", .string("gammakit-field-1")),
            (
                "sources",
                .array(
                    zip(truth.skyModels, significances).map {
                        .object([("name", .string($0.name)), ("sqrt_ts_expected", .double($1))])
                    })
            ),
        ])
    }
}

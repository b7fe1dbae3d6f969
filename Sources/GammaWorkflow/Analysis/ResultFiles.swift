import GammaCore
import GammaDatasets
import GammaEstimators
import GammaIO
import GammaMaps
import GammaModels
import GammaPlots
import GammaProducts

/// The files of a result, in a folder of their own.
struct ResultFiles {
    /// The folder, which is made when it is missing, with `figures` in it.
    let folder: String
    /// The paths written so far, in order.
    private(set) var written: [String] = []

    /// - Throws: faults of the file system.
    init(_ folder: String) throws {
        self.folder = try DataPath.expand(folder)
        try OutputFolder.make(self.folder + "/figures")
    }

    /// Writes `datasets.yaml` with its FITS files.
    mutating func add(_ datasets: [any Dataset]) throws {
        written += try DatasetsFile.write(datasets, to: folder + "/datasets.yaml")
    }

    /// Writes `models.yaml`, `parameters.ecsv`, `fit.json`, in this also what was found out around the fit, the tables of that, and
    /// `trace.ecsv` where the fit recorded its steps; draws of the posterior as `draws.{ecsv,fits}`, of very many every second, third, ….
    mutating func add(_ fit: ModelsFitResult?, _ checks: FitChecksResult) throws {
        guard let fit else { return }
        written += try fit.models.write(to: folder + "/models.yaml")
        let items = fit.jsonItems + checks.jsonItems
        try AtomicFile.write(JSONValue.object(items).text(pretty: true) + "\n", to: folder + "/fit.json")
        written.append(folder + "/fit.json")
        let trace = fit.fit.trace.isEmpty ? [] : [(stem: "trace", table: fit.traceTable)]
        try add([("parameters", fit.parameterTable)] + trace + checks.tables)
        if let posterior = checks.posterior {
            let draws = posterior.drawTable(atMost: 50_000)
            try add("draws") { try draws.write(to: $0) }
        }
    }

    /// Writes `STEM.ecsv` each.
    mutating func add(_ tables: [(stem: String, table: Table)]) throws {
        for (stem, table) in tables {
            try table.write(to: "\(folder)/\(stem).ecsv")
            written.append("\(folder)/\(stem).ecsv")
        }
    }

    /// Writes `flux_points.{ecsv,fits}` and `light_curve.{ecsv,fits}`; of several sources with `_SOURCE` before the dot.
    mutating func add(_ fluxPoints: [FluxPoints], _ lightCurves: [LightCurve]) throws {
        for (points, suffix) in zip(fluxPoints, Self.suffixes(fluxPoints.map(\.metadata.source))) {
            try add("flux_points\(suffix)") { try points.write(to: $0, sedType: .likelihood) }
        }
        for (curve, suffix) in zip(lightCurves, Self.suffixes(lightCurves.map(\.metadata.source))) {
            try add("light_curve\(suffix)") { try curve.write(to: $0, sedType: .flux) }
        }
    }

    /// Writes `flux_points_INSTRUMENT.{ecsv,fits}`.
    mutating func add(_ fluxPoints: [(suffix: String, points: FluxPoints)]) throws {
        for (suffix, points) in fluxPoints {
            try add("flux_points\(suffix)") { try points.write(to: $0, sedType: .likelihood) }
        }
    }

    /// Writes a table as `STEM.ecsv` and `STEM.fits`.
    private mutating func add(_ stem: String, _ write: (String) throws -> Void) throws {
        for ending in ["ecsv", "fits"] {
            let path = "\(folder)/\(stem).\(ending)"
            try write(path)
            written.append(path)
        }
    }

    /// Endings of the stems of files, one a source: nothing for the only one, else `_SOURCE`.
    static func suffixes(_ sources: [String]) -> [String] {
        sources.map { sources.count == 1 ? "" : "_" + OutputFolder.filePart($0) }
    }

    /// Writes `flux_profile.{ecsv,fits}` and the regions for DS9.
    mutating func add(_ profile: FluxProfile?) throws {
        guard let profile else { return }
        try add("flux_profile") { try profile.write(to: $0, sedType: .flux) }
        let regions = profile.bins.compactMap(\.region)
        guard !regions.isEmpty else { return }
        try AtomicFile.write(SkyRegion.ds9Text(regions), to: folder + "/flux_profile.reg")
        written.append(folder + "/flux_profile.reg")
    }

    /// Writes `image_profile.{ecsv,fits}`, of several energy bands `image_profile_BAND`.
    mutating func add(_ profiles: ImageProfiles?) throws {
        for (stem, profile) in profiles?.files ?? [] { try add(stem) { try profile.write(to: $0) } }
    }

    /// Writes `sensitivity.{ecsv,fits}`.
    /// - Parameter suffix: ending of the files' stems.
    mutating func add(_ sensitivity: SensitivityCurve?, suffix: String = "") throws {
        guard let sensitivity else { return }
        try add("sensitivity\(suffix)") { try sensitivity.write(to: $0) }
    }

    /// Writes the mask of what was left out, with its significances and figures.
    mutating func add(_ exclusion: ExclusionMaskResult?) throws {
        guard let exclusion else { return }
        written += try exclusion.write(to: folder)
    }

    /// Writes `STEM.fits` with its model.
    mutating func add(_ maps: FluxMaps?, _ stem: String) throws {
        guard let maps else { return }
        written += try maps.write(to: "\(folder)/\(stem).fits")
    }

    /// Writes the lists of sources.
    mutating func add(_ sources: MapSources?) throws {
        guard let sources else { return }
        written += try sources.lists.write(to: folder, like: sources.reference)
    }

    /// Writes what iterative modelling did to a folder `search`.
    mutating func add(_ search: SourceSearchResult?) throws {
        guard let search else { return }
        written += try SourceSearchFolder(search).write(to: folder + "/search")
    }

    /// Writes `report.html`.
    mutating func add(_ report: HTMLReport, _ execution: Execution) throws {
        try report.write(to: folder + "/report.html", execution: execution)
        written.append(folder + "/report.html")
    }

    /// Draws `figures/NAME.{png,svg,pdf}` in parallel; their bytes do not depend on the number of threads.
    mutating func add(_ figures: [(name: String, figure: any Figure)], _ execution: Execution) throws {
        let folder = folder
        written += try parallelMap(figures, execution, step: "figures") { name, figure in
            try figure.saveAll(to: "\(folder)/figures/\(name)")
        }.flatMap { $0 }
    }
}

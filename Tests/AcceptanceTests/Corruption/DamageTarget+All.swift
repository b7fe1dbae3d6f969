import Foundation
import GammaKit
import GammaTestSupport

extension DamageTarget {
    /// Everything that the analysis of spectra reads: archives of five instruments, OGIP spectra, GammaKit's own
    /// products, configurations and models.
    static let all: [DamageTarget] = observations + indices + spectra + products + texts

    // MARK: Event files

    private static let observations = [
        observation("hess", "hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz", seeds: 3),
        observation(
            "cta-events", "cta-1dc/data/baseline/gps/gps_baseline_110380.fits",
            responses: "cta-1dc/caldb/data/cta/1dc/bcf/South_z20_50h/irf_file.fits", seeds: 1),
        observation(
            "cta-responses", "cta-1dc/data/baseline/gps/gps_baseline_110380.fits",
            responses: "cta-1dc/caldb/data/cta/1dc/bcf/South_z20_50h/irf_file.fits", damaged: "responses.fits", seeds: 1
        ),
        observation("magic", "joint-crab-dl3/magic/run_05029748_DL3.fits", seeds: 5),
        observation("veritas", "joint-crab-dl3/veritas/54809_DL3.fits", seeds: 5),
        observation("fact", "joint-crab-dl3/fact/20131103_105_dl3.fits", seeds: 8),
    ]

    private static func observation(
        _ name: String, _ events: String, responses: String? = nil, damaged: String = "run.fits", seeds: Int
    ) -> DamageTarget {
        DamageTarget(
            name: name, kind: .fits, damaged: damaged,
            files: {
                var files = ["run.fits": try real(events)]
                if let responses { files["responses.fits"] = try real(responses) }
                return files
            }, seeds: seeds
        ) { folder in
            let observation = try Observation.read(
                folder + "/run.fits", responses: responses == nil ? nil : folder + "/responses.fits")
            return {
                try use(observation)
                let store = try DataStore(folder + "/run.fits")
                _ = try store.observations()
            }
        }
    }

    /// Reduces an observation to a spectrum in every way, and fits it.
    private static func use(_ observation: Observation) throws {
        _ = observation.summary.text
        let centre = SkyDirection(ra: 83.63, dec: 22.01)
        let energy = try MapAxis.energy(min: 0.2, max: 30, bins: 8)
        let energyTrue = try MapAxis.energy(min: 0.1, max: 60, bins: 12, name: "energy_true")
        for region in [SkyRegion.circle(centre: centre, radius: 0.11), .point(centre)] {
            let reduction = SpectrumReduction(
                maker: SpectrumDatasetMaker(
                    region: region, energy: energy, energyTrue: energyTrue,
                    containmentCorrection: region.solidAngle > 0 && observation.responses.pointSpread != nil),
                safeMask: SafeMaskMaker([
                    .aeffDefault, .aeffMax(percent: 10), .edispBias(percent: 10), .offsetMax(degrees: 3), .bkgPeak,
                ]), background: ReflectedRegionsBackgroundMaker())
            do {
                try use(reduction.reduce(observation))
            } catch is Fault {
                continue
            }
        }
    }

    // MARK: Index files

    private static let indices = [
        index("hess-hdu-index", "hess-dl3-dr1/hdu-index.fits.gz", damaged: "hdu-index.fits"),
        index("hess-obs-index", "hess-dl3-dr1/hdu-index.fits.gz", damaged: "obs-index.fits"),
    ]

    private static func index(_ name: String, _ path: String, damaged: String) -> DamageTarget {
        DamageTarget(
            name: name, kind: .fits, damaged: damaged,
            files: {
                [
                    "hdu-index.fits": try real("hess-dl3-dr1/hdu-index.fits.gz"),
                    "obs-index.fits": try real("hess-dl3-dr1/obs-index.fits.gz"),
                ]
            }, seeds: 3
        ) { folder in
            let store = try DataStore(folder)
            return {
                _ = store.summary.text
                _ = try store.ids(.cone(SkyDirection(ra: 83.63, dec: 22.01), radius: 5))
            }
        }
    }

    // MARK: Spectra

    private static let spectra =
        ["pha", "arf", "rmf", "bkg"].map { part in
            DamageTarget(
                name: "ogip-\(part)", kind: .fits, damaged: "\(part)_obs23523.fits",
                files: {
                    var files: [String: [UInt8]] = [:]
                    for part in ["pha", "arf", "rmf", "bkg"] {
                        let name = "\(part)_obs23523.fits"
                        files[name] = try real("joint-crab/spectra/hess/" + name)
                    }
                    return files
                }, seeds: 4
            ) { folder in
                let dataset = try OGIPReader(folder + "/pha_obs23523.fits").dataset()
                return { try use(dataset) }
            }
        } + [
            DamageTarget(
                name: "dataset", kind: .fits, damaged: "pha_obsstacked.fits",
                files: { try written { try DatasetsFile.write([madeDataset()], to: $0 + "/datasets.yaml") } }, seeds: 8
            ) { folder in
                let datasets = try DatasetsFile.read(folder + "/datasets.yaml").spectra()
                return { try datasets.forEach(use) }
            }
        ]

    /// Sums, masks, stacks, fits, plots and writes a spectrum.
    private static func use(_ dataset: SpectrumDataset) throws {
        _ = dataset.summary
        var dataset = dataset
        dataset.name = "stacked"
        dataset.setFitRange(minimum: 0.5, maximum: nil)
        let models = Models(SkyModel("Crab", spectral: PowerLaw(index: 2.6, amplitude: 5e-11, reference: 1)))
        guard dataset.mask.contains(true) else { return }
        let stacked = try SpectrumDataset.stacked([dataset, dataset], name: "stacked")
        let fit = try Fit([stacked], models: models).run()
        var result = AnalysisResult(config: AnalysisConfig(), runs: [dataset], datasets: [stacked], fit: fit)
        result.allFluxPoints = try FluxPointsEstimator.all(
            [stacked], models: fit.models, energyEdges: [0.6, 3, 20])
        _ = result.report
        _ = result.json.text(pretty: false)
        _ = try stacked.fitsHDUs()
    }

    private static func madeDataset() throws -> SpectrumDataset {
        let energy = try MapAxis.energy(min: 0.5, max: 20, bins: 6)
        let energyTrue = try MapAxis.energy(min: 0.3, max: 30, bins: 9, name: "energy_true")
        let ones = [Double](repeating: 1, count: 6)
        let centre = SkyDirection(ra: 83.63, dec: 22.01)
        var dataset = SpectrumDataset(
            name: "stacked", energy: energy, energyTrue: energyTrue, region: .circle(centre: centre, radius: 0.11),
            counts: [60, 40, 30, 12, 5, 1], exposure: Array(repeating: 6e12, count: 9),
            energyDispersion: Matrix(rows: 9, columns: 6, values: Array(repeating: 1.0 / 9, count: 54)),
            background: .measured(
                OffMeasurement(
                    counts: ones.map { $0 * 20 }, acceptance: ones, acceptanceOff: ones.map { $0 * 10 },
                    region: .circle(centre: SkyDirection(ra: 83.63, dec: 23.01), radius: 0.11))),
            gti: try GTI(starts: [0, 2000], stops: [1700, 3700], reference: .year2000), livetime: 3100,
            provenance: DatasetProvenance(observationIDs: ["1", "2"], telescopes: ["TEST", "TEST"]))
        dataset.setFitRange(minimum: 0.6, maximum: nil)
        return dataset
    }

    // MARK: Products

    private static let products = [
        DamageTarget(
            name: "flux-points", kind: .fits, damaged: "points.fits",
            files: { ["points.fits": try real("estimators/crab_hess_fp/crab_hess_fp.fits")] }, seeds: 4
        ) { folder in
            let points = try FluxPoints.read(folder + "/points.fits")
            return { _ = points.textTable(.dnde).text() }
        },
        DamageTarget(
            name: "light-curve", kind: .fits, damaged: "curve.fits",
            files: { ["curve.fits": try real("estimators/pks2155_hess_lc/pks2155_hess_lc.fits")] }, seeds: 4
        ) { folder in
            let curve = try LightCurve.read(folder + "/curve.fits")
            return {
                _ = curve.textTable(.flux).text()
                _ = curve.variability(.flux)
            }
        },
        DamageTarget(
            name: "exclusion-mask", kind: .fits, damaged: "mask.fits",
            files: { ["mask.fits": try real("joint-crab/exclusion/exclusion_mask_crab.fits.gz")] }, seeds: 4
        ) { folder in
            let mask = try WCSMap.read(folder + "/mask.fits")
            return { _ = mask.value(at: SkyDirection(ra: 83.63, dec: 22.01)) }
        },
        DamageTarget(
            name: "ebl", kind: .fits, damaged: "ebl.fits", files: { ["ebl.fits": try real("ebl/frd_abs.fits.gz")] },
            seeds: 2
        ) { folder in
            let table = try EBLTable.read(folder + "/ebl.fits")
            return { _ = EBLAbsorptionNorm(table: table, redshift: 0.1).evaluate([0.1, 1, 10]) }
        },
    ]

    // MARK: Texts

    private static let texts = [
        DamageTarget(
            name: "configuration", kind: .yaml, damaged: "config.yaml",
            files: { ["config.yaml": Array(CrabConfiguration.text.utf8)] }, seeds: 20
        ) { folder in
            let config = try AnalysisConfig.read(folder + "/config.yaml")
            return { _ = try SpectrumAnalysis(config) }
        },
        DamageTarget(
            name: "models", kind: .yaml, damaged: "models.yaml",
            files: { try written { try fittedModels().write(to: $0 + "/models.yaml", isFull: true) } }, seeds: 20
        ) { folder in
            let models = try Models.read(folder + "/models.yaml")
            return {
                for model in models.skyModels { _ = model.spectral.evaluate([0.1, 1, 10]) }
                _ = models.yamlText()
            }
        },
        DamageTarget(
            name: "datasets-list", kind: .yaml, damaged: "datasets.yaml",
            files: { try written { try DatasetsFile.write([madeDataset()], to: $0 + "/datasets.yaml") } }, seeds: 5
        ) { folder in
            _ = try DatasetsFile.read(folder + "/datasets.yaml")
            return {}
        },
        DamageTarget(
            name: "flux-points-ecsv", kind: .text, damaged: "points.ecsv",
            files: {
                let path = TestData.path("estimators/crab_hess_fp/crab_hess_fp.fits") ?? ""
                return try written { try FluxPoints.read(path).write(to: $0 + "/points.ecsv") }
            }, seeds: 5
        ) { folder in
            let points = try FluxPoints.read(folder + "/points.ecsv")
            return { _ = points.textTable(.dnde).text() }
        },
    ]

    private static func fittedModels() throws -> Models {
        var models = Models([
            .sky(SkyModel("Crab", spectral: PowerLaw(index: 2.6, amplitude: 5e-11, reference: 1))),
            .sky(SkyModel("cut", spectral: ExpCutoffPowerLaw())),
            .sky(SkyModel("curved", spectral: LogParabola())),
        ])
        models.components[0].spectral.parameters[0].minimum = 0
        models.components[0].spectral.parameters[0].error = 0.1
        return models
    }

    // MARK: Files

    /// A real file, uncompressed.
    private static func real(_ path: String) throws -> [UInt8] {
        guard let file = TestData.path(path) else { throw Fault(.fileNotFound, "not at hand", at: Origin(file: path)) }
        let bytes = try FileBytes.read(file)
        return Gzip.isCompressed(bytes) ? try Gzip.inflate(bytes, file: path) : bytes
    }

    /// The files that `write` leaves in a folder.
    private static func written(_ write: (String) throws -> Void) throws -> [String: [UInt8]] {
        try withTemporaryFolder { folder in
            try write(folder)
            var files: [String: [UInt8]] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                files[name] = try FileBytes.read(folder + "/" + name)
            }
            return files
        }
    }
}

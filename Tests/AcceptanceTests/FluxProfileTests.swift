import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Profiles of the Galactic centre seen by Fermi-LAT above 10 GeV, against Gammapy 2.1.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct FluxProfileTests {
    static func dataset() throws -> MapDataset {
        let path = try #require(TestData.path("fermi-3fhl-gc/fermi-3fhl-gc.fits.gz"))
        return try #require(DatasetsFile.readAny(path).first as? MapDataset)
    }

    /// Seven boxes along the Galactic plane.
    static func plane() throws -> ProfileRegions {
        try .line(
            from: .galactic(l: 359, b: 0), to: .galactic(l: 1, b: 0), width: 2, binning: .count(7))
    }

    static let edges = [0.01, 0.1, 2]

    /// Boxes along the plane, everything optional.
    @Test func alongThePlane() throws {
        let profile = try FluxProfileEstimator(Self.plane(), energyEdges: Self.edges).run(
            [Self.dataset()], execution: Execution(threads: 2))
        try Self.compare(profile, FluxProfileReference.plane)
    }

    /// An oblique line, above a background with a model, and another reference spectrum. The line is a great circle here and
    /// straight in the image there; the same pixels are inside.
    @Test func obliqueAboveAModel() throws {
        let dataset = try Self.dataset()
        let boxes = try ProfileRegions.line(
            from: .galactic(l: 2.2, b: -0.7), to: .galactic(l: 358.7, b: 1.1), width: 0.6, binning: .count(6))
        let background = FoVBackgroundModel(
            dataset: dataset.name, spectral: PowerLawNorm(norm: 0.9, tilt: 0.1, reference: 0.1))
        let estimator = FluxProfileEstimator(
            boxes, energyEdges: Self.edges, spectral: PowerLaw(index: 2.6, amplitude: 1e-12))
        try Self.compare(
            estimator.run([dataset], models: Models([.background(background)])), FluxProfileReference.oblique)
    }

    /// Rings, the first with the hole of 1e-5 deg that Gammapy leaves.
    @Test func rings() throws {
        let rings = try ProfileRegions.radial(
            centre: .galactic(l: 0.3, b: 0.1), from: 1e-5, to: 1.5, binning: .count(5))
        try Self.compare(
            FluxProfileEstimator(rings, energyEdges: [0.01, 2]).run([Self.dataset()]), FluxProfileReference.rings)
    }

    /// Counts are exact. Maps hold 32 bits; Gammapy's fit was told to go on until 1e-5 of its usual tolerance, which leaves
    /// 1e-4 of an error; the crossings of Minuit's MINOS, which give the errors on either side, another 1e-4.
    private static func compare(_ profile: FluxProfile, _ expected: [String: [Double]]) throws {
        let points = profile.rows.flatMap { $0 }
        #expect(points.allSatisfy { $0.outcome == .converged })
        let errors = points.map { $0.normErr ?? .nan }
        let quantities: [String: (FluxPoint) -> Double?] = [
            "counts": { $0.counts?.reduce(0, +) }, "npred": { $0.npred?.reduce(0, +) }, "norm": { $0.norm },
            "norm_err": { $0.normErr }, "norm_errn": { $0.normErrn }, "norm_errp": { $0.normErrp },
            "norm_ul": { $0.normUL }, "ts": { $0.ts },
        ]
        for (name, values) in expected {
            let quantity = try #require(quantities[name])
            let own: [Double] = points.map { quantity($0) ?? .nan }
            if name == "counts" {
                #expect(own == values)
                continue
            }
            for (index, value) in values.enumerated() {
                let scale = name.hasPrefix("norm") ? errors[index] : 1
                let bound = name.hasPrefix("norm_errn") || name.hasPrefix("norm_errp") ? 2e-4 : 1e-4
                expectClose(own[index], value, relative: bound, absolute: bound * scale, "\(name) \(index)")
            }
        }
    }

    /// The images of Gammapy's tutorial: counts in bins of longitude, latitude and distance.
    @Test func imageProfiles() throws {
        let image = try WCSMap.read(#require(TestData.path("fermi-3fhl-gc/fermi-3fhl-gc-counts.fits.gz")))
        let degrees = { (low: Double, high: Double, count: Int) in
            ProfileBinning.edges((0...count).map { low + (high - low) * Double($0) / Double(count) })
        }
        let longitude = try ImageProfileEstimator(.longitude, binning: degrees(-4, 4, 8)).run(image, errors: .counts)
        let sums: [Double] = [1800, 1874, 1967, 2355, 2033, 1468, 1324, 1376]
        #expect(longitude.bins.map(\.value) == sums)
        expectClose(longitude.bins.map { $0.error ?? .nan }, sums.map { $0.squareRoot() })
        let latitude = try ImageProfileEstimator(.latitude, method: .mean, binning: degrees(-3, 3, 6))
            .run(image, errors: .counts)
        expectClose(latitude.bins.map(\.value), [0.245, 0.429875, 1.138875, 0.91, 0.3945, 0.2565])
        expectClose(
            latitude.bins.map { $0.error ?? .nan },
            [
                0.005533985905294664, 0.007330373455697875, 0.011931444799352675, 0.010665364503850772,
                0.007022285952594069, 0.005662375826453062,
            ])
        let radial = try ImageProfileEstimator(.radial(.galactic(l: 0.3, b: 0.1)), binning: degrees(0, 2, 8))
            .run(image, errors: .counts)
        #expect(radial.bins.map(\.value) == [221, 775, 640, 554, 608, 626, 670, 750])
        // Gammapy multiplies the means of counts by the three bins of the box.
        let smooth = try radial.smoothed(.box(radius: 0.25))
        expectClose(smooth.bins.map { 3 * $0.value }, [1217, 1636, 1969, 1802, 1788, 1904, 2046, 2170])
        let rows = try ImageProfileEstimator(.latitude).run(image)
        #expect(rows.count == 200 && rows.bins.prefix(8).map(\.value) == [48, 50, 65, 50, 65, 49, 58, 62])
    }

    /// Gammapy opens the files of a profile and a sensitivity curve and finds the same numbers.
    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)"))
    func gammapyReadsProfiles() throws {
        let profile = try FluxProfileEstimator(Self.plane(), energyEdges: Self.edges).run([Self.dataset()])
        let curve = try SensitivityEstimator().run(
            Self.dataset().toSpectrumDataset(region: Self.plane().regions[3]))
        let seen = try withTemporaryFolder { folder in
            for ending in ["fits", "ecsv"] {
                for type in [SEDType.flux, .likelihood] {
                    try profile.write(to: "\(folder)/\(type.rawValue).\(ending)", sedType: type)
                }
                try curve.write(to: "\(folder)/sensitivity.\(ending)")
            }
            return try PythonOracle.numbers(PythonOracle.run(Self.script, [folder]))
        }
        let table = profile.table(.flux)
        for name in ["flux_fits", "flux_ecsv", "likelihood_fits", "likelihood_ecsv"] {
            expectClose(
                seen["\(name)_x"] ?? [], profile.bins.map(\.middle), relative: 1e-12, absolute: 1e-12, "\(name) x")
            for column in ["flux", "flux_err", "flux_errn", "flux_errp", "flux_ul", "sqrt_ts", "counts", "npred"] {
                expectClose(
                    seen["\(name)_\(column)"] ?? [], try table.doubles(column), relative: 1e-9, "\(name) \(column)")
            }
        }
        for ending in ["fits", "ecsv"] {
            let values = curve.points.map(\.e2dndeInErg)
            expectClose(seen["sensitivity_\(ending)"] ?? [], values, relative: 1e-12, "sensitivity \(ending)")
        }
    }

    private static let script = """
        import json, logging, sys, warnings
        logging.disable(logging.CRITICAL); warnings.simplefilter("ignore")
        import numpy as np
        from astropy.table import Table
        from gammapy.estimators import FluxPoints
        from gammapy.modeling.models import PowerLawSpectralModel
        folder, out = sys.argv[1], {}
        def numbers(name, values):
            out[name] = [float(x) if np.isfinite(x) else None for x in np.ravel(np.ma.filled(values, np.nan))]
        for kind in ["flux", "likelihood"]:
            for ending in ["fits", "ecsv"]:
                p = FluxPoints.read(f"{folder}/{kind}.{ending}", reference_model=PowerLawSpectralModel())
                assert p.geom.axes.names == ["energy", "projected-distance"], p.geom.axes.names
                name = f"{kind}_{ending}"
                numbers(name + "_x", p.geom.axes["projected-distance"].center.to_value("deg"))
                t = p.to_table(sed_type="flux", format="profile")
                for c in ["flux", "flux_err", "flux_errn", "flux_errp", "flux_ul", "sqrt_ts", "counts", "npred"]:
                    numbers(f"{name}_{c}", t[c])
        for ending, kwargs in [("fits", {"hdu": 1}), ("ecsv", {})]:
            t = Table.read(f"{folder}/sensitivity.{ending}", **kwargs)
            assert set(t["criterion"]) <= {"significance", "gamma", "bkg"}, t["criterion"]
            numbers("sensitivity_" + ending, t["e2dnde"].quantity.to_value("erg cm-2 s-1"))
        print(json.dumps(out))
        """
}

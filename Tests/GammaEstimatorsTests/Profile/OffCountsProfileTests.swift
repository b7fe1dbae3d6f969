import Foundation
import GammaCore
import GammaDatasets
import GammaEstimators
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

/// Profiles of a map with off counts against Gammapy 2.1 (`FluxProfileEstimator` on a `MapDatasetOnOff` with
/// `Fit(optimize_opts={"tol": 1e-6, "strategy": 2})`, `ImageProfileEstimator` on counts − α·n_off): the synthetic field without
/// point-spread function, n_on = ((7919 i) mod 13) div 6 in bin i, off counts eight times the expected background, rounded.
@Suite struct OffCountsProfileTests {
    private static func dataset() throws -> MapDataset {
        var dataset = try SyntheticField.empty(hasPSF: false, isMeasured: true)
        for index in dataset.counts.values.indices { dataset.counts.values[index] = Double(index * 7919 % 13 / 6) }
        return dataset
    }

    /// iminuit stops within some thousandths of an error; what comes from its scans within a few more.
    @Test func fluxesInRings() throws {
        let dataset = try Self.dataset()
        let limits: [ClosedRange<Double>] = [0.05...0.2, 0.2...0.4, 0.4...0.6]
        let regions = try ProfileRegions(
            limits.map { .annulus(centre: SyntheticField.centre, inner: $0.lowerBound, outer: $0.upperBound) },
            distances: limits)
        let edges = dataset.energy.edges
        let points = try FluxProfileEstimator(
            regions, energyEdges: [edges[0], edges[2], edges[4]],
            spectral: PowerLaw(index: 2, amplitude: 1e-12, reference: 1)
        ).run([dataset]).rows.flatMap { $0 }
        #expect(points.map { $0.counts?[0] } == [60, 66, 200, 180, 280, 310])
        let errors = [
            0.10432387659699481, 0.20546801219707064, 0.21325605175352277, 0.36861000998079263, 0.29543659119962074,
            0.5649827077692581,
        ]
        func compare(_ name: String, _ values: [Double], _ expected: [Double], tolerance: Double = 2e-3) {
            for (index, value) in values.enumerated() {
                expectClose(value, expected[index], absolute: tolerance * errors[index], "\(name) \(index)")
            }
        }
        compare(
            "norm", points.map(\.norm),
            [
                -0.13383255879203804, 1.1964000245322943, -0.12233817251142705, 3.287077116373914, -0.6297173262923116,
                6.957685706240605,
            ])
        compare("norm_err", points.map { $0.normErr ?? .nan }, errors)
        compare(
            "norm_errn", points.map { $0.normErrn ?? .nan },
            [
                0.10028412355724028, 0.19765752913158044, 0.20915369567195438, 0.36014001604192514, 0.2906142952933738,
                0.5550156502860405,
            ], tolerance: 5e-3)
        compare(
            "norm_errp", points.map { $0.normErrp ?? .nan },
            [
                0.10857470637419286, 0.2135003095928884, 0.21748928680480112, 0.3772298642341471, 0.3003875992571363,
                0.5750808256881178,
            ], tolerance: 5e-3)
        compare(
            "norm_ul", points.map { $0.normUL ?? .nan },
            [
                0.09215210830213497, 1.6398571188928883, 0.321345998974687, 4.059055587866391, -0.018800447481924776,
                8.128290738985637,
            ], tolerance: 5e-3)
        let ts = [
            1.492782532576257, 61.97387955288434, 0.3218526717464556, 136.18820046122937, 4.241498130635591,
            271.39940903951356,
        ]
        for (point, expected) in zip(points, ts) { expectClose(point.ts ?? .nan, expected, relative: 1e-5) }
        let predicted = [
            61.766501032694876, 66.18307584010228, 222.71682783278607, 180.60678789658928, 303.4213522841943,
            310.94893653353927,
        ]
        for (point, expected) in zip(points, predicted) {
            expectClose(point.npred?[0] ?? .nan, expected, relative: 2e-4)
        }
    }

    /// Excess above α·n_off in strips and rings: sums of the same pixels, exactly.
    @Test func excessOfAnImage() throws {
        let dataset = try Self.dataset()
        func image(_ values: [Double]) throws -> WCSMap {
            let pixels = dataset.geometry.pixelCount
            return try WCSMap(
                dataset.geometry.image,
                values: (0..<pixels).map { pixel in (0..<4).reduce(0) { $0 + values[$1 * pixels + pixel] } })
        }
        let excess = try image(zip(dataset.counts.values, dataset.backgroundCounts).map { $0 - $1 })
        var errors = try image(dataset.counts.values)
        errors.values = errors.values.map { $0.squareRoot() }
        func profile(
            _ direction: ImageProfileEstimator.Direction, _ method: ImageProfileEstimator.Method, _ edges: [Double]
        ) throws -> (values: [Double], errors: [Double]) {
            let profile = try ImageProfileEstimator(direction, method: method, binning: .edges(edges)).run(
                excess, errors: .map(errors))
            return (profile.bins.map(\.value), profile.bins.map { $0.error ?? .nan })
        }
        let longitude = try profile(.longitude, .sum, [83.2, 83.5, 83.8, 84.1])
        expectClose(longitude.values, [120.75, 98.5, 123.5])
        expectClose(longitude.errors, [21.0, 19.235384061671343, 21.0])
        let latitude = try profile(.latitude, .sum, [21.5, 21.8, 22.1, 22.4])
        expectClose(latitude.values, [198.25, 182.5, 190.75])
        expectClose(latitude.errors, [24.289915602982237, 24.310491562286437, 24.310491562286437])
        let radial = try profile(.radial(SyntheticField.centre), .mean, [0, 0.2, 0.4, 0.6])
        expectClose(radial.values, [0.7019230769230769, 0.5608974358974359, 0.6520833333333333])
        expectClose(radial.errors, [0.22261224813058125, 0.12495890185652517, 0.10120798167909266])
    }
}

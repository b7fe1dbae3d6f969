import Foundation
import GammaCore
import GammaData
import GammaMakers
import GammaMaps
import GammaModels
import GammaNumerics
import Testing

/// Responses whose distributions have formulas, and observations with them.
enum SimulationSamples {
    static let pointing = SkyDirection(ra: 83.6331, dec: 22.5145)
    static let source = SkyDirection(ra: 83.6331, dec: 22.0145)

    /// 10⁹ cm² everywhere; a Gaussian point spread of 0.08°; a Gaussian migration of mean 1 and width 0.1; a background of
    /// 100 s⁻¹ TeV⁻¹ sr⁻¹ E^(−2) within 2.5°.
    static func responses() throws -> Responses {
        let energyTrue = try IRFAxis(.energyTrue, edges: Quadrature.geomspace(0.1, 100, count: 31))
        let offset = try IRFAxis(.offset, edges: [0, 1, 2.5])
        let count = energyTrue.count * offset.count
        func constant(_ value: Double) -> [Double] { Array(repeating: value, count: count) }
        let migra = try IRFAxis(.migra, edges: Quadrature.linspace(0.2, 2, count: 361))
        let densities = zip(migra.edges, migra.edges.dropFirst()).map {
            (Special.normalCDF(($1 - 1) / 0.1) - Special.normalCDF(($0 - 1) / 0.1)) / ($1 - $0)
        }
        let energy = try IRFAxis(.energy, edges: Quadrature.geomspace(0.1, 100, count: 31))
        return Responses(
            effectiveArea: try EffectiveArea2D(energyTrue: energyTrue, offset: offset, values: constant(1e9)),
            energyDispersion: try EnergyDispersion2D(
                energyTrue: energyTrue, migra: migra, offset: offset,
                values: (0..<energyTrue.count).flatMap { _ in densities.flatMap { [$0, $0] } }),
            pointSpread: try PSF3Gauss(
                energyTrue: energyTrue, offset: offset, scale: constant(1), sigma1: constant(0.08),
                sigma2: constant(1), sigma3: constant(1), amplitude2: constant(0), amplitude3: constant(0)),
            background: try Background2D(
                energy: energy, offset: offset,
                values: energy.centres.flatMap { e in [100 / (e * e), 100 / (e * e)] }))
    }

    static func observation(
        id: String = "7", responses: Responses, intervals: [(Double, Double)] = [(1000, 1600), (2000, 3400)]
    ) throws -> Observation {
        Observation(
            id: id, events: .empty(),
            gti: try GTI(
                starts: intervals.map(\.0), stops: intervals.map(\.1), reference: .year2000),
            pointing: .fixed(pointing), responses: responses, deadTimeFraction: 0.1)
    }

    /// A point source with an E^(−2) spectrum.
    static func point(_ name: String = "point", amplitude: Double = 1e-9) -> SkyModel {
        SkyModel(
            name, spectral: PowerLaw(index: 2, amplitude: amplitude, reference: 1),
            spatial: PointSpatialModel(at: source))
    }

    /// Events of one source, or of the background (0).
    static func events(_ observation: Observation, of number: Int) throws -> EventList {
        let numbers = try observation.events.values("MC_ID")
        return try observation.events.selecting(mask: numbers.map { $0 == Double(number) })
    }
}

/// Expects values to be distributed as a cumulative distribution says: the test of Kolmogorov and Smirnov.
///
/// The limit is exceeded by chance once in 3000.
func expectDistribution(
    _ values: [Double], _ comment: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ cumulative: (Double) -> Double
) {
    let sorted = values.sorted()
    let count = Double(sorted.count)
    var distance = 0.0
    for (index, value) in sorted.enumerated() {
        let probability = cumulative(value)
        distance = max(distance, abs(Double(index + 1) / count - probability), abs(probability - Double(index) / count))
    }
    let statistic = distance * (count.squareRoot() + 0.12 + 0.11 / count.squareRoot())
    #expect(statistic < 2.1, "\(comment): \(statistic) for \(sorted.count) values", sourceLocation: sourceLocation)
}

/// Expects a Poisson number within 4σ of its mean.
func expectPoisson(
    _ count: Int, mean: Double, _ comment: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
    let deviation = (Double(count) - mean) / mean.squareRoot()
    #expect(abs(deviation) < 4, "\(comment): \(count) events, \(mean) expected", sourceLocation: sourceLocation)
}

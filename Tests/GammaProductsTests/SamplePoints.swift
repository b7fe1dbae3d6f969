import Foundation
import GammaCore
import GammaIO
import GammaProducts
import GammaTestSupport

/// Flux points with everything in them, one failed bin and one limit, the same for every seed.
func samplePoints(seed: UInt64 = 1, bins: Int = 4, datasets: Int = 2, scan: Int = 5) -> FluxPoints {
    var random = RandomStream(seed: seed, stream: "flux points")
    let edges = (0...bins).map { pow(10, -0.5 + 0.4 * Double($0)) }
    let points = (0..<bins).map { bin -> FluxPoint in
        let (low, high) = (edges[bin], edges[bin + 1])
        var point = FluxPoint(
            eMin: low, eMax: high,
            reference: ReferenceFlux.powerLaw2(eMin: low, eMax: high, eRef: (low * high).squareRoot()),
            norm: bin == 0 ? .nan : 0.5 + random.uniform(), outcome: bin == 0 ? .masked : .converged)
        let isLimit = bin > 0 && bin == bins - 1
        if isLimit { point.norm = -0.1 }
        point.normErr = bin == 0 ? .nan : 0.1 + 0.01 * random.uniform()
        point.normErrn = point.normErr.map { $0 * 0.9 }
        point.normErrp = point.normErr.map { $0 * 1.1 }
        point.normUL = bin == 0 ? .nan : point.norm + 0.3
        point.normSensitivity = bin == 0 ? .nan : 0.25
        point.ts = bin == 0 ? .nan : isLimit ? 1.5 : 30 + random.uniform()
        point.stat = 3 * random.uniform()
        point.statNull = point.ts.flatMap { ts in point.stat.map { $0 + ts } }
        point.npred = (0..<datasets).map { _ in 100 * random.uniform() }
        point.npredExcess = (0..<datasets).map { $0 == 1 ? .nan : 10 * random.uniform() }
        point.counts = (0..<datasets).map { _ in (100 * random.uniform()).rounded() }
        let norms = (0..<scan).map { 0.2 * pow(25, Double($0) / Double(scan - 1)) }
        point.scan = NormScan(
            norm: norms, stat: norms.map { 10 * ($0 - 1) * ($0 - 1) }, nuisanceNames: ["crab.spectral.index"],
            nuisance: norms.map { [2 + $0] })
        if bin > 0 {
            point.nuisance = [NuisanceValue(name: "crab.spectral.index", value: 2 + random.uniform(), error: 0.1)]
        }
        return point
    }
    let gti = Table(
        name: "GTI",
        header: FITSHeader([
            .init("MJDREFI", .int(51544)), .init("MJDREFF", .double(0.5)), .init("TIMESYS", .string("tt")),
        ]),
        columns: [Column("START", .double([10, 2000]), unit: "s"), Column("STOP", .double([1500, 3000]), unit: "s")])
    return FluxPoints(
        points, metadata: FluxMetadata(source: "crab", datasetNames: (0..<datasets).map { "run\($0)" }, gti: gti))
}

/// All numbers of a point, for comparison.
func numbers(_ point: FluxPoint) -> [Double] {
    let plain: [Double?] = [
        point.eMin, point.eMax, point.eRef, point.reference.dnde, point.reference.flux, point.reference.eflux,
        point.norm,
        point.normErr, point.normErrn, point.normErrp, point.normUL, point.normSensitivity, point.ts,
        point.significance, point.stat, point.statNull,
    ]
    let arrays: [[Double]?] = [
        point.npred, point.npredExcess, point.counts, point.scan?.norm, point.scan?.stat,
        point.scan?.nuisance.flatMap { $0 },
    ]
    return plain.map { $0 ?? -999 } + arrays.flatMap { $0 ?? [-999] }
}

import Foundation
import GammaCore
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaProducts

@Suite struct FluxMapsTests {
    static let centre = SkyDirection(ra: 83.63, dec: 22.01)

    /// 4 × 3 pixels in two bins of energy; the last pixel is masked.
    static func sample() throws -> FluxMaps {
        let geometry = try WCSGeometry.create(
            centre: centre, pixels: SIMD2(4, 3), binSize: SIMD2(0.1, 0.1), projection: "TAN",
            axes: [.energy(edges: [1, 3, 10])])
        let count = geometry.valueCount
        func ramp(_ scale: Double) -> [Double] {
            (0..<count).map { $0 == count - 1 ? .nan : scale * (Double($0) - 5) }
        }
        var outcome = [MapOutcome](repeating: .fitted, count: count)
        outcome[count - 1] = .masked
        return try FluxMaps(
            geometry, reference: SkyModel("crab", spectral: PowerLaw(index: 2.5, amplitude: 3e-12)),
            values: [
                .norm: ramp(1), .normErr: ramp(0.1).map { abs($0) + 1 }, .normUL: ramp(1).map { $0 + 2 },
                .ts: ramp(2).map { $0 * $0 }, .npredExcess: ramp(7), .niter: ramp(0).map { $0 + 3 },
            ],
            outcome: outcome,
            scan: MapScan(norms: [-1, 0, 2], stat: (0..<3 * count).map { Double($0) }),
            metadata: FluxMetadata(nSigma: 1, nSigmaUL: 3))
    }

    /// dN/dE of a power law at the geometric mean of the bin, and fluxes by its closed integral.
    @Test func fluxesFollowFromNorms() throws {
        let maps = try Self.sample()
        let norm = try maps.map(.norm).values[0]
        let dnde = 3e-12 * pow(3.0.squareRoot(), -2.5)
        expectClose(try maps.map(.dnde).values[0], norm * dnde)
        expectClose(try maps.map(.e2dnde).values[0], norm * dnde * 3)
        expectClose(try maps.map(.flux).values[0], norm * 3e-12 / 1.5 * (1 - pow(3, -1.5)), relative: 1e-10)
        expectClose(try maps.map(.eflux).values[0], norm * 3e-12 / 0.5 * (1 - pow(3, -0.5)), relative: 1e-10)
        #expect(try maps.map(.eflux).unit == SEDType.eflux.unit)
    }

    /// Iterations in a byte each are a map like the others.
    @Test func iterationsInBytes() throws {
        let sample = try Self.sample()
        var values = sample.values
        values[.niter] = nil
        let count = sample.geometry.valueCount
        let steps = (0..<count).map { $0 == 3 ? FluxMaps.noIterations : UInt8($0) }
        let maps = try FluxMaps(sample.geometry, reference: sample.reference, values: values, iterations: steps)
        #expect(maps.has(.niter) && maps.quantities.contains(.niter))
        let array = try maps.map(.niter).values
        #expect(array[2] == 2 && array[3].isNaN && array[23] == 23)
        #expect(throws: Fault.self) {
            try FluxMaps(sample.geometry, reference: sample.reference, values: values, iterations: [1])
        }
    }

    /// √TS has the sign of the norm.
    @Test func significanceFollowsFromTS() throws {
        let values = try Self.sample().map(.sqrtTS).values
        #expect(Array(values[3...7]) == [-4, -2, 0, 2, 4])
        #expect(values[values.count - 1].isNaN)
    }

    @Test func pointsOfAPixel() throws {
        let maps = try Self.sample()
        let direction = try #require(maps.geometry.direction(x: 3, y: 2))
        let points = try maps.fluxPoints(at: direction)
        #expect(points.count == 2)
        #expect(points.points[0].norm == 6)
        #expect(points.points[0].outcome == .converged)
        #expect(points.points[0].scan?.norm == [-1, 0, 2])
        #expect(points.points[1].outcome?.success == false)
        #expect(points.points[1].outcome?.reason == "masked")
        #expect(throws: Fault.self) { try maps.fluxPoints(at: SkyDirection(ra: 10, dec: 0)) }
    }

    @Test(arguments: SEDType.allCases) func filesKeepEverything(type: SEDType) throws {
        let maps = try Self.sample()
        let read = try withTemporaryFolder { folder in
            let written = try maps.write(to: folder + "/maps.fits", sedType: type)
            #expect(written.map { ($0 as NSString).lastPathComponent } == ["maps.fits", "maps_model.yaml"])
            return try FluxMaps.read(folder + "/maps.fits")
        }
        #expect(read.geometry.isClose(to: maps.geometry))
        #expect(read.metadata.sedType == type)
        #expect(read.metadata.nSigmaUL == 3)
        #expect(read.outcome == maps.outcome)
        #expect(read.quantities == maps.quantities)
        for quantity in maps.quantities {
            // Fluxes are divided by what they were multiplied with.
            expectClose(
                try read.map(quantity).values, try maps.map(quantity).values, relative: 1e-13, quantity.rawValue)
        }
        #expect(read.reference.spectral.parameters.map(\.value) == maps.reference.spectral.parameters.map(\.value))
        expectClose(read.scan?.norms ?? [], [-1, 0, 2], absolute: 1e-12)
        #expect(read.scan?.stat == maps.scan?.stat)
    }

    /// The model file moves with the maps, whatever path the card holds.
    @Test func modelIsFoundBesideTheMaps() throws {
        try withTemporaryFolder { folder in
            try Self.sample().write(to: folder + "/maps.fits")
            let other = folder + "/other"
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
            for name in ["maps.fits", "maps_model.yaml"] {
                try FileManager.default.moveItem(atPath: folder + "/" + name, toPath: other + "/" + name)
            }
            #expect(try FluxMaps.read(other + "/maps.fits").reference.name == "crab")
            try FileManager.default.removeItem(atPath: other + "/maps_model.yaml")
            let fault = #expect(throws: Fault.self) { try FluxMaps.read(other + "/maps.fits") }
            #expect(fault?.code == .fileNotFound)
            let given = SkyModel("given", spectral: PowerLaw(index: 2, amplitude: 1e-12))
            #expect(try FluxMaps.read(other + "/maps.fits", reference: given).reference.name == "given")
        }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let maps = try Self.sample()
        #expect(throws: Fault.self) {
            try FluxMaps(maps.geometry, reference: maps.reference, values: [.norm: [1, 2]])
        }
        #expect(throws: Fault.self) {
            try FluxMaps(maps.geometry.image, reference: maps.reference, values: maps.values)
        }
        #expect(throws: Fault.self) { try maps.map(.alpha) }
        #expect(throws: Fault.self) { try FluxMaps(maps.geometry, reference: maps.reference, values: [:]) }
    }

    /// Gammapy 2.1 opens the maps and finds the same numbers, and its own maps come back.
    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)")) func gammapyOpensThem() throws {
        let maps = try Self.sample()
        try withTemporaryFolder { folder in
            try maps.write(to: folder + "/maps.fits")
            let script = """
                import sys, json, numpy as np
                from gammapy.estimators import FluxMaps
                m = FluxMaps.read(sys.argv[1] + "/maps.fits")
                p = m.get_flux_points()
                m.write(sys.argv[1] + "/theirs.fits", sed_type="e2dnde")
                data = [m.sqrt_ts.data[0, 2, 3], m.dnde.quantity.to_value("cm-2 s-1 TeV-1")[0, 2, 3],
                        m.norm_ul.data[1, 0, 0], float(m.success.data[1, 2, 3]), float(len(p.norm.data))]
                print(json.dumps([float(x) for x in data]))
                """
            let text = try PythonOracle.run(script, [folder])
            let numbers = try JSONDecoder().decode([Double].self, from: Data(text.utf8))
            let pixel = 2 * 4 + 3
            expectClose(
                numbers,
                [
                    try maps.map(.sqrtTS).values[pixel], try maps.map(.dnde).values[pixel],
                    try maps.map(.normUL).values[12], 0, 2,
                ])
            let theirs = try FluxMaps.read(folder + "/theirs.fits")
            #expect(theirs.metadata.sedType == .e2dnde)
            expectClose(try theirs.map(.norm).values, try maps.map(.norm).values, relative: 1e-12)
            expectClose(try theirs.map(.sqrtTS).values, try maps.map(.sqrtTS).values, relative: 1e-12)
            #expect(theirs.outcome?.last == .failed)
        }
    }
}

import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaIO
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaMakers

@Suite struct FermiDatasetMakerTests {
    private let centre = SkyDirection(ra: 83.63, dec: 22.01)

    /// Ten events in the middle, thirty in a ring, an exposure that rises with energy, a point-spread function of 0.2°.
    private func data(hasPSF: Bool = true, isHEALPix: Bool = true) throws -> FermiData {
        let places =
            (0..<10).map { SyntheticField.direction(east: 0.01 * Double($0)) }
            + (0..<30).map { SyntheticField.direction(east: 1.5 * cos(Double($0)), north: 1.5 * sin(Double($0))) }
        let events = try EventList(
            ra: places.map(\.lon), dec: places.map(\.lat), energy: places.indices.map { $0 % 2 == 0 ? 0.02 : 0.2 },
            time: places.indices.map(Double.init), timeReference: .year2000)
        let axis = try MapAxis(nodes: [0.01, 0.1, 1], name: "energy_true", unit: .TeV, interpolation: .log)
        let rad = try MapAxis(min: 0, max: 2, bins: 200, name: "rad", unit: .deg)
        // Per steradian, of integral 1.
        let peak = 180 / Double.pi * (180 / Double.pi) / (2 * Double.pi * 0.04)
        let profile = rad.centres.map { peak * exp(-$0 * $0 / (2 * 0.04)) }
        let psf = try PSFMap(
            ResponseMap(
                image: nil, energyTrue: .energy(min: 0.01, max: 1, bins: 2, name: "energy_true"), axis: rad,
                values: profile + profile))
        return FermiData(
            events: events, gti: try GTI(starts: [0], stops: [100], reference: .year2000),
            exposure: try exposure(axis, isHEALPix), psf: hasPSF ? psf : nil)
    }

    private func exposure(_ axis: MapAxis, _ isHEALPix: Bool) throws -> FermiExposure {
        guard isHEALPix else {
            let image = try WCSGeometry.create(
                centre: centre, pixels: [20, 20], binSize: [0.5, 0.5], projection: "TAN", axes: [axis])
            return .wcs(
                try WCSMap(image, values: [1e11, 2e11, 3e11].flatMap { Array(repeating: $0, count: 400) }, unit: .cm2s))
        }
        let geometry = try HEALPixGeometry(grid: HEALPixGrid(nside: 8, ordering: .ring), frame: .galactic, axes: [axis])
        let values = [1e11, 2e11, 3e11].flatMap { Array(repeating: $0, count: 768) }
        return .healpix(try HEALPixMap(geometry, values: values, unit: .cm2s))
    }

    private let energy = { try MapAxis.energy(edges: [0.01, 0.1, 1]) }
    private let energyTrue = {
        try MapAxis(nodes: [0.0316227766, 0.316227766], name: "energy_true", unit: .TeV, interpolation: .log)
    }

    @Test(arguments: [true, false])
    func spectrum(isHEALPix: Bool) throws {
        let (energy, energyTrue) = (try energy(), try energyTrue())
        let dataset = try FermiDatasetMaker(data(isHEALPix: isHEALPix)).makeSpectrum(
            name: "fermi", region: .circle(centre: centre, radius: 0.3),
            off: .annulus(centre: centre, inner: 1, outer: 2), energy: energy, energyTrue: energyTrue)
        #expect(dataset.counts == [5, 5] && dataset.off?.counts == [15, 15])
        // Areas of caps, nearly those of circles.
        expectClose(try #require(dataset.off).alpha, [0.03, 0.03], relative: 5e-4)
        // Half-way in the logarithm between the nodes; the share of a Gaussian within 1.5 σ.
        expectClose(dataset.dispersionExposure, [1.5e11, 2.5e11], relative: 1e-6)
        let share = 1 - exp(-0.3 * 0.3 / (2 * 0.04))
        expectClose(dataset.exposure, [1.5e11 * share, 2.5e11 * share], relative: 2e-3)
        #expect(dataset.livetime == 100)
    }

    @Test func map() throws {
        let image = try WCSGeometry.create(centre: centre, pixels: [20, 10], binSize: [0.2, 0.2], projection: "TAN")
        let dataset = try FermiDatasetMaker(data()).makeMap(
            name: "fermi", image: image, energy: energy(), energyTrue: energyTrue())
        #expect(dataset.counts.values.reduce(0, +) >= 10 && dataset.psf != nil)
        expectClose(dataset.exposure.values[100], 1.5e11, relative: 1e-6)
        expectClose(dataset.exposure.values[300], 2.5e11, relative: 1e-6)
    }

    @Test func faults() throws {
        let maker = try FermiDatasetMaker(data(hasPSF: false))
        let circle = SkyRegion.circle(centre: centre, radius: 0.3)
        let image = try WCSGeometry.create(centre: centre, pixels: [20, 10], binSize: [0.2, 0.2], projection: "TAN")
        let (energy, energyTrue) = (try energy(), try energyTrue())
        let map = #expect(throws: Fault.self) {
            try maker.makeMap(name: "f", image: image, energy: energy, energyTrue: energyTrue)
        }
        #expect(map?.code == .incompatible && map?.hint?.contains("gtpsf") == true)
        let spectrum = #expect(throws: Fault.self) {
            try maker.makeSpectrum(name: "f", region: circle, off: nil, energy: energy, energyTrue: energyTrue)
        }
        #expect(spectrum?.code == .incompatible)
        let box = SkyRegion.rectangle(centre: centre, width: 1, height: 1, angle: 0)
        let shape = #expect(throws: Fault.self) {
            try maker.makeSpectrum(name: "f", region: box, off: nil, energy: energy, energyTrue: energyTrue)
        }
        #expect(shape?.code == .unsupported)
    }

    /// Each tells the file and the tool that makes it.
    @Test func filesThatAreMissingOrOthers() throws {
        try withTemporaryFolder { folder in
            let good = try data()
            let (events, exposure, psf) = (folder + "/events.fits", folder + "/exposure.fits", folder + "/psf.fits")
            try good.events.write(to: events)
            guard case .healpix(let cube) = good.exposure else { return }
            try cube.write(to: exposure)
            try #require(good.psf).write(to: psf)
            #expect(try FermiData(events: events, exposure: exposure, psf: psf).gti == nil)

            let none = folder + "/none.fits"
            for (files, tool, file) in [
                ((none, exposure, psf), "gtselect", none), ((events, none, psf), "gtexpcube2", none),
                ((events, exposure, none), "gtpsf", none), ((exposure, exposure, psf), "gtselect", exposure),
                ((events, psf, psf), "gtexpcube2", psf), ((events, exposure, events), "gtpsf", events),
            ] {
                let fault = #expect(throws: Fault.self) {
                    try FermiData(events: files.0, exposure: files.1, psf: files.2)
                }
                #expect(fault?.code == (file == none ? .fileNotFound : .missingHDU), "\(tool)")
                #expect(fault?.origin.file == file && fault?.hint?.contains(tool) == true, "\(tool)")
            }
            // Good time intervals may be missing, not broken.
            try FITSWriter.write(
                [
                    .table(good.events.fitsTable()),
                    .table(try #require(good.gti).table().without("STOP")),
                ], to: events)
            let broken = #expect(throws: Fault.self) { try FermiData(events: events, exposure: exposure) }
            #expect(broken?.code == .missingColumn && broken?.origin.hdu?.contains("GTI") == true)
            let iso = #expect(throws: Fault.self) { try SkyModel.fermiIsotropic(folder + "/iso.txt") }
            #expect(iso?.code == .fileNotFound && iso?.origin.file == folder + "/iso.txt" && iso?.hint != nil)
        }
    }

    @Test func isotropicSpectrum() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/iso.txt"
            try AtomicFile.write("# MeV\n10000 1e-12 1e-14\n\n100000 1e-15\n", to: path)
            let model = try TemplateSpectralModel.readFermiIsotropic(path)
            // Per MeV to per TeV, and the geometric mean between the nodes.
            expectClose(model(0.01), 1e-6, relative: 1e-12)
            expectClose(model(0.0316227766), 1e-6 * pow(10, -1.5), relative: 1e-6)
            #expect(try SkyModel.fermiIsotropic(path).spatial is ConstantSpatialModel)
            try AtomicFile.write("10000 1e-12\n10000 many\n", to: path)
            let bad = #expect(throws: Fault.self) { try TemplateSpectralModel.readFermiIsotropic(path) }
            #expect(bad?.origin.line == 2)
            try AtomicFile.write("20000 1e-12\n10000 1e-13\n", to: path)
            let falling = #expect(throws: Fault.self) { try TemplateSpectralModel.readFermiIsotropic(path) }
            #expect(falling?.origin.file?.hasSuffix("iso.txt") == true)
        }
    }
}

import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

import struct GammaCore.Unit

@testable import GammaMakers

/// From data in HAWC's layout to datasets.
@Suite struct HAWCDatasetMakerTests {
    private func dataset(_ number: Int = 1, transits: Double = 100) throws -> MapDataset {
        try HAWCDatasetMaker(SyntheticHAWC(number).data(), transits: transits).makeMap(
            name: "class-\(number)", image: SyntheticHAWC.image())
    }

    @Test func responsesAreThoseOfAllTransits() throws {
        let (one, hundred) = (try dataset(transits: 1), try dataset())
        #expect(one.energy.binCount == 4 && one.energyTrue.binCount == 8)
        expectClose(hundred.exposure.values, one.exposure.values.map { 100 * $0 }, relative: 1e-13)
        expectClose(hundred.backgroundCounts, one.backgroundCounts.map { 100 * $0 }, relative: 1e-13)
        #expect(hundred.counts.values.reduce(0, +) > 150 && hundred.counts.values == one.counts.values)
        #expect(hundred.psf?.isReconstructed == true && hundred.energyDispersion?.isMigra == false)
        #expect(hundred.provenance.telescopes == ["HAWC"] && hundred.provenance.observationIDs == ["103000133"])
    }

    /// A background by energy and solid angle, in other units, is the same counts.
    @Test func backgroundMayBeADensity() throws {
        let source = try SyntheticHAWC()
        let counts = try source.background()
        let angles = counts.geometry.solidAngles()
        let widths = counts.geometry.axes[0].binWidths
        let densities = counts.values.enumerated().map { index, value in
            value / angles[index % angles.count] / (widths[index / angles.count] * 1e3)
        }
        let density = try WCSMap(
            counts.geometry, values: densities, unit: Unit(parsing: "GeV-1 sr-1 transit-1"), storage: .double)
        let data = try HAWCData(
            events: source.events(), exposure: source.exposure(), background: density, psf: source.psf(),
            energyDispersion: source.energyDispersion())
        let made = try HAWCDatasetMaker(data, transits: 100).makeMap(name: "map", image: SyntheticHAWC.image())
        expectClose(made.backgroundCounts, try dataset().backgroundCounts, relative: 1e-12)
    }

    /// Files, index and responses by number of the table give what is in memory.
    @Test func filesOfAnIndex() throws {
        try withTemporaryFolder { folder in
            let index = try SyntheticHAWC.write(to: folder)
            for number in [1, 2] {
                let data = try HAWCData(index: index, hdu: String(number))
                #expect(data.observationID == "103000133")
                #expect(try data.gti == SyntheticHAWC(number).gti())
                // The other column of declinations, in small letters, holds zeros.
                #expect(try data.events.dec == SyntheticHAWC(number).events().dec)
                let made = try HAWCDatasetMaker(data, transits: 100).makeMap(
                    name: "class-\(number)", image: SyntheticHAWC.image())
                let expected = try dataset(number)
                #expect(made.counts.values == expected.counts.values)
                expectClose(made.exposure.values, expected.exposure.values, relative: 1e-12)
                expectClose(made.backgroundCounts, expected.backgroundCounts, relative: 1e-12)
                expectClose(made.psf?.map.values ?? [], expected.psf?.map.values ?? [], relative: 1e-12)
                expectClose(
                    made.energyDispersion?.map.values ?? [], expected.energyDispersion?.map.values ?? [],
                    relative: 1e-12)
                try DatasetsFile.write([made], to: folder + "/datasets.yaml")
                let copy = try #require(DatasetsFile.read(folder + "/datasets.yaml").first as? MapDataset)
                #expect(copy.psf?.isReconstructed == true && copy.energyDispersion?.map.exposure == nil)
            }
        }
    }

    /// One model for all classes: the parameters of a simulated source come back.
    @Test func classesAreFittedTogether() throws {
        let source = SkyModel(
            "source", spectral: PowerLaw(index: 2.5, amplitude: 2e-13, reference: 7),
            spatial: PointSpatialModel(at: SkyDirection(ra: 83.7, dec: 22.2)))
        var random = RandomStream(seed: 41, stream: "hawc")
        let datasets = try [1, 2].map { number in
            let empty = try dataset(number)
            return try empty.fake(signal: empty.predictedSignal(Models(source)), random: &random)
        }
        let result = try Fit(datasets, models: Models(source)).run()
        #expect(result.fit.outcome == .converged)
        for (name, truth) in [("index", 2.5), ("amplitude", 2e-13), ("lon_0", 83.7), ("lat_0", 22.2)] {
            let index = try #require(result.fit.names.firstIndex { $0.hasSuffix(".\(name)") })
            // 4 σ: one draw of fixed seed must be that near to the truth.
            expectClose(result.fit.values[index], truth, absolute: 4 * result.fit.errors[index], name)
        }
    }

    /// Responses of SWGO: one column of pixels for all right ascensions. Where they change with nothing, predictions are
    /// those of responses without image.
    @Test(arguments: [83.63, 0, 180, 250])
    func stripesOfDeclination(_ ra: Double) throws {
        let stripes = try WCSGeometry.create(
            centre: SkyDirection(ra: 0, dec: 0), pixels: SIMD2(1, 180), binSize: SIMD2(360, 1), projection: "CAR")
        let source = try SyntheticHAWC()
        let (psf, dispersion) = (try source.psf().map, try source.energyDispersion().map)
        func spread(_ map: ResponseMap, _ image: WCSGeometry?) throws -> ResponseMap {
            let values = map.values(atPixel: map.pixelCount / 2)
            let pixels = image?.pixelCount ?? 1
            return try ResponseMap(
                image: image, energyTrue: map.energyTrue, axis: map.axis,
                values: values.flatMap { Array(repeating: $0, count: pixels) })
        }
        func striped(_ axis: MapAxis, _ value: (Double) -> Double) throws -> WCSMap {
            let rows = (0..<180).map { value(Double($0) - 89.5) }
            return try WCSMap(
                stripes.with(axes: [axis]), values: (0..<axis.binCount).flatMap { _ in rows }, storage: .double)
        }
        var exposure = try striped(dispersion.energyTrue) { 2e9 * (1 + 0.001 * $0) }
        exposure.unit = .m2s
        var background = try striped(dispersion.axis) { 100 + $0 }
        background.unit = try Unit(parsing: "TeV-1 sr-1 transit-1")
        func made(_ image: WCSGeometry?) throws -> MapDataset {
            let data = try HAWCData(
                events: source.events(), exposure: exposure, background: background,
                psf: PSFMap(spread(psf, image)), energyDispersion: EnergyDispersionMap(spread(dispersion, image)))
            let centre = SkyDirection(ra: ra, dec: 22.01)
            return try HAWCDatasetMaker(data, transits: 10).makeMap(
                name: "swgo",
                image: .create(
                    centre: centre, pixels: SIMD2(40, 40), binSize: SIMD2(0.1, 0.1), projection: "TAN"))
        }
        let (dataset, same) = (try made(stripes), try made(nil))
        // Linear in declination, which the interpolation is, too.
        let centre = try #require(dataset.exposure.geometry.direction(x: 3, y: 20))
        expectClose(
            dataset.exposure.values[20 * 40 + 3], 2e14 * (1 + 0.001 * centre.lat), relative: 1e-9)
        #expect(dataset.psf?.map.image?.ny ?? 180 < 20 && dataset.backgroundCounts.allSatisfy { $0 > 0 })
        let models = Models(
            SkyModel(
                "source", spectral: PowerLaw(index: 2.5, amplitude: 1e-13, reference: 7),
                spatial: PointSpatialModel(at: SkyDirection(ra: ra + 0.1, dec: 22.2))))
        let predicted = try dataset.predictedSignal(models)
        let largest = predicted.max() ?? 0
        #expect(largest > 0)
        expectClose(try same.predictedSignal(models), predicted, relative: 1e-6, absolute: 1e-6 * largest)
    }

    @Test func transitsMustBeKnown() throws {
        let source = try SyntheticHAWC()
        let missing = #expect(throws: Fault.self) { try HAWCDatasetMaker(source.data()) }
        #expect(missing?.code == .badValue && missing?.hint?.contains("map of transits") == true)
        #expect(throws: Fault.self) { try HAWCDatasetMaker(source.data(), transits: 0) }
        #expect(throws: Fault.self) { try HAWCDatasetMaker(source.data(), transits: .nan) }
        // Where the units name the transit, the time tells.
        let data = try HAWCData(
            events: source.events(), gti: source.gti(), exposure: source.exposure(unit: "m2 s transit-1"),
            background: source.background(unit: "1 / transit"), psf: source.psf(),
            energyDispersion: source.energyDispersion())
        expectClose(try HAWCDatasetMaker(data).transits, 3, relative: 1e-12)
        let map = try WCSMap(SyntheticHAWC.image(pixels: 3, size: 1), values: (0..<9).map { 90 + Double($0) })
        #expect(try HAWCDatasetMaker.transits(in: map, at: SyntheticHAWC.centre) == 94)
        #expect(throws: Fault.self) { try HAWCDatasetMaker.transits(in: map, at: SkyDirection(ra: 0, dec: 0)) }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let source = try SyntheticHAWC()
        func data(exposure: String = "m2 s", background: String = "") throws -> HAWCData {
            try HAWCData(
                events: source.events(), exposure: source.exposure(unit: exposure),
                background: source.background(unit: background), psf: source.psf(),
                energyDispersion: source.energyDispersion())
        }
        let area = #expect(throws: Fault.self) { try data(exposure: "m2") }
        #expect(area?.code == .badUnit && area?.hint?.contains("one transit") == true)
        let rate = #expect(throws: Fault.self) { try data(background: "s-1") }
        #expect(rate?.code == .badUnit && rate?.hint?.contains("one transit") == true)
        let axis = #expect(throws: Fault.self) {
            try HAWCData(
                events: source.events(), exposure: source.background(), background: source.background(),
                psf: source.psf(), energyDispersion: source.energyDispersion())
        }
        #expect(axis?.code == .incompatible)
        let image = try WCSGeometry.create(
            centre: SkyDirection(ra: 200, dec: -50), pixels: SIMD2(10, 10), binSize: SIMD2(0.1, 0.1), projection: "TAN")
        let outside = #expect(throws: Fault.self) {
            try HAWCDatasetMaker(data(), transits: 1).makeMap(name: "map", image: image)
        }
        #expect(outside?.code == .noData)
        let other = try MapAxis.energy(min: 1, max: 50, bins: 4)
        let bins = try HAWCData(
            events: source.events(), exposure: source.exposure(),
            background: WCSMap(source.background().geometry.with(axes: [other]), values: source.background().values),
            psf: source.psf(), energyDispersion: source.energyDispersion())
        let mixed = #expect(throws: Fault.self) {
            try HAWCDatasetMaker(bins, transits: 1).makeMap(name: "map", image: SyntheticHAWC.image())
        }
        #expect(mixed?.code == .incompatible)
    }

    /// Faults of files name file, HDU and remedy.
    @Test func faultsOfFilesNameTheirPlace() throws {
        try withTemporaryFolder { folder in
            let index = try SyntheticHAWC.write(to: folder, exposureUnit: "m2")
            let several = #expect(throws: Fault.self) { try HAWCData(index: index) }
            #expect(several?.code == .badValue && several?.hint?.contains("1, 2") == true)
            let none = #expect(throws: Fault.self) { try HAWCData(index: index, hdu: "0") }
            #expect(none?.code == .missingHDU && none?.hint?.contains("1, 2") == true)
            let unit = #expect(throws: Fault.self) { try HAWCData(index: index, hdu: "1") }
            #expect(unit?.code == .badUnit && unit?.hint?.contains("m2 s transit-1") == true)
            #expect(unit?.origin.file?.hasSuffix("irfs/Exposure [1].fits.gz") == true)
            #expect(unit?.origin.hdu == "EXPOSURE" && unit?.origin.keyword == "BUNIT")
            let id = #expect(throws: Fault.self) { try HAWCData(index: index, hdu: "1", observation: "7") }
            #expect(id?.code == .badValue && id?.hint?.contains("103000133") == true)
        }
        try withTemporaryFolder { folder in
            let index = try SyntheticHAWC.write(to: folder, types: ["events", "aeff", "bkg", "edisp"])
            let psf = #expect(throws: Fault.self) { try HAWCData(index: index, hdu: "2") }
            #expect(psf?.code == .missingHDU && psf?.message.contains("has no psf") == true)
            #expect(psf?.origin.file == index && psf?.hint != nil)
        }
    }
}

import Foundation
import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaCatalog

/// 4FGL in the form of its four data releases, from files made here: its own file is not among the test data.
@Suite struct FourthCatalogTests {
    private func catalog(_ release: Int) throws -> SourceCatalog {
        try SourceCatalog.parse(SyntheticFourthCatalog(release: release).bytes(), path: "gll_psc.fit")
    }

    @Test(arguments: 1...4) func spectraAreThoseOfTheColumns(release: Int) throws {
        let catalog = try catalog(release)
        #expect(catalog.family == .fermi4FGL)
        let energies = [1e-4, 1e-3, 1e-2, 0.1]
        for (source, expected) in zip(catalog.sources, SyntheticFourthCatalog(release: release).spectra) {
            let spectrum = try #require(source.spectrum())
            #expect(type(of: spectrum).tags == type(of: expected).tags)
            // 1e-5: most columns are in single precision, cut-offs multiply their errors.
            expectClose(spectrum.evaluate(energies), expected.evaluate(energies), relative: 1e-5, source.name)
        }
    }

    @Test(arguments: 1...4) func statedFluxesAgree(release: Int) throws {
        var compared = 0
        for source in try catalog(release).sources {
            for flux in source.fluxes {
                let spectrum = try #require(source.spectrum(flux.variant))
                expectClose(flux.predicted(by: spectrum), flux.value, relative: 1e-4, "\(source.name) \(flux.column)")
                compared += 1
            }
        }
        #expect(compared >= 3 * 4)
    }

    @Test func choiceAndAlternatives() throws {
        let pulsar = try catalog(4).source("4FGL J0835.3-4510")
        #expect(pulsar.variants.map(\.name) == ["PLEC", "PL", "LP"])
        let remnant = try catalog(4).source("IC 443")
        // No exponent is stated for the remnant: no model with a cut-off.
        #expect(remnant.variants.map(\.name) == ["PL", "LP"])
        let index = try #require(remnant.spectrum("PL")).parameters[0]
        expectClose(index.value, 2.3, relative: 1e-6)
        expectClose(index.error, 0.03, relative: 1e-6)
    }

    /// IC 443 of the catalogue has semi-axes that hold 68 %: σ = axis/1.5096.
    @Test func gaussiansAreStatedByTheirContainment() throws {
        let shape = try #require(try catalog(4).source("4FGL J0617.2+2234e").skyModels()[0].spatial)
        let values = Dictionary(uniqueKeysWithValues: shape.parameters.map { ($0.name, $0.value) })
        let scale = (-2 * log(0.32)).squareRoot()
        expectClose(try #require(values["sigma"]), 0.27 / scale, relative: 1e-6)
        expectClose(try #require(values["e"]), (1 - (0.18 / 0.27) * (0.18 / 0.27)).squareRoot(), relative: 1e-6)
        expectClose(try #require(values["phi"]), 35, relative: 1e-6)
    }

    @Test(arguments: 1...4) func bandsAndLightCurves(release: Int) throws {
        let source = try catalog(release).sources[1]
        let points = try #require(source.fluxPoints)
        let count = SyntheticFourthCatalog(release: release).bandCount
        #expect(points.count == count)
        #expect(points.isUL == (0..<count).map { $0 == count - 1 })
        expectClose(points.values(.flux)[0], 1e-8, relative: 1e-6)
        expectClose(points.values(.flux, .ul)[count - 1], 1.2 * points.values(.flux)[count - 1], relative: 1e-6)
        expectClose(points.points[0].eMin, 5e-5, relative: 1e-12)
        #expect(points.points[1].significance == 19)

        let curve = try #require(source.lightCurve())
        #expect(curve.count == SyntheticFourthCatalog(release: release).years)
        expectClose(curve.values(.flux)[3], 1.03e-7, relative: 1e-6)
        expectClose(curve.values(.flux, .errp)[3], 0.06 * 1.03e-7, relative: 1e-6)
        #expect(curve.energyRange(0) == 1e-4...0.1)
        // Mission elapsed time 239557418 s is 2008-08-04 15:43:38 TDB-like seconds after 2001-01-01 00:01:04.184 TT.
        expectClose(curve.bins[0].start.mjd(.tt), 51910 + 7.428703703703703e-4 + 239_557_418 / 86400, relative: 1e-12)
    }

    @Test func positionsAndNames() throws {
        let catalog = try catalog(3)
        #expect(catalog.version == "v31")
        #expect(try catalog.source("mkn 421").name == "4FGL J1104.4+3812")
        #expect(try catalog.source("3FGL J1104.4+3812").name == "4FGL J1104.4+3812")
        #expect(try catalog.source("J1104.4").name == "4FGL J1104.4+3812")
        #expect(catalog.nearest(to: SkyDirection(ra: 94, dec: 22))?.name == "4FGL J0617.2+2234e")
        #expect(catalog.cone(SkyDirection(ra: 94, dec: 22), radius: 1).count == 1)
        let error = try #require(catalog.sources[1].positionError)
        expectClose(error.major, 0.008 / 2.447746830680816, relative: 1e-5)
        #expect(catalog.sources[2].positionError == nil)
    }

    @Test func missingOptionalTablesAndColumnsAreSurvived() throws {
        let synthetic = SyntheticFourthCatalog(release: 4)
        guard case .table(let full) = synthetic.hdus[1] else { return }
        let kept = [
            "Source_Name", "RAJ2000", "DEJ2000", "Pivot_Energy", "SpectrumType", "PL_Flux_Density", "PL_Index",
            "Extended_Source_Name", "Flux_Band",
        ]
        let table = Table(name: full.name, columns: full.columns.filter { kept.contains($0.name) })
        let catalog = try SourceCatalog.parse(
            FITSWriter.bytes([.image(FITSImage()), .table(table)]), path: "small.fit")
        #expect(catalog.count == 3)
        #expect(catalog.sources[0].models().failure == .incompleteSpectrum("amplitude"))
        #expect(catalog.sources[2].models().failure == .incompleteShape("extended source 'IC 443'"))
        #expect(catalog.sources[2].spectrum() != nil)
        #expect(catalog.sources[0].lightCurve() == nil)
        #expect(!catalog.sources[0].card.isEmpty)
    }

    @Test func faultsNameFileHDUColumnAndRow() throws {
        var hdus = SyntheticFourthCatalog(release: 4).hdus
        guard case .table(let full) = hdus[1] else { return }
        func refused(_ change: (Column) -> Column?) throws -> Fault? {
            hdus[1] = .table(Table(name: full.name, header: full.header, columns: full.columns.compactMap(change)))
            do {
                _ = try SourceCatalog.parse(FITSWriter.bytes(hdus), path: "broken.fit")
                return nil
            } catch let fault as Fault { return fault }
        }
        let missing = try refused { $0.name == "Pivot_Energy" ? nil : $0 }
        #expect(missing?.code == .missingColumn)
        #expect(missing?.origin.hdu == "2 [LAT_Point_Source_Catalog]")
        let nameless = try refused {
            $0.name == "Source_Name" ? Column("Source_Name", .string(["a", "", "c"])) : $0
        }
        #expect(
            nameless?.origin
                == Origin(
                    file: "broken.fit", hdu: "2 [LAT_Point_Source_Catalog]", column: "Source_Name", row: 2))
        let nowhere = try refused {
            $0.name == "DEJ2000" ? Column("DEJ2000", .float([0, 95, 0]), unit: "deg") : $0
        }
        #expect(nowhere?.origin.row == 2)
        #expect(nowhere?.origin.column == "DEJ2000")
        let wrongUnit = try refused {
            $0.name == "Pivot_Energy" ? Column("Pivot_Energy", .double([1, 1, 1]), unit: "cm") : $0
        }
        #expect(wrongUnit?.code == .badUnit)
        #expect(wrongUnit?.origin.column == "Pivot_Energy")
    }
}

extension Result {
    /// The failure; nil for a success.
    var failure: Failure? {
        if case .failure(let failure) = self { return failure }
        return nil
    }
}

import Foundation
import GammaCatalog
import GammaCore
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

/// The catalogue of the H.E.S.S. Galactic plane survey. Numbers are those of Gammapy 2.1 unless said otherwise.
@Suite(.enabled(if: CatalogFile.isAvailable, CatalogFile.skipped)) struct HGPSTests {
    static let catalog = Result { try CatalogFile.read(.hgps) }
    private func catalog() throws -> SourceCatalog { try Self.catalog.get() }

    @Test func everythingIsRead() throws {
        let catalog = try catalog()
        #expect(catalog.count == 78)
        let survey = try #require(catalog.survey)
        #expect(survey.components.count == 98)
        #expect(survey.remnants.count == 282)
        #expect(survey.largeScale?.nodes.count == 50)
        #expect(catalog.sources.reduce(0) { $0 + $1.associations.count } == 223)
        // Every source has a model.
        for source in catalog.sources { #expect((try? source.models().get())?.isEmpty == false, "\(source.name)") }
        #expect(catalog.sources.reduce(0) { $0 + ((try? $1.models().get())?.count ?? 0) } == 96)
    }

    @Test func componentsShareTheFlux() throws {
        let models = try catalog().source("Vela X").skyModels()
        #expect(models.map(\.name) == ["HGPSC 001", "HGPSC 002", "HGPSC 003"])
        let whole = try #require(try catalog().source("HESS J0835-455").spectrum())
        // 1e-6: the flux of the source is the sum of those of its components to single precision.
        expectClose(models.reduce(0) { $0 + $1.spectral(2) }, whole(2), relative: 1e-6)
        let first = try #require(models[0].spatial)
        // The columns of the table.
        expectClose(first.parameters[2].value, 0.23678271, relative: 1e-7)
        expectClose(first.parameters[2].error, 0.022945598, relative: 1e-7)
        expectClose(
            models[0].spectral.parameters[1].error / models[0].spectral.parameters[1].value,
            3.2604716e-13 / 6.4084207e-12, relative: 1e-6)
    }

    /// A shell of 5 % of the outer radius; a Gaussian whose size is only limited.
    @Test func shellsAndSmallSources() throws {
        let shell = try #require(try catalog().source("RX J1713.7-3946").skyModels()[0].spatial)
        #expect(type(of: shell).tags[1] == "shell")
        expectClose(shell.parameters[2].value + shell.parameters[3].value, 0.5, relative: 1e-6)
        let point = try #require(try catalog().source("HESS J1745-290").skyModels()[0].spatial)
        #expect(type(of: point).tags[1] == "point")
        let small = try catalog().source("HESS J1826-148").skyModels()
        #expect(small.map(\.name) == ["HESS J1826-148"])
    }

    @Test func variantsAndFluxes() throws {
        let source = try catalog().source("HESS J0835-455")
        #expect(source.variants.map(\.name) == ["ECPL", "PL"])
        let stated = try #require(source.fluxes.first { $0.column == "Flux_Spec_Int_1TeV" })
        expectClose(stated.predicted(by: try #require(source.spectrum())), stated.value, relative: 1e-4)
        #expect(source.models("LP").failure == .noVariant("LP"))
    }

    @Test func namesAssociationsAndHints() throws {
        let catalog = try catalog()
        #expect(try catalog.source("hess j1825-137").name == "HESS J1825-137")
        #expect(try catalog.source("J1825-137").name == "HESS J1825-137")
        #expect(try catalog.source("3FGL J1843.7-0322").name == "HESS J1843-033")
        do {
            _ = try catalog.source("HESS J1825-136")
            Issue.record("found what is not there")
        } catch let fault as Fault {
            #expect(fault.hint == "did you mean 'HESS J1825-137'?")
        }
        #expect(throws: Fault.self) { try catalog.source(row: 79) }
        #expect(try catalog.source(row: 78).row == 78)
        #expect(catalog.nearest(to: .galactic(l: 17.7, b: -0.7))?.name == "HESS J1825-137")
        let found = catalog.cone(.galactic(l: 17.7, b: -0.7), radius: 1.3).map(\.name)
        #expect(found == ["HESS J1825-137", "HESS J1826-130", "HESS J1826-148"])
        let box = SkyRegion.rectangle(centre: .galactic(l: 0, b: 0), width: 2, height: 2, angle: 0)
        #expect(catalog.sources(in: box).map(\.name).contains("HESS J1745-290"))
    }

    /// As Gammapy has them (2e-7: single precision).
    @Test func fluxPoints() throws {
        let points = try #require(try catalog().source("HESS J1843-033").fluxPoints)
        expectClose(
            points.values(.dnde),
            [
                3.048039945441339e-11, 5.3832129726094635e-12, 9.160392713467025e-13, 1.629975451486465e-13,
                1.648037785341623e-14, 7.776573489841473e-16,
            ], relative: 2e-7)
        expectClose(points.values(.dnde, .errn)[5], 4.467576812712689e-16, relative: 2e-7)
        expectClose(points.values(.dnde, .errp)[5], 5.11626799564233e-16, relative: 2e-7)
        expectClose(points.values(.dnde, .ul)[5], 1.8834118512960638e-15, relative: 2e-7)
        #expect(!points.isUL.contains(true))
    }

    @Test func cardAndOverlay() throws {
        let source = try catalog().source("HESS J1843-033")
        let card = source.card
        for text in [
            "HESS J1843-033, row 65", "HGPSC 083", "GaussianSpatialModel", "Flux_Spec_Int_1TeV", "G28.6-0.1",
            "Flux points",
        ] { #expect(card.contains(text), "\(text)") }
        let overlay = source.overlay
        #expect(overlay.outlines.count == 2)
        #expect(overlay.radius > 0.2 && overlay.radius < 0.6)
        #expect(overlay.positionRegion != nil)
    }
}

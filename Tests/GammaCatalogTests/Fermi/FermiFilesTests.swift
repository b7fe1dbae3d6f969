import GammaCatalog
import GammaCore
import GammaModels
import GammaTestSupport
import Testing

/// 3FGL and 3FHL. Flux points and light curves are those of Gammapy 2.1 (2e-7: single precision).
@Suite(.enabled(if: CatalogFile.isAvailable, CatalogFile.skipped)) struct FermiFilesTests {
    static let third = Result { try CatalogFile.read(.fermi3FGL) }
    static let hard = Result { try CatalogFile.read(.fermi3FHL) }

    @Test func thirdCatalog() throws {
        let catalog = try Self.third.get()
        #expect(catalog.count == 3034)
        #expect(catalog.version == "v16")
        let points = try #require(try catalog.source("3FGL J0001.0+6314").fluxPoints)
        expectClose(
            points.values(.flux),
            [
                2.9130298173640767e-08, 4.650789087179419e-09, 3.020877437087677e-10, 1.1586605980218322e-10,
                2.0219641932994747e-12,
            ], relative: 2e-7)
        expectClose(
            points.values(.flux, .errn),
            [7.1214518726492315e-09, 1.1171207292548502e-09, 1.7640856830869467e-10, 4.219245439140984e-11, .nan],
            relative: 2e-7)
        expectClose(points.values(.flux, .ul), [.nan, .nan, .nan, .nan, 2.7036447733386204e-11], relative: 2e-7)
        #expect(points.isUL == [false, false, false, false, true])
        expectClose(points.points[2].significance, 1.7475416660308838, relative: 2e-7)
    }

    /// 48 months; the second one is an upper limit.
    @Test func monthlyLightCurve() throws {
        let curve = try #require(try Self.third.get().source(row: 1).lightCurve("1-month"))
        #expect(curve.count == 48)
        expectClose(
            curve.bins.prefix(3).map { $0.start.mjd(.tt) }, [54680.02389101852, 54710.46370583333, 54740.90352064815],
            relative: 1e-13)
        expectClose(
            Array(curve.values(.flux).prefix(3)),
            [6.36156727296111e-08, 2.6776616479651235e-08, 2.1942302197430763e-08], relative: 2e-7)
        expectClose(
            Array(curve.values(.flux, .ul).prefix(3)), [.nan, 8.706273746383886e-08, .nan], relative: 2e-7)
        #expect(Array(curve.isUL().prefix(3)) == [false, true, false])
    }

    @Test func hardCatalog() throws {
        let catalog = try Self.hard.get()
        #expect(catalog.count == 1556)
        let source = try catalog.source("3FHL J0001.2-0748")
        #expect(try catalog.source("PMN J0001-0746").name == source.name)
        let points = try #require(source.fluxPoints)
        expectClose(
            points.values(.flux),
            [
                1.1127661292409385e-11, 1.388843640787174e-11, 3.77172815549387e-12, 7.495474621336599e-17,
                1.142230074863933e-22,
            ], relative: 2e-7)
        expectClose(
            points.values(.flux, .ul), [.nan, .nan, .nan, 1.144742720754488e-11, 1.3058554237943554e-11],
            relative: 2e-7)
        // The index of the power law, not that of the log parabola beside it.
        expectClose(try #require(source.spectrum()).parameters[0].value, 2.2226176, relative: 1e-7)
        #expect(source.associations.first?.probability == 0.9974230527877808)
    }

    @Test func extendedSourcesWithMapsSaySo() throws {
        let source = try Self.third.get().source("Cygnus Loop")
        guard case .failure(.missingTemplate(let path)) = source.models(templates: "/nowhere") else {
            Issue.record("a map from nowhere")
            return
        }
        #expect(path == "/nowhere/CygnusLoop.fits")
        #expect(source.spectrum() != nil)
        #expect(source.overlay.radius == 1.649999976158142)
        do {
            _ = try source.skyModels(templates: "/nowhere")
        } catch let fault as Fault {
            #expect(fault.code == .noData)
            #expect(fault.origin.row == source.row)
        }
    }
}

import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaMakers
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// What is wrong with files and selections is told with its place, file, HDU and column, and with what to do.
@Suite struct InputFaultTests {
    /// A folder with an archive of short runs in `data`, with a directional cut beside the usual responses.
    func withArchive(
        runs: Int = 1, _ change: (inout Responses) throws -> Void = { _ in }, _ body: (String) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            var simulator = ArchiveSimulator(.crab)
            (simulator.runs, simulator.livetime) = (runs, 30)
            var responses = try ArrayResponse().responses()
            responses.radMax = try RadMax2D(
                energy: IRFAxis(.energy, edges: [0.1, 1, 100]), offset: IRFAxis(.offset, edges: [0, 1, 3]),
                values: [0.25, 0.25, 0.125, 0.125])
            try change(&responses)
            simulator.responses = responses
            try simulator.write(to: folder + "/data")
            try body(folder)
        }
    }

    /// The observation file of a run.
    func file(_ run: Int, in folder: String) -> String { "\(folder)/data/data/obs_00000\(run).fits.gz" }

    /// A fault names file, HDU and column, or keyword, and says what to do.
    func expect(
        _ fault: Fault?, _ code: Fault.Code, file: String, hdu: String, column: String? = nil, keyword: String? = nil,
        _ comment: Comment? = nil, at location: SourceLocation = #_sourceLocation
    ) {
        #expect(fault?.code == code, comment, sourceLocation: location)
        #expect(fault?.origin.file?.hasSuffix(file) == true, comment, sourceLocation: location)
        #expect(fault?.origin.hdu?.hasSuffix("[\(hdu)]") == true, comment, sourceLocation: location)
        #expect(fault?.origin.column == column, comment, sourceLocation: location)
        #expect(fault?.origin.keyword == keyword, comment, sourceLocation: location)
        #expect(fault?.hint?.isEmpty == false, comment, sourceLocation: location)
    }

    @Test func wrongUnits() throws {
        let places: [(hdu: String, column: String, unit: String)] = [
            ("EFFECTIVE AREA", "EFFAREA", "s"), ("EFFECTIVE AREA", "EFFAREA", "metre"),
            ("EFFECTIVE AREA", "ENERG_LO", "deg"), ("EFFECTIVE AREA", "THETA_HI", "TeV"),
            ("ENERGY DISPERSION", "MATRIX", "TeV"), ("ENERGY DISPERSION", "MIGRA_LO", "deg"),
            ("PSF_2D_GAUSS", "SIGMA_1", "s"), ("PSF_2D_GAUSS", "SCALE", "m"), ("PSF_2D_GAUSS", "AMPL_2", "TeV"),
            ("BACKGROUND", "BKG", "m2"), ("RAD_MAX", "RAD_MAX", "TeV"), ("RAD_MAX", "RAD_MAX", "count"),
            ("EVENTS", "ENERGY", "deg"), ("EVENTS", "ENERGY", "TeVV"), ("EVENTS", "RA", "s"), ("EVENTS", "TIME", "deg"),
            ("GTI", "START", "TeV"),
        ]
        try withArchive { folder in
            let path = file(1, in: folder)
            let good = try FileBytes.read(path)
            for place in places {
                try AtomicFile.write(good, to: path)
                try rewriteTable(place.hdu, of: path) { $0.changing(place.column) { $0.unit = place.unit } }
                let fault = #expect(throws: Fault.self) { try DataStore(folder + "/data").observation("1") }
                expect(
                    fault, .badUnit, file: "obs_000001.fits.gz", hdu: place.hdu, column: place.column, "\(place)")
                #expect(fault?.message.contains("'\(place.unit)'") == true, "\(place)")
            }
            try AtomicFile.write(good, to: path)
            try rewriteTable("EVENTS", of: path) { events in
                var events = events.changing("ENERGY") { $0.unit = "" }
                events.header["EUNIT"] = .string("m")
                return events
            }
            let fault = #expect(throws: Fault.self) { try DataStore(folder + "/data").observation("1") }
            expect(
                fault, .badUnit, file: "obs_000001.fits.gz", hdu: "EVENTS", column: "ENERGY", keyword: "EUNIT")
        }
    }

    /// Without unit a column is read in that of the format, not in that of the library: an area in m².
    @Test func missingUnits() throws {
        let places: [(hdu: String, column: String)] = [
            ("EFFECTIVE AREA", "EFFAREA"), ("EFFECTIVE AREA", "ENERG_HI"), ("PSF_2D_GAUSS", "THETA_LO"),
            ("PSF_2D_GAUSS", "SIGMA_2"), ("BACKGROUND", "BKG"), ("RAD_MAX", "RAD_MAX"), ("EVENTS", "ENERGY"),
        ]
        try withArchive { folder in
            let path = file(1, in: folder)
            let good = try FileBytes.read(path)
            let expected = try DataStore(folder + "/data").observation("1")
            for place in places {
                try AtomicFile.write(good, to: path)
                try rewriteTable(place.hdu, of: path) { $0.changing(place.column) { $0.unit = "" } }
                let notices = Notices()
                let run = try DataStore(folder + "/data").observation("1", notices: notices)
                #expect(run.effectiveArea == expected.effectiveArea, "\(place)")
                #expect(run.radMax == expected.radMax && run.events.energy == expected.events.energy, "\(place)")
                #expect(run.background as? Background2D == expected.background as? Background2D, "\(place)")
                #expect(run.pointSpread as? PSF3Gauss == expected.pointSpread as? PSF3Gauss, "\(place)")
                let notice = try #require(notices.all.first, "\(place)").notice
                #expect(notices.all.count == 1 && notice.origin.column == place.column, "\(place)")
                #expect(notice.message.contains("unit") && notice.message.contains("is taken"))
                #expect(notice.origin.file?.hasSuffix("obs_000001.fits.gz") == true)
                #expect(notice.origin.hdu?.hasSuffix("[\(place.hdu)]") == true)
            }
        }
    }
}

import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaMakers
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// Responses that are missing, and runs that are there twice.
extension InputFaultTests {
    private func config(_ folder: String, type: String, observations: String = "", more: String = "") throws
        -> AnalysisConfig
    {
        try AnalysisConfig.parse(
            """
            observations: {datastore: \(folder)/data\(observations)}
            datasets:
              type: \(type)
              stack: false
              geom:
                wcs: {skydir: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg}, binsize: 0.2 deg, width: {width: 2 deg, height: 2 deg}, binsize_irf: 0.5 deg}
                axes: {energy: {min: 0.5 TeV, max: 10 TeV, nbins: 2}, energy_true: {min: 0.3 TeV, max: 20 TeV, nbins: 4}}
              on_region: {frame: icrs, lon: 83.6331 deg, lat: 22.0145 deg, radius: 0.12 deg}
              containment_correction: false
              background: {method: \(type == "3d" ? "fov_background" : "reflected")}
            \(more)
            """, file: "c.yaml")
    }

    private func reduce(_ config: AnalysisConfig, _ execution: Execution = Execution()) throws -> RunSelection {
        config.datasets.type == .map
            ? try MapAnalysis(config, execution: execution).reduce().selection
            : try SpectrumAnalysis(config, execution: execution).reduce().selection
    }

    /// Takes the rows of one kind of HDU out of the index, of some runs.
    private func leaveOut(_ type: String, of runs: [Int], in folder: String) throws {
        try rewriteTable("HDU_INDEX", of: folder + "/data/hdu-index.fits.gz") { table in
            let types = table.optionalColumn("HDU_TYPE")?.strings ?? []
            let ids = table.optionalColumn("OBS_ID")?.integers ?? []
            return table.selecting(rows: zip(types, ids).map { $0 != type || !runs.contains($1) })
        }
    }

    /// One run is left out and named; when none is left, that is the fault.
    @Test func runsWithoutAResponse() throws {
        try withArchive(runs: 2) { folder in
            let index = folder + "/data/hdu-index.fits.gz"
            let whole = try FileBytes.read(index)
            for type in ["1d", "3d"] {
                for missing in ["aeff", "edisp", "psf", "bkg", "events", "gti"] {
                    try AtomicFile.write(whole, to: index)
                    try leaveOut(missing, of: [2], in: folder)
                    let selection = try reduce(config(folder, type: type))
                    let failure = try #require(selection.failures.first)
                    #expect(failure.run == "2" && selection.failures.count == 1 && selection.reducedIDs == ["1"])
                    expect(
                        failure.fault, .missingHDU, file: "data/hdu-index.fits.gz", hdu: "HDU_INDEX",
                        column: "HDU_TYPE")
                    #expect(failure.fault.message == "observation 2 has no \(missing)")

                    try leaveOut(missing, of: [1], in: folder)
                    let fault = #expect(throws: Fault.self) { try reduce(config(folder, type: type)) }
                    expect(fault, .missingHDU, file: "data/hdu-index.fits.gz", hdu: "HDU_INDEX", column: "HDU_TYPE")
                    #expect(fault?.message == "no observation is left to work on: none of 2 has \(missing)")
                }
            }
        }
    }

    /// A spectrum can be made without energy dispersion, but not without a word.
    @Test func spectraWithoutEnergyDispersion() throws {
        try withArchive { folder in
            try leaveOut("edisp", of: [1], in: folder)
            let notices = Notices()
            let blunt = try config(folder, type: "1d", observations: ", required_irf: [aeff]")
            #expect(try reduce(blunt, Execution(notices: notices)).reducedIDs == ["1"])
            let notice = try #require(notices.all.first { $0.notice.message.contains("edisp") }).notice
            #expect(notice.origin.file?.hasSuffix("obs_000001.fits.gz") == true && notice.origin.hdu != nil)
        }
    }

    /// Point-like data have no point-spread function; where they have one, their areas are no good for maps.
    @Test func mapsOfPointLikeResponses() throws {
        func pointLike(_ responses: inout Responses) throws {
            let area = try #require(responses.effectiveArea)
            responses.effectiveArea = try EffectiveArea2D(
                energyTrue: area.energyTrue, offset: area.offset, values: area.values, isPointLike: true)
        }
        try withArchive(pointLike) { folder in
            let fault = #expect(throws: Fault.self) { try reduce(config(folder, type: "3d")) }
            expect(
                fault, .incompatible, file: "obs_000001.fits.gz", hdu: "EFFECTIVE AREA", column: "EFFAREA",
                keyword: "HDUCLAS3")
            #expect(fault?.hint?.contains("type: 1d") == true)
        }
        func withoutSpread(_ responses: inout Responses) throws {
            try pointLike(&responses)
            responses.pointSpread = nil
        }
        try withArchive(withoutSpread) { folder in
            let fault = #expect(throws: Fault.self) { try reduce(config(folder, type: "3d")) }
            expect(fault, .missingHDU, file: "data/hdu-index.fits.gz", hdu: "HDU_INDEX", column: "HDU_TYPE")
            #expect(fault?.message.contains("none of 1 has psf") == true)
            #expect(fault?.hint?.contains("type: 1d") == true)
        }
    }

    @Test func aRunThatIsAskedForTwice() throws {
        let fault = AnalysisConfig.faults(in: "observations: {obs_ids: [7, 12, 7]}", file: "c.yaml").first
        #expect(fault?.code == .incompatible && fault?.message == "run 7 is listed twice in obs_ids")
        #expect(fault?.origin.description == "c.yaml:1:25  observations.obs_ids" && fault?.hint != nil)
        try withTemporaryFolder { folder in
            try AtomicFile.write("7\n# other\n12\n7\n", to: folder + "/runs.txt")
            var observations = ObservationsConfig()
            observations.obsFile = ConfigPath(folder + "/runs.txt")
            let fault = #expect(throws: Fault.self) { try observations.requestedIDs() }
            #expect(fault?.code == .incompatible && fault?.message == "run 7 is listed twice, first on line 1")
            #expect(fault?.origin.line == 4 && fault?.origin.file == folder + "/runs.txt" && fault?.hint != nil)
        }
    }

    /// Nothing counts twice, and the places are told.
    @Test func aRunThatIsTwiceInAnIndex() throws {
        try withArchive(runs: 2) { folder in
            let indices = [("OBS_INDEX", "/data/obs-index.fits.gz"), ("HDU_INDEX", "/data/hdu-index.fits.gz")]
            for (name, path) in indices {
                try rewriteTable(name, of: folder + path) { table in
                    var rows = Table(name: table.name, header: table.header)
                    // Of the first run twice, the second time with the files of the other.
                    let (own, all) = (table.rowCount / 2, Array(0..<table.rowCount))
                    for column in table.columns {
                        let isFile = column.name == "FILE_NAME"
                        var twice = column.selecting(rows: all + (isFile ? all[own...] : all[..<own]))
                        twice.name = column.name
                        rows.append(twice)
                    }
                    return rows
                }
            }
            let notices = Notices()
            let store = try DataStore(folder + "/data", notices: notices)
            #expect(store.observationIDs == ["1", "2"] && store.observationTable?.count == 2)
            let told = notices.all.map(\.notice)
            let row = try #require(told.first { $0.message.contains("listed more than once") })
            #expect(row.origin.file?.hasSuffix("obs-index.fits.gz") == true && row.origin.hdu != nil)
            #expect(row.origin.column == "OBS_ID" && row.origin.row == 3)
            let hdu = try #require(told.first { $0.message.contains("more than one HDU of type events") })
            #expect(hdu.message.contains("observation 1") && hdu.origin.file?.hasSuffix("obs_000002.fits.gz") == true)
            #expect(hdu.origin.hdu == "EVENTS")
            #expect(try store.observation("1").header.string("OBS_ID") == "1")
        }
    }

    /// The same events in two archives are a fault, as the same run of one is (``JointAnalysisTests``); other events of the same
    /// run are not.
    @Test func aRunOfTwoInstruments() throws {
        try withArchive { folder in
            try FileManager.default.copyItem(atPath: folder + "/data", toPath: folder + "/copy")
            let instruments = """
                instruments:
                - {name: x, observations: {datastore: \(folder)/data}}
                - {name: y, observations: {datastore: \(folder)/copy}}
                """
            let notices = Notices()
            let config = try config(folder, type: "1d", more: instruments)
            func run() throws { _ = try JointAnalysis(config, execution: Execution(notices: notices)).run() }
            let fault = #expect(throws: Fault.self) { try run() }
            #expect(fault?.code == .incompatible && fault?.origin.file == "c.yaml" && fault?.origin.line == 13)
            #expect(fault?.message.contains("both have run 1, from '\(folder)/data' and '\(folder)/copy'") == true)
            #expect(fault?.message.hasSuffix(" events would be used twice") == true)
            #expect(fault?.hint?.contains("obs_ids") == true)

            try rewriteTable("EVENTS", of: folder + "/copy/data/obs_000001.fits.gz") { table in
                table.changing("TIME") { time in
                    time = Column("TIME", .double((time.doubles ?? []).map { $0 + 0.001 }), unit: "s")
                }
            }
            try run()
            #expect(!notices.all.contains { $0.notice.message.contains("twice") })
        }
    }
}

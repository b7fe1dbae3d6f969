import Foundation
import GammaCore
import GammaIO
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaData

@Suite struct RunGroupingTests {
    /// An archive of runs with a row of the index each, in another order than asked for.
    private func columns(_ ids: [String]) throws -> RunColumns {
        let table = Table(
            name: "OBS_INDEX",
            header: FITSHeader([
                .init("MJDREFI", .int(51910)), .init("MJDREFF", .double(0)), .init("TIMESYS", .string("UTC")),
            ]),
            columns: [
                Column("OBS_ID", .int64([1, 2, 3, 4])), Column("RA_PNT", .double([83, 84, 85, 86]), unit: "deg"),
                Column("DEC_PNT", .double([0, 0, 0, 0]), unit: "deg"),
                Column("ZEN_PNT", .double([10, 30, 45, 60]), unit: "deg"),
                Column("OBJECT", .string(["Crab", "Crab", "Mrk 421", "Crab"])),
                Column("TSTART", .double([0, 86400, 172800, 259200]), unit: "s"),
                Column("TSTOP", .double([10, 86410, 172810, 259210]), unit: "s"),
            ])
        let store = DataStore(
            path: "a", hduIndex: HDUIndex([]), observationTable: try ObservationTable(table: table))
        return try RunColumns(store, ids: ids, target: SkyDirection(ra: 83, dec: 0))
    }

    @Test func columnsOfRuns() throws {
        let columns = try columns(["4", "1"])
        #expect(try columns.numbers("zen_pnt") == [60, 10])
        expectClose(try columns.numbers("OFFSET"), [3, 0], absolute: 1e-12)
        expectClose(try columns.numbers("DATE"), [51913, 51910], absolute: 1e-9)
        #expect(try columns.texts("OBJECT") == ["Crab", "Crab"])
        let missing = #expect(throws: Fault.self) { try columns.numbers("ZENPNT") }
        #expect(missing?.code == .missingColumn && missing?.hint == "did you mean 'ZEN_PNT'?")
        #expect(throws: Fault.self) { try columns.numbers("OBJECT") }
        #expect(throws: Fault.self) { try self.columns(["9"]) }
    }

    private static func noFeatures(_ id: String) throws -> ResponseFeatures {
        throw Fault(.noData, "responses are not looked at")
    }

    @Test func binsOfColumns() throws {
        let grouping = RunGrouping(bins: [
            .init("ZEN_PNT", edges: [0, 30, 60]), .init("OFFSET", edges: [0, 0.5, 3.5]),
        ])
        let groups = try grouping.groups(of: columns(["1", "2", "3", "4"]), features: Self.noFeatures)
        // 30 belongs to the bin above it, 60 to the last one.
        #expect(groups.map(\.ids) == [["1"], ["2", "3", "4"]])
        #expect(groups.map(\.name) == ["group-1", "group-2"])
        #expect(groups[1].text == "ZEN_PNT 30 to 60, OFFSET 0.5 to 3.5")
    }

    @Test func runsOutsideAreLeftOut() throws {
        let execution = Execution()
        let grouping = RunGrouping(bins: [.init("ZEN_PNT", edges: [20, 50])])
        let groups = try grouping.groups(
            of: columns(["1", "2", "3", "4"]), prefix: "a", execution, features: Self.noFeatures)
        #expect(groups.map(\.ids) == [["2", "3"]] && groups[0].name == "a-1")
        #expect(execution.notices.all.count == 2)
        let nothing = RunGrouping(bins: [.init("ZEN_PNT", edges: [70, 80])])
        #expect(throws: Fault.self) { try nothing.groups(of: columns(["1"]), features: Self.noFeatures) }
    }

    /// Runs with responses alike come together.
    @Test(arguments: [1, 2]) func clustersOfResponses(threads: Int) throws {
        let (wide, narrow) = (try Self.responses(spread: 0.09), try Self.responses(spread: 0.05))
        let groups = try RunGrouping(clusters: 2).groups(
            of: columns(["1", "2", "3", "4"]), Execution(threads: threads)
        ) { id in ResponseFeatures((Int(id) ?? 0) % 2 == 0 ? wide : narrow, offset: 0.5) }
        #expect(groups.map(\.ids) == [["1", "3"], ["2", "4"]])
        #expect(groups.allSatisfy { $0.text.contains("PSF 0.") && $0.text.contains("area") })
        // Runs that are all alike cannot be told apart, and are still divided.
        let same = try RunGrouping(clusters: 2).groups(of: columns(["1", "2", "3"])) { _ in
            ResponseFeatures(wide, offset: 0.5)
        }
        #expect(same.map(\.ids.count).reduce(0, +) == 3)
    }

    private static func responses(spread: Double) throws -> Responses {
        let offset = try IRFAxis(.offset, edges: [0, 1, 2])
        let energy = try IRFAxis(.energyTrue, edges: [0.1, 1, 10])
        let values = [Double](repeating: 1e9, count: 4)
        func constant(_ value: Double) -> [Double] { [Double](repeating: value, count: 4) }
        return Responses(
            effectiveArea: try EffectiveArea2D(energyTrue: energy, offset: offset, values: values),
            pointSpread: try PSF3Gauss(
                energyTrue: energy, offset: offset, scale: constant(1), sigma1: constant(spread),
                sigma2: constant(spread), sigma3: constant(spread), amplitude2: constant(0), amplitude3: constant(0)))
    }

    /// What Gammapy 2.1 says of three runs (`get_irfs_features` at 1 TeV); its bias and resolution are those of a kernel in bins
    /// of true energy, which differ by the migration over half a bin.
    @Test(.enabled(if: TestData.isAvailable, "the public data sets are not there: set GAMMAKIT_DATA"))
    func featuresOfRealResponses() throws {
        let store = try DataStore(#require(TestData.path("hess-dl3-dr1"), "hess-dl3-dr1 is not there"))
        let target = SkyDirection(ra: 329.716, dec: -30.225)
        let expected = [
            ("33787", 0.11587179071752986, 0.368346217294295, 0.14149953611195087, 2068071824.7603378),
            ("33788", 0.04897634344864892, 0.3398399188704945, 0.11553325504064559, 2240401439.7199655),
            ("33789", 0.03317665260659101, 0.32377509237400737, 0.10262943822890519, 2144289753.6239552),
        ]
        for (id, bias, resolution, radius, area) in expected {
            let run = try store.observation(id, loadingEvents: false)
            let offset = try run.pointingDirection().separation(to: target)
            let features = ResponseFeatures(run.responses, offset: offset)
            expectClose(features.logArea, log10(area), absolute: 1e-6)
            expectClose(try #require(features.psfRadius), radius, relative: 1e-6)
            expectClose(try #require(features.bias), bias, absolute: 0.02)
            expectClose(try #require(features.resolution), resolution, absolute: 0.02)
        }
    }
}

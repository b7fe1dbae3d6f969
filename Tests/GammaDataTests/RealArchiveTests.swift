import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaTestSupport
import Testing

/// Real archives. Numbers are those of Gammapy 2.1 on the same files unless another source is given.
@Suite(.enabled(if: TestData.isAvailable, "the public data sets are not there: set GAMMAKIT_DATA"))
struct RealArchiveTests {
    private func store(_ folder: String, notices: Notices = Notices()) throws -> DataStore {
        try DataStore(#require(TestData.path(folder), "\(folder) is not there"), notices: notices)
    }

    private func geomspace(_ low: Double, _ high: Double, bins: Int) -> [Double] {
        (0...bins).map { low * pow(high / low, Double($0) / Double(bins)) }
    }

    /// Every observation of an archive that is there loads, events and responses.
    @Test(arguments: [
        ("hess-dl3-dr1", 86, 19), ("cta-1dc/index/gps", 4, 0), ("joint-crab/dl3/magic", 1, 1),
        ("joint-crab-dl3/magic", 2, 0), ("joint-crab-dl3/hess", 4, 0), ("joint-crab-dl3/fact", 125, 0),
        ("joint-crab-dl3/veritas", 2, 0),
    ])
    func everyFileLoads(_ folder: String, _ count: Int, _ missing: Int) throws {
        let notices = Notices()
        let store = try store(folder, notices: notices)
        #expect(store.missing.count == missing)
        #expect(notices.all.count == missing)
        let runs = try store.observations(
            required: IRFKind.pointLike, execution: Execution(threads: 2, notices: notices))
        #expect(runs.count == count)
        #expect(runs.map(\.id) == sorted(runs.map(\.id)))
        for run in runs {
            #expect(!run.events.isEmpty && run.livetime > 0 && run.livetime <= run.ontime)
            #expect(run.location != nil)
            #expect(run.responses.isPointLike == (run.radMax != nil))
        }
    }

    private func sorted(_ ids: [String]) -> [String] { ids.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) } }

    @Test func archivesWithoutIndexLoadToo() throws {
        let folder = try #require(TestData.path("joint-crab-dl3/magic"))
        let files = ["run_05029747_DL3.fits", "run_05029748_DL3.fits"].map { folder + "/" + $0 }
        let scanned = try DataStore(eventFiles: files)
        let indexed = try store("joint-crab-dl3/magic")
        #expect(scanned.observationIDs == indexed.observationIDs)
        let (a, b) = (try scanned.observation(5_029_747), try indexed.observation(5_029_747))
        #expect(a.events == b.events)
        #expect(a.effectiveArea == b.effectiveArea && a.energyDispersion == b.energyDispersion)
        #expect(a.gti == b.gti && a.pointing == b.pointing)
    }

    @Test func calibrationDatabasesAreFoundByKeyword() throws {
        let store = try store("cta-1dc/data")
        #expect(store.observationIDs.count == 4)
        let root = try DataStore(#require(TestData.path("cta-1dc")))
        let run = try root.observation(110_380)
        #expect(run.responses.kinds == IRFKind.fullEnclosure)
    }

    @Test func sharedResponsesAreReadOnce() throws {
        let runs = try store("cta-1dc/index/gps").observations(execution: Execution(threads: 2))
        let addresses = runs.compactMap { $0.energyDispersion?.values.withUnsafeBufferPointer { $0.baseAddress } }
        #expect(addresses.count == 4 && Set(addresses).count == 1)
    }

    @Test func hessResponses() throws {
        let run = try store("hess-dl3-dr1").observation(23523, required: IRFKind.fullEnclosure)
        let area = try #require(run.effectiveArea)
        let energies = [0.0105, 0.3, 1, 7, 80, 95]
        #expect(area.offset.isNodes && area.offset.limits == -0.25...2.75)
        expectClose(
            area.evaluate(energies: energies, offset: 0.6),
            [0, 0, 2283932466.313548, 6011445339.175326, 5790440273.98494, 6059799645.136951], relative: 1e-9)
        expectClose(
            area.evaluate(energies: energies, offset: 2.7),
            [0, 0, 0, 1846457786.0045764, 3434439877.598697, 3248395609.3516593], relative: 1e-9)
        #expect(area.evaluate(energies: energies, offset: 2.76) == Array(repeating: 0, count: 6))
        expectClose(area.loThreshold ?? 0, 0.870963589956081)
        #expect(area.hiThreshold == 100)

        let psf = try #require(run.pointSpread)
        expectClose(
            psf.containment(radius: 0.11, energies: Array(energies[1..<5]), offset: 0.6),
            [0.44797789529207066, 0.6311151415540411, 0.6571157391003883, 0.8213275698188304], relative: 1e-6)
        expectClose(
            psf.containmentRadius(fraction: 0.68, energies: Array(energies[1..<5]), offset: 0.6),
            [0.16531307362020012, 0.1222019078209996, 0.11940118446946144, 0.06273496244102716], relative: 1e-6)
        expectClose(
            psf.evaluate(rads: [0.02, 0.1], energies: [1], offset: 0.6), [131390.1436689675, 25551.89935416636],
            relative: 1e-6)

        let dispersion = try #require(run.energyDispersion)
        expectClose(
            dispersion.evaluate(energies: [0.5, 3], migras: [1.02], offset: 0.6),
            [0.658359148805654, 1.6591589547030041],
            relative: 1e-6)
    }

    @Test func hessBackground() throws {
        let run = try store("hess-dl3-dr1").observation(23523)
        let background = try #require(run.background as? Background3D)
        #expect(background.alignment == .reverseLongitudeRADec)
        let energies = [0.6, 2, 15]
        expectClose(
            background.evaluate(energies: energies, longitudes: [0.35], latitudes: [-1.1]),
            [808.131985937723, 70.7318114922292, 1.4433178605436738], relative: 1e-5)
        let edges = geomspace(0.5, 40, bins: 5)
        expectClose(
            background.integral(energyEdges: edges, longitudes: [0.35], latitudes: [-1.1]),
            [254.22052212733283, 154.3535990497611, 60.28012430102131, 26.058528850084407, 7.31481447399014],
            relative: 1e-5)
        let filled = try background.filled()
        expectClose(
            filled.integral(energyEdges: edges, longitudes: [2.05], latitudes: [0.33]),
            [82.3776326095953, 86.92234032306915, 37.264092276861376, 17.930877105368708, 7.745200565181133],
            relative: 1e-5)
        expectClose(
            try filled.background2D().evaluate(energies: energies, offsets: [0.7]),
            [742.8458219385379, 92.66241701927866, 0.7556401393575581], relative: 1e-5)
    }

    @Test func hessEventsAndTimes() throws {
        let run = try store("hess-dl3-dr1").observation(23523)
        let events = run.events
        #expect(events.count == 7613)
        expectClose(events.energy.reduce(0, +), 33634.29249767959)
        #expect(events.instant(0).iso(.utc) == "2004-12-04T22:07:06.668")
        #expect(run.start?.iso(.tt) == "2004-12-04T22:08:10.184")
        #expect(run.stop?.iso(.tt) == "2004-12-04T22:36:17.184")
        #expect(events.selecting(energy: 1..<10).count == 2972)
        let reference = events.timeReference
        #expect(
            events.selecting(from: reference.instant(123_890_900), to: reference.instant(123_891_500)).count == 2746)
        #expect(events.selecting(around: try run.pointingDirection(), radius: 1).count == 1846)
    }

    @Test func ctaResponses() throws {
        let run = try store("cta-1dc/index/gps").observation(110_380)
        #expect(run.events.count == 106_217)
        expectClose(run.livetime, 1764.000034326, relative: 1e-12)
        let energies = [0.0105, 0.3, 1, 7, 80, 95]
        expectClose(
            try #require(run.effectiveArea).evaluate(energies: energies, offset: 1.3),
            [0, 3656117970.0272346, 8436716696.863713, 34441285817.54384, 47133938998.1293, 47867209649.74802],
            relative: 1e-9)
        let psf = try #require(run.pointSpread)
        expectClose(
            psf.containment(radius: 0.06, energies: Array(energies[1..<5]), offset: 1.3),
            [0.46702257045387197, 0.7831903146383088, 0.8958145966362158, 0.9047531084376413], relative: 1e-9)
        expectClose(
            psf.containmentRadius(fraction: 0.68, energies: Array(energies[1..<5]), offset: 1.3),
            [0.08075, 0.05175, 0.04275, 0.04175], relative: 1e-9)
        expectClose(
            psf.evaluate(rads: [0.02, 0.1], energies: [1], offset: 1.3), [374417.5179644643, 6351.836410795755],
            relative: 1e-9)
        expectClose(
            try #require(run.background).evaluate(energies: [0.6, 2, 15], longitudes: [0.35], latitudes: [-1.1]),
            [507.08721636368165, 28.015931043135225, 0.35627389396017767], relative: 1e-5)
        let dispersion = try #require(run.energyDispersion)
        expectClose(
            dispersion.evaluate(energies: [0.5, 3], migras: [1.02], offset: 1.3),
            [4276.688074296077, 1311.8472752619373],
            relative: 1e-9)
        let kernel = dispersion.kernel(
            offset: 1.3, energyTrueEdges: geomspace(0.1, 100, bins: 7), energyEdges: geomspace(0.2, 50, bins: 4))
        expectClose(
            kernel.values,
            [
                0.03214822520472116, 0, 0, 0, 1, 0, 0, 0, 0.00044979871553106805, 0.9995502012844691, 0, 0, 0,
                0.4825634965049389, 0.5174365034950611, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0.08531983818330426,
            ], relative: 1e-9, absolute: 1e-12)
    }

    struct PointLike: Sendable {
        let folder: String
        let id: Int
        let events: Int
        let livetime: Double
        let radMax: Double
        let start: String
        let first: String
        let area: [Double]
        let dispersion: [Double]
    }

    @Test(arguments: [
        PointLike(
            folder: "magic", id: 5_029_747, events: 6310, livetime: 1180.5874321138474, radMax: 0.1414213,
            start: "2013-10-04T04:20:46.000", first: "2013-10-04T04:20:46.527",
            area: [0, 545302183.4418103, 1039661557.9189017, 1471124806.6382902, 0, 0],
            dispersion: [2.6835546130711636, 1.9619393769828564]),
        PointLike(
            folder: "fact", id: 20_131_103_103, events: 240, livetime: 294.98999999267494, radMax: 0.1732050807568877,
            start: "2013-11-04T01:59:14.000", first: "2013-11-04T01:59:17.854",
            area: [0, 281612.17659167375, 210217672.45221847, 747035287.2855282, 0, 0],
            dispersion: [0.14612653778961707, 0.2795548691119903]),
        PointLike(
            folder: "veritas", id: 54809, events: 1641, livetime: 1094.6516104000057, radMax: 0.1,
            start: "2011-02-04T03:57:42.000", first: "2011-02-04T03:57:43.493",
            area: [
                0, 369492087.11637354, 836400703.6655625, 978729094.5441746, 407024169.00923723, 228798468.97570315,
            ],
            dispersion: [2.286677858213603, 1.877877654786236]),
    ])
    func pointLikeResponses(_ expected: PointLike) throws {
        let run = try store("joint-crab-dl3/" + expected.folder).observation(expected.id)
        #expect(run.events.count == expected.events)
        expectClose(run.livetime, expected.livetime, relative: 1e-7)
        #expect(run.start?.iso(.utc) == expected.start)
        #expect(run.events.instant(0).iso(.utc) == expected.first)
        #expect(run.radMax?.isFixed == true)
        expectClose(try #require(run.radMax).radius(energies: [1], offset: 0.45), [expected.radMax], relative: 1e-7)
        expectClose(
            try #require(run.effectiveArea).evaluate(energies: [0.0105, 0.3, 1, 7, 80, 95], offset: 0.45),
            expected.area,
            relative: 1e-6)
        expectClose(
            try #require(run.energyDispersion).evaluate(energies: [0.5, 3], migras: [1.02], offset: 0.45),
            expected.dispersion, relative: 1e-6)
    }

    @Test func fermiEventsAndIntervals() throws {
        let path = try #require(TestData.path("joint-crab-dl3/fermi/events.fits.gz"))
        let events = try EventList.read(path)
        #expect(events.count == 10441)
        // Sum of single-precision energies in MeV: equal to their precision.
        expectClose(events.energy.reduce(0, +), 310.4722864711657, relative: 1e-7)
        #expect(events.instant(0).iso(.utc) == "2008-08-05T04:28:52.127")
        #expect(events.table.columns.count == 23)
        let gti = try GTI.read(path)
        #expect(gti.count == 39042)
        expectClose(gti.timeSum, 183_139_597.9032163, relative: 1e-9)
        #expect(gti.union().count == 39042)
    }
}

import GammaCore
import GammaData
import GammaDatasets
import GammaMakers
import GammaMaps
import GammaTestSupport
import Testing

@Suite struct ThetaSquaredMakerTests {
    static let crab = SkyDirection(ra: 83.633, dec: 22.014)
    static let edges = (0...10).map { 0.01 * Double($0) }

    /// Four runs on the Crab nebula; counts are those of Gammapy 2.1's `ThetaSquaredTable`.
    @Test(.enabled(if: TestData.isAvailable, "no test data")) func theCrabIsThatOfGammapy() throws {
        guard let path = TestData.path("hess-dl3-dr1") else { return }
        let runs = try DataStore(path).observations(.ids(["23523", "23526", "23559", "23592"]))
        let three = try ThetaSquaredMaker(position: Self.crab, edges: Self.edges, off: .reflected(3)).run(runs)
        #expect(three.counts == [637, 240, 140, 105, 91, 93, 77, 89, 77, 62])
        #expect(three.countsOff == [142, 189, 175, 142, 163, 152, 155, 149, 152, 148])
        let significances = [33.287218879535665, 13.620651055686844, 7.487680095689132]
        for (bin, expected) in significances.enumerated() {
            expectClose(three.statistics[bin].sqrtTS, expected, relative: 1e-9)
        }
        expectClose(three.statistics[0].errn(), 25.228369241091173, relative: 1e-6)
        let some = try ThetaSquaredMaker(position: Self.crab, edges: Self.edges, energy: 1..<10).run(runs)
        #expect(some.counts == [314, 84, 40, 43, 42, 32, 27, 30, 33, 20])
        #expect(some.countsOff == [10, 18, 10, 16, 14, 18, 16, 15, 24, 13])
        #expect(some.alpha.allSatisfy { $0 == 1 })
        // The sum within a cut is that of the bins below it.
        #expect(some.total(within: 0.02).nOn == 398 && some.total(within: 0.0201).nOff == 28)
        // A fixed off position opposite to the source for one run gives the same events as the reflected one.
        let pointing = try runs[0].pointingDirection()
        let opposite = pointing.offset(
            by: pointing.separation(to: Self.crab), positionAngle: pointing.positionAngle(to: Self.crab) + 180)
        let fixed = try ThetaSquaredMaker(position: Self.crab, edges: Self.edges, off: .fixed(opposite)).run([runs[0]])
        let reflected = try ThetaSquaredMaker(position: Self.crab, edges: Self.edges).run([runs[0]])
        #expect(fixed.countsOff == reflected.countsOff)
        // Bits do not depend on threads; the table has one row a bin.
        #expect(
            try ThetaSquaredMaker(position: Self.crab, edges: Self.edges).run(runs, Execution(threads: 2))
                == ThetaSquaredMaker(position: Self.crab, edges: Self.edges).run(runs, Execution(threads: 1)))
        #expect(some.table.rowCount == 10)
    }

    @Test(.enabled(if: TestData.isAvailable, "no test data")) func runsWithoutRoomAreLeftOut() throws {
        guard let path = TestData.path("hess-dl3-dr1") else { return }
        let runs = try DataStore(path).observations(.ids(["23523", "23526"]))
        // A wide range of distances: three positions would overlap, so one is taken.
        let wide = ThetaSquaredMaker(position: Self.crab, edges: [0, 0.2], off: .reflected(3))
        #expect(try wide.run(runs).alpha == [1])
        let at = try runs[0].pointingDirection()
        let execution = Execution()
        let maker = ThetaSquaredMaker(position: at, edges: Self.edges)
        let fault = #expect(throws: Fault.self) { try maker.run([runs[0]], execution) }
        #expect(fault?.code == .noData)
        #expect(execution.notices.all.contains { $0.notice.description.contains("23523") })
    }

    @Test(arguments: [[0.1], [0, 0.2, 0.1], [-1, 1]]) func edgesMustAscend(edges: [Double]) {
        let fault = #expect(throws: Fault.self) { try ThetaSquaredMaker(position: Self.crab, edges: edges).run([]) }
        #expect(fault?.code == .badValue)
    }

    @Test func offPositionsMustNotOverlapTheSource() {
        let near = ThetaSquaredMaker(
            position: Self.crab, edges: [0, 0.04], off: .fixed(Self.crab.offset(by: 0.39, positionAngle: 0)))
        #expect(throws: Fault.self) { try near.run([]) }
        #expect(throws: Fault.self) {
            try ThetaSquaredMaker(position: Self.crab, edges: [0, 0.04], off: .reflected(0)).run([])
        }
    }

    /// Runs with different numbers of off positions: the background is the sum of each run's own.
    @Test func stackingKeepsTheBackground() {
        var sum = ThetaSquaredDistribution(
            edges: [0, 1, 2], counts: [9, 3], countsOff: [4, 0], offCount: 1, livetime: 10)
        sum.stack(
            ThetaSquaredDistribution(edges: [0, 1, 2], counts: [5, 1], countsOff: [6, 0], offCount: 3, livetime: 30))
        #expect(sum.background == [6, 0] && sum.counts == [14, 4] && sum.countsOff == [10, 0])
        expectClose(sum.alpha[0], 0.6)
        expectClose(sum.alpha[1], (10 + 30.0 / 3) / 40)
        expectClose(sum.statistics[0].excess, 8)
    }
}

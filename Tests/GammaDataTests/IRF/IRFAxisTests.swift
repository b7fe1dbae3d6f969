import Foundation
import GammaCore
import GammaData
import GammaTestSupport
import Testing

@Suite struct IRFAxisTests {
    @Test func binsHaveLogarithmicCentresForEnergies() throws {
        let axis = try IRFAxis(.energyTrue, edges: [0.1, 1, 10])
        expectClose(axis.centres, [0.1 * 10.0.squareRoot(), 10.0.squareRoot()], relative: 1e-14)
        #expect(!axis.isNodes)
        #expect(axis.limits == 0.1...10)
        expectClose(axis.widths, [0.9, 9])
    }

    @Test func binsHaveArithmeticCentresForAngles() throws {
        #expect(try IRFAxis(.offset, edges: [0, 1, 3]).centres == [0.5, 2])
    }

    @Test func nodesReachHalfAStepBeyondTheirEnds() throws {
        let axis = try IRFAxis(.offset, nodes: [0, 0.5, 1, 1.5, 2, 2.5])
        #expect(axis.limits == -0.25...2.75)
        #expect(axis.edges == [-0.25, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75])
        let energies = try IRFAxis(.energy, nodes: [1, 4])
        expectClose(energies.edges, [0.5, 2, 8], relative: 1e-14)
    }

    @Test func aSingleNodeHoldsEverywhere() throws {
        let axis = try IRFAxis(.offset, nodes: [0.4])
        #expect(axis.limits.contains(1e9) && axis.limits.contains(-1e9))
        #expect(axis.centres == [0.4])
    }

    @Test(arguments: [[0.1], [1, 1], [2, 1], [1, .nan], [1, .infinity], [-2, -1]])
    func impossibleEdgesAreRefused(_ edges: [Double]) {
        #expect(throws: Fault.self) { try IRFAxis(.energy, edges: edges) }
    }

    @Test func nodesMustBeThere() { #expect(throws: Fault.self) { try IRFAxis(.rad, nodes: []) } }

    @Test func firstEnergyEdgeMayBeZero() throws {
        let axis = try IRFAxis(.energy, edges: [0, 1, 10])
        #expect(axis.centres.allSatisfy { $0 > 0 })
    }
}

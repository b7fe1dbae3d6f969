import Foundation
import GammaData
import GammaMakers
import GammaTestSupport
import Testing

@Suite struct ArrayResponseTests {
    @Test func tablesFollowTheFormulas() throws {
        let array = ArrayResponse()
        let responses = try array.responses()
        let area = try #require(responses.effectiveArea)
        let background = try #require(responses.background)
        // Linear interpolation between 14 energies a decade.
        for energy in [0.3, 1.0, 12] {
            expectClose(
                area.evaluate(energies: [energy], offset: 0.5)[0], array.effectiveArea(energy: energy, offset: 0.5),
                relative: 0.01)
            expectClose(
                background.evaluate(energies: [energy], longitudes: [0.5], latitudes: [0])[0],
                array.background(energy: energy, offset: 0.5), relative: 0.01)
        }
        #expect(area.loThreshold == 0.25)
        #expect(area.hiThreshold == 50)
    }

    /// The numbers that the documentation promises.
    @Test func numbersArePlausible() throws {
        let array = ArrayResponse()
        let psf = try #require(try array.responses().pointSpread)
        let radii = psf.containmentRadius(fraction: 0.68, energies: [0.1, 1, 10], offset: 0.5)
        expectClose(radii, [0.148, 0.095, 0.078], relative: 0.03)
        expectClose(array.migrationWidth(energy: 1), 0.15)
        expectClose(array.effectiveArea(energy: 10, offset: 0), 1.55e9, relative: 0.01)
        expectClose(array.acceptance(offset: 2), 0.41, relative: 0.01)
    }

    @Test func checksFindNothing() throws {
        for response in try ArrayResponse().responses().all {
            let table = response.table()
            let read = try #require(HDUClass(header: table.header, name: ""))
            #expect(try Responses.read(table, as: read).check().isEmpty)
        }
    }
}

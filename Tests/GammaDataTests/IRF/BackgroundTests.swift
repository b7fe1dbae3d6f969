import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaTestSupport
import Testing

@Suite struct BackgroundTests {
    /// A background that is a power law in energy and exponential over the field of view: exact in the logarithm.
    private func exponential() throws -> (Background3D, (Double, Double, Double) -> Double) {
        let energy = try IRFAxis(.energy, edges: [0.1, 1, 10, 100])
        let longitude = try IRFAxis(.fovLongitude, edges: [-2, -1, 0, 1, 2])
        let latitude = try IRFAxis(.fovLatitude, edges: [-3, -1, 1, 3])
        func rate(_ e: Double, _ x: Double, _ y: Double) -> Double { 1e3 * pow(e, -2.7) * exp(0.3 * x - 0.2 * y) }
        let values = energy.centres.flatMap { e in
            longitude.centres.flatMap { x in latitude.centres.map { rate(e, x, $0) } }
        }
        return (try Background3D(energy: energy, longitude: longitude, latitude: latitude, values: values), rate)
    }

    @Test func ratesAreInterpolatedInTheirLogarithm() throws {
        let (background, rate) = try exponential()
        let positions = [(0.3, -1.2), (-2, 3), (1.9, 2.9), (0, 0)]
        let result = background.evaluate(
            energies: [0.1, 0.7, 100], longitudes: positions.map(\.0), latitudes: positions.map(\.1))
        let expected = [0.1, 0.7, 100].flatMap { e in positions.map { rate(e, $0.0, $0.1) } }
        expectClose(result, expected, relative: 1e-10)
    }

    @Test func outsideIsZero() throws {
        let (background, _) = try exponential()
        #expect(background.evaluate(energies: [0.09, 101], longitudes: [0], latitudes: [0]) == [0, 0])
        #expect(
            background.evaluate(energies: [1], longitudes: [2.01, 0, .nan], latitudes: [0, -3.01, 0]) == [0, 0, 0])
    }

    @Test func powerLawsAreIntegratedExactly() throws {
        let (background, rate) = try exponential()
        let edges = [0.2, 0.5, 3, 40]
        let expected = zip(edges, edges.dropFirst()).map { low, high in
            rate(1, 0.4, 0.6) * (pow(low, -1.7) - pow(high, -1.7)) / 1.7
        }
        let result = background.integral(energyEdges: edges, longitudes: [0.4], latitudes: [0.6])
        expectClose(result, expected, relative: 1e-10)
        let fine = background.integral(energyEdges: edges, longitudes: [0.4], latitudes: [0.6], oversampling: 7)
        expectClose(fine, expected, relative: 1e-10)
    }

    @Test func anIndexOfOneIsALogarithm() throws {
        let energy = try IRFAxis(.energy, edges: [1, 4, 16])
        let values = energy.centres.flatMap { [8 / $0, 8 / $0] }
        let background = try Background2D(energy: energy, offset: TestArchive.offset(), values: values)
        expectClose(
            background.integral(energyEdges: [2, 8], longitudes: [0.5], latitudes: [0]), [8 * log(4.0)], relative: 1e-10
        )
    }

    @Test func gapsBetweenValidEnergiesAreClosed() throws {
        let energy = try IRFAxis(.energy, edges: [1, 2, 4, 8, 16, 32])
        let offset = try IRFAxis(.offset, edges: [0, 1, 2])
        let background = try Background2D(energy: energy, offset: offset, values: [0, 100, 0, 0, 0, 1, 5, 0, 0, 0])
        let filled = try background.filled()
        // The padded offset bin repeats the last; only the gap between 100 and 1 is closed.
        expectClose(filled.values, [0, 100, 100, 0, 10, 10, 0, 1, 1, 5, 0, 0, 0, 0, 0], relative: 1e-12)
        #expect(filled.offset.edges == [0, 1, 2, 3])
    }

    @Test func cubesOfEitherOrderAreRead() throws {
        let background = try TestArchive.background3D()
        let table = background.table()
        #expect(try Background3D(table: table) == background)
        // The same numbers with energy slowest in the file: turned around completely, so that the axes change places.
        var reversed = Table(name: table.name, header: table.header)
        for var column in table.columns {
            if column.name == "BKG" { column.shape = column.shape.reversed() }
            reversed.append(column)
        }
        guard case .float(let stored) = try table.column("BKG").values else {
            Issue.record("the rates are stored in single precision")
            return
        }
        // Logical (energy, lon, lat) is the file's own order then.
        #expect(try Background3D(table: reversed).values == stored.map { Double($0) * 1e6 })
    }

    @Test func theOtherNameAndAMissingUnitAreAccepted() throws {
        let background = try TestArchive.background2D()
        let table = background.table()
        var renamed = Table(name: table.name, header: table.header)
        for var column in table.columns {
            if column.name == "BKG" { (column.name, column.unit) = ("BGD", "") }
            renamed.append(column)
        }
        let notices = Notices()
        #expect(try Background2D(table: renamed, notices: notices) == background)
        #expect(notices.all.count == 1)
    }

    @Test func profileAlongLongitude() throws {
        let profile = try TestArchive.background3D().background2D()
        #expect(profile.offset.edges == [0, 1, 2])
        // Latitude bin 1 holds 0; bins 2 and 3 in longitude are at or beyond it.
        let cube = try TestArchive.background3D().values
        #expect(profile.values == [cube[9], cube[13], cube[25], cube[29], cube[41], cube[45]])
    }
}

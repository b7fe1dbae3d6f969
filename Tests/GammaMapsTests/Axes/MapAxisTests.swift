import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaMaps

/// Numbers of Gammapy 2.1, which recomputes edges through logarithms: equal to 1e-15.
@Suite struct MapAxisTests {
    @Test func energyAxisEqualsGammapy() throws {
        let axis = try MapAxis.energy(min: 0.5, max: 40, bins: 10)
        expectClose(
            axis.edges,
            [
                0.5, 0.7749594937741686, 1.2011244339814313, 1.8616455666360696, 2.8853998118144277, 4.4721359549995805,
                6.931448431551464, 10.743183535273754, 16.651064148037463, 25.807800485928652, 40,
            ], relative: 1e-15)
        expectClose(
            axis.centres,
            [
                0.6224787119951045, 0.9647915750658455, 1.4953487812212207, 2.3176694690220345, 3.592199916898324,
                5.56761885827027, 8.629358183865286, 13.374806099528442, 20.729865928436453, 32.129612811815,
            ], relative: 1e-15)
        #expect(axis.unit == .TeV && axis.name == "energy" && axis.isEnergy)
        let wide = try MapAxis.energy(min: 0.1, max: 100, bins: 20, name: "energy_true")
        expectClose(wide.edges[3], 0.28183829312644537, relative: 1e-15)
        expectClose(wide.edges[19], 70.7945784384138, relative: 1e-15)
        #expect(wide.edges[0] == 0.1 && wide.edges[20] == 100)
        #expect(try MapAxis.energy(min: 0.01, max: 100, perDecade: 3).binCount == 12)
    }

    @Test func otherScales() throws {
        let root = try MapAxis(min: 0, max: 4, bins: 5, name: "rad", interpolation: .sqrt)
        expectClose(root.edges, [0, 0.16, 0.64, 1.44, 2.56, 4], relative: 1e-14)
        expectClose(root.centres, [0.04, 0.36, 1, 1.96, 3.24], relative: 1e-14)
        let nodes = try MapAxis(nodes: [0.5, 1, 1.5, 2, 2.5], name: "offset", unit: .deg)
        expectClose(nodes.edges, [0.25, 0.75, 1.25, 1.75, 2.25, 2.75], relative: 1e-15)
        let log = try MapAxis(nodes: [1, 10, 50], name: "energy", unit: .TeV, interpolation: .log)
        expectClose(
            log.edges, [0.3162277660168379, 3.1622776601683795, 22.360679774997894, 111.80339887498948], relative: 1e-14
        )
        expectClose(
            try log.upsampled(by: 2).centres, [1, 3.1622776601683795, 10, 22.360679774997894, 50], relative: 1e-14)
        #expect(try log.upsampled(by: 2).downsampled(by: 2) == log)
    }

    @Test func bins() throws {
        let axis = try MapAxis.energy(min: 0.5, max: 40, bins: 10)
        #expect([0.3, 0.5, 1.7, 39.9, 60, 40, .nan].map(axis.index) == [nil, 0, 2, 9, nil, nil, nil])
        let pixels = [0.3, 0.5, 1.7, 39.9, 60].map(axis.pixel)
        expectClose(pixels, [-1.66572916, -0.5, 2.29271564, 9.49428773, 10.42529129], absolute: 1e-8)
        forAll(seed: 3, count: 300) { random in
            let value = 0.5 * (1 + 78.9 * random.uniform())
            expectClose(axis.value(atPixel: axis.pixel(of: value)), value, relative: 1e-13)
            let bin = try #require(axis.index(of: value))
            #expect(axis.edges[bin] <= value && value < axis.edges[bin + 1])
        }
    }

    @Test func groups() throws {
        let axis = try MapAxis.energy(min: 0.5, max: 40, bins: 10)
        let groups = try axis.groups(edges: [1, 10])
        #expect(groups.map(\.bins) == [0..<2, 2..<7, 7..<10])
        #expect(groups.map(\.kind) == [.underflow, .normal, .overflow])
        #expect(try axis.groups(edges: [0.1, 1.2, 2, 100]).map(\.bins) == [0..<2, 2..<3, 3..<10])
        #expect(throws: Fault.self) { try axis.groups(edges: [50, 60]) }
        #expect(throws: Fault.self) { try axis.groups(edges: [.nan]) }
    }

    @Test func slices() throws {
        let axis = try MapAxis.energy(min: 0.5, max: 40, bins: 10)
        #expect(try axis.slice(2..<7).edges == Array(axis.edges[2...7]))
        #expect(try axis.squashed().edges == [0.5, 40])
        #expect(try axis.downsampled(by: 2).edges == [0, 2, 4, 6, 8, 10].map { axis.edges[$0] })
        #expect(throws: Fault.self) { try axis.downsampled(by: 3) }
        #expect(throws: Fault.self) { try axis.slice(8..<12) }
        #expect(throws: Fault.self) { try axis.slice(3..<3) }
    }

    @Test func equality() throws {
        let axis = try MapAxis.energy(min: 0.5, max: 40, bins: 10)
        let rounded = try MapAxis.energy(edges: axis.edges.map { Double(Float($0)) })
        let gigaelectronvolt = try MapAxis(
            edges: axis.edges.map { $0 * 1000 }, name: "energy", unit: .GeV, interpolation: .log)
        #expect(axis == rounded && axis == gigaelectronvolt)
        #expect(axis != axis.renamed("energy_true"))
        #expect(try axis != MapAxis.energy(min: 0.5, max: 40.1, bins: 10))
        #expect(try axis != MapAxis(edges: axis.edges, name: "energy", unit: .deg, interpolation: .log))
    }

    @Test(arguments: [[], [1], [1, 1], [2, 1], [1, .nan], [0, 1], [-1, 1], [1, .infinity]] as [[Double]])
    func refuses(_ edges: [Double]) {
        #expect(throws: Fault.self) { try MapAxis.energy(edges: edges) }
    }

    @Test func refusesBadBounds() {
        #expect(throws: Fault.self) { try MapAxis.energy(min: 1, max: 0.1, bins: 3) }
        #expect(throws: Fault.self) { try MapAxis.energy(min: 0, max: 1, bins: 3) }
        #expect(throws: Fault.self) { try MapAxis.energy(min: 0.1, max: 1, bins: 0) }
        #expect(throws: Fault.self) { try MapAxis.energy(min: 0.1, max: 1, bins: .max) }
        #expect(throws: Fault.self) { try MapAxis.energy(min: 0.1, max: .infinity, perDecade: 3) }
        #expect(throws: Fault.self) { try MapAxis.energy(min: .nan, max: 1, perDecade: 3) }
    }

    @Test func bandsTables() throws {
        let axes = [
            try MapAxis.energy(min: 0.5, max: 40, bins: 3),
            try MapAxis.energy(min: 0.1, max: 100, bins: 2, name: "energy_true"),
            try MapAxis(nodes: [0, 1, 2], name: "rad", unit: .deg),
        ]
        let table = MapAxis.bandsTable(of: axes, name: "M_BANDS")
        #expect(table.rowCount == 18)
        #expect(table.header.string("AXCOLS1") == "E_MIN,E_MAX")
        #expect(table.header.string("AXCOLS2") == "ENERGY_TRUE_MIN,ENERGY_TRUE_MAX")
        #expect(table.header.string("AXCOLS3") == "RAD" && table.header.string("INTERP3") == "lin")
        #expect(try MapAxis.axes(fromBands: table) == axes)
    }

    @Test func bandsTablesOfOtherOrigin() throws {
        var header = FITSHeader()
        header["AXCOLS1"] = .string("THETA_MIN, THETA_MAX")
        header["AXCOLS2"] = .string("ENERGY")
        header["INTERP2"] = .string("log")
        let table = Table(
            columns: [
                Column("THETA_MIN", .float([0, 0.1, 0, 0.1]), unit: "rad"),
                Column("THETA_MAX", .float([0.1, 0.2, 0.1, 0.2]), unit: "rad"),
                Column("ENERGY", .double([1e3, 1e3, 1e4, 1e4]), unit: "GeV"),
            ])
        let axes = try MapAxis.axes(fromBands: table, header: header)
        #expect(axes.map(\.name) == ["rad", "energy"])
        #expect(axes.map(\.unit) == [.deg, .TeV])
        expectClose(axes[1].centres, [1, 10], relative: 1e-14)
        expectClose(axes[0].edges, [0, 0.1, 0.2].map { $0 * 180 / .pi }, relative: 1e-7)
    }

    @Test func bandsFaultsNameThePlace() throws {
        var table = MapAxis.bandsTable(of: [try .energy(min: 1, max: 10, bins: 2)], name: "B")
        table.header["AXCOLS1"] = .string("E_MIN,E_MAXX")
        #expect { try MapAxis.axes(fromBands: table) } throws: {
            ($0 as? Fault)?.code == .missingColumn && ($0 as? Fault)?.origin.keyword == "AXCOLS1"
        }
        table.header["AXCOLS1"] = .string("E_MIN,E_MAX")
        table.header["INTERP1"] = .string("cubic")
        #expect { try MapAxis.axes(fromBands: table) } throws: { ($0 as? Fault)?.code == .badKeyword }
        #expect(try MapAxis.axes(fromBands: Table()).isEmpty)
    }
}

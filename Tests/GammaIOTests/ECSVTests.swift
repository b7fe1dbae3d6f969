import GammaCore
import GammaIO
import Testing

@Suite("ECSV and fixed-width tables")
struct ECSVTests {
    /// Written by astropy 8.0.2.
    static let fromAstropy = """
        # %ECSV 1.0
        # ---
        # datatype:
        # - {name: s, datatype: string}
        # - {name: f, unit: TeV, datatype: float64, description: 'energies: all'}
        # - {name: i, datatype: int64}
        # - {name: b, datatype: bool}
        # - {name: v, datatype: string, subtype: 'float32[2,3]'}
        # - {name: mv, datatype: string, subtype: 'float64[2]'}
        # - {name: o, datatype: string, subtype: json}
        # - {name: u, datatype: uint8}
        # meta: !!omap
        # - {SED_TYPE: dnde}
        # - {n_sigma: 1}
        # - {UL_CONF: 0.95}
        # - nest:
        #     a: [1, 2]
        # - comments: ['x: y', z]
        # - {none: null}
        # - {flag: true}
        # - {small: 1.0e-12}
        # schema: astropy-2.0
        s f i b v mv o u
        "" 1.5 1 True [[0.0,1.0,1.5],[2.0,3.0,3.5]] [0.0,null] [1.0,2.0] 1
        "b ""c" "" "" False [[4.0,5.0,5.5],[6.0,7.0,7.5]] [2.0,3.0] [] 2
        "" nan 3 True [[8.0,9.0,9.5],[10.0,11.0,11.5]] [4.0,5.0] [3.0] 3

        """

    @Test("what astropy writes is read: masked values, array columns, metadata")
    func readsAstropy() throws {
        let table = try Table.parseECSV(Self.fromAstropy, file: "t.ecsv")
        #expect(table.rowCount == 3)
        #expect(try table.column("s").strings == ["", "b \"c", ""])
        #expect(
            try table.column("f") == Column("f", .double([1.5, .nan, .nan]), unit: "TeV", description: "energies: all"))
        #expect(try table.column("i").missing == [false, true, false])
        #expect(try table.column("i").integers == [1, 0, 3])
        #expect(try table.column("v").shape == [3, 2])
        #expect(try table.column("v").doubles?.prefix(6) == [0, 1, 1.5, 2, 3, 3.5])
        #expect(try table.column("mv").doubles?[1].isNaN == true)
        #expect(table.header.string("SED_TYPE") == "dnde")
        #expect(table.header.int("N_SIGMA") == 1)
        #expect(table.header.double("small") == 1e-12)
        #expect(table.header["flag"] == .bool(true))
        #expect(
            table.header.cards.filter { $0.keyword == "COMMENT" }.map(\.value) == [.comment("x: y"), .comment("z")])
    }

    /// astropy 8.0.2 reads this text with the same values, units, shapes and metadata.
    static let readByAstropy = """
        # %ECSV 1.0
        # ---
        # datatype:
        # - {name: e_ref, unit: TeV, datatype: float64, description: 'energies: all'}
        # - {name: name, datatype: string}
        # - {name: counts, datatype: int64}
        # - {name: is_ul, datatype: bool}
        # - {name: norm_scan, datatype: string, subtype: 'float32[2,3]'}
        # - {name: list, datatype: string, subtype: 'float64[null]'}
        # meta: !!omap
        # - {SED_TYPE: dnde}
        # - {UL_CONF: 0.95}
        # - {n_sigma: 1}
        # - {comments: ['x: y', z]}
        # schema: astropy-2.0
        e_ref name counts is_ul norm_scan list
        1.5 "b c" 1 True [[0.0,1.0,1.5],[2.0,3.0,0.1]] [1.0,2.0]
        nan "" "" False [[4.0,5.0,5.5],[NaN,7.0,7.5]] []

        """

    @Test("what is written is what astropy reads")
    func writes() {
        var header = FITSHeader()
        header["SED_TYPE"] = .string("dnde")
        header["UL_CONF"] = .double(0.95)
        header["n_sigma"] = .int(1)
        header.cards += ["x: y", "z"].map { .init("COMMENT", .comment($0)) }
        let table = Table(
            header: header,
            columns: [
                Column("e_ref", .double([1.5, .nan]), unit: "TeV", description: "energies: all"),
                Column("name", .string(["b c", ""])), Column("counts", .int64([1, 0]), missing: [false, true]),
                Column("is_ul", .bool([true, false])),
                Column("norm_scan", .float([0, 1, 1.5, 2, 3, 0.1, 4, 5, 5.5, .nan, 7, 7.5]), shape: [3, 2]),
                Column("list", .variable([[1, 2], []])),
            ])
        #expect(table.ecsvText == Self.readByAstropy)
    }

    @Test("a table of every kind survives ECSV")
    func roundTrip() throws {
        var table = FITSRoundTripTests.everyKind()
        table.header.cards.removeAll { !$0.comment.isEmpty }
        let read = try Table.parseECSV(table.ecsvText)
        #expect(
            read.header.cards.filter { $0.keyword != "COMMENT" }
                == table.header.cards.filter { $0.keyword != "COMMENT" })
        #expect(read.name == table.name)
        for (a, b) in zip(read.columns, table.columns) {
            if case .bits(let flags) = b.values {
                #expect(a.values == .bool(flags))
            } else {
                #expect(a == b)
            }
        }
    }

    @Test(
        "mistakes are answered with the line",
        arguments: [
            ("nothing", 1), ("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: complex}\na\n1", 4),
            ("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: int64}\nb\n1", 5),
            ("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: int64}\na\n1\n1 2", 7),
            ("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: int64}\na\n1\nx", 7),
            ("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: string, subtype: 'int64[2]'}\na\n[1]", 6),
            ("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: string}\na\n\"x", 6),
        ])
    func faults(text: String, line: Int) {
        let fault = #expect(throws: Fault.self) { try Table.parseECSV(text, file: "t.ecsv") }
        #expect(fault?.origin.file == "t.ecsv")
        #expect(fault?.origin.line == line)
    }

    /// As Gammapy 2.1 writes a covariance file.
    static let covariance = """
        |              Parameters |       0 |       1 |
        |     crab.spectral.index |   0.001 | 2.5e-14 |
        | crab.spectral.amplitude | 2.5e-14 |     1.0 |

        """

    @Test("a covariance file is read and written as it was")
    func fixedWidth() throws {
        let table = try Table.parseFixedWidth(Self.covariance)
        #expect(try table.column("Parameters").strings == ["crab.spectral.index", "crab.spectral.amplitude"])
        #expect(try table.column("1").doubles == [2.5e-14, 1])
        #expect(table.fixedWidthText == Self.covariance)
        #expect(throws: Fault.self) { try Table.parseFixedWidth("| a | b |\n| 1 |") }
    }
}

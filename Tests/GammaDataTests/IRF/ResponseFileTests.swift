import GammaCore
import GammaData
import GammaIO
import GammaTestSupport
import Testing

/// Every response is read again as it was written, and broken tables are refused with their place.
@Suite struct ResponseFileTests {
    private func all() throws -> [any InstrumentResponse] {
        [
            try TestArchive.effectiveArea(), try TestArchive.effectiveArea(isPointLike: true),
            try TestArchive.energyDispersion(), try TestArchive.psfTable(), try TestArchive.psf3Gauss(),
            try TestArchive.psfKing(), try TestArchive.background2D(), try TestArchive.background3D(),
            try TestArchive.radMax(),
        ]
    }

    /// Equal after reading; written once more, the table is the same, for headers have settled.
    private func isReadAgain<Response: InstrumentResponse>(_ response: Response, _ path: String) throws -> Bool {
        let again = try Response.read(path)
        let second = try Response(table: again.table(), notices: Notices())
        return again == response && second.table() == again.table()
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        try withTemporaryFolder { folder in
            for response in try all() {
                let path = folder + "/\(type(of: response).hduClass.rawValue).fits.gz"
                try response.write(to: path)
                #expect(try isReadAgain(response, path), "\(type(of: response))")
            }
        }
    }

    @Test func valuesThatSinglePrecisionCannotHoldStayExact() throws {
        forAll(seed: 5, count: 40) { random in
            let values = (0..<8).map { _ in random.uniform() * 1e11 }
            let response = try EffectiveArea2D(
                energyTrue: IRFAxis(.energyTrue, edges: [0.1, 0.33, 2.7, 9.9, 31]),
                offset: IRFAxis(.offset, nodes: [0, 1.0 / 3]), values: values)
            #expect(try EffectiveArea2D(table: response.table()) == response)
        }
    }

    @Test func thresholdsAndCutsAreKept() throws {
        let again = try EffectiveArea2D(table: TestArchive.effectiveArea(isPointLike: true).table())
        #expect(again.loThreshold == 0.5)
        #expect(again.hiThreshold == 16)
        #expect(again.radMax == 0.125)
        let cut = try RadMax2D(fixed: 0.125, of: again)
        #expect(cut.isFixed)
        #expect(cut.radius(energies: [1e-3, 1, 1e3], offset: 9) == [0.125, 0.125, 0.125])
    }

    @Test func aMissingShapeMeansTheOrderOfTheFormat() throws {
        let response = try TestArchive.energyDispersion()
        let flat = response.table().changing("MATRIX") { $0.shape = [32] }
        #expect(try EnergyDispersion2D(table: flat) == response)
    }

    @Test func trueEnergyMayBeCalledETRUE() throws {
        let response = try TestArchive.energyDispersion()
        var renamed = response.table().changing("ENERG_LO") { $0.name = "ETRUE_LO" }
        renamed = renamed.changing("ENERG_HI") { $0.name = "ETRUE_HI" }
        #expect(try EnergyDispersion2D(table: renamed) == response)
    }

    @Test func otherUnitsAreConverted() throws {
        let response = try TestArchive.effectiveArea()
        var changed = response.table().changing("ENERG_LO") { column in
            column.unit = "GeV"
            if case .float(let values) = column.values { column.values = .float(values.map { $0 * 1000 }) }
        }
        changed = changed.changing("EFFAREA") { $0.unit = "m**2" }
        #expect(try EffectiveArea2D(table: changed).energyTrue.edges == response.energyTrue.edges)
        #expect(try EffectiveArea2D(table: changed).values == response.values)
    }

    @Test func emptyAndMisfittingTablesAreRefused() throws {
        let good = try TestArchive.effectiveArea().table()
        var broken: [Table] = [
            good.changing("ENERG_LO") { $0 = Column("ENERG_LO", .float([1, 2]), unit: "TeV", shape: [2]) },
            good.changing("EFFAREA") { $0.unit = "s" },
            good.changing("EFFAREA") { $0 = Column("EFFAREA", .string(["x"])) },
            good.changing("EFFAREA") { $0.shape = [2, 2, 2] },
            good.changing("THETA_HI") { $0.name = "THETA" },
            good.changing("THETA_LO") { $0.values = .float([.nan, 1]) },
            good.changing("ENERG_HI") { $0.values = .float([-4, -3, -2, -1]) },
        ]
        var empty = Table(name: "AEFF", header: good.header)
        for column in good.columns { empty.append(column.selecting(rows: [])) }
        broken.append(empty)
        broken.append(Table(name: "AEFF"))
        for table in broken {
            #expect(throws: Fault.self) { try EffectiveArea2D(table: table) }
        }
    }

    @Test func classesAreKnownByHeaderAndColumns() throws {
        for response in try all() {
            let table = response.table()
            let hduClass = type(of: response).hduClass
            #expect(HDUClass(header: table.header, name: "") == hduClass)
            #expect(HDUClass(columns: table.columns.map(\.name)) == hduClass)
        }
        func header(_ second: String, _ fourth: String?) -> FITSHeader {
            var header = FITSHeader()
            header["HDUCLAS1"] = .string("RESPONSE")
            header["HDUCLAS2"] = .string(second)
            if let fourth { header["HDUCLAS4"] = .string(fourth) }
            return header
        }
        // The spellings of CTA-1DC, GADF 0.2 and old test files.
        #expect(HDUClass(header: header("EFF_AREA", "2D"), name: "") == .effectiveArea2D)
        #expect(HDUClass(header: header("RPSF", "3GAUSS"), name: "") == .psf3Gauss)
        #expect(HDUClass(header: header("BKG", "3D"), name: "") == .background3D)
        #expect(HDUClass(header: header("PSF", "PSF_TABLE"), name: "") == .psfTable)
        #expect(HDUClass(header: header("PSF_2D_KING", nil), name: "") == .psfKing)
        #expect(HDUClass(header: header("SOMETHING", "ELSE"), name: "") == nil)
    }
}

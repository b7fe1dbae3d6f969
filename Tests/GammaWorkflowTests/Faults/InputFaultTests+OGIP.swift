import Foundation
import GammaCore
import GammaDatasets
import GammaIO
import GammaMaps
import GammaNumerics
import GammaTestSupport
import Testing

@testable import GammaWorkflow

/// Spectra whose files do not fit together.
extension InputFaultTests {
    /// Writes the four files of a spectrum with other axes than the usual ones.
    private func write(bins: Int = 12, trueBins: Int = 24, lowest: Double = 0.3, to folder: String) throws {
        var dataset = try SyntheticSpectrum.dataset()
        if (bins, trueBins, lowest) != (12, 24, 0.3) {
            let flat = Array(repeating: 2.0, count: bins)
            dataset = SpectrumDataset(
                name: "other", energy: try .energy(min: 0.5, max: 30, bins: bins),
                energyTrue: try .energy(min: lowest, max: 60, bins: trueBins, name: "energy_true"), counts: flat,
                exposure: Array(repeating: 1e12, count: trueBins),
                background: .measured(OffMeasurement(counts: flat, acceptance: flat, acceptanceOff: flat)),
                livetime: 3600)
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try OGIPWriter(dataset).write(to: folder + "/pha.fits")
    }

    private func replace(_ name: String, in folder: String, bins: Int = 12, trueBins: Int = 24, lowest: Double = 0.3)
        throws
    {
        try write(bins: bins, trueBins: trueBins, lowest: lowest, to: folder + "/other")
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        try FileManager.default.copyItem(atPath: "\(folder)/other/\(name)", toPath: "\(folder)/\(name)")
    }

    /// The fault of reading a spectrum after something was done to its files.
    private func fault(_ damage: (String) throws -> Void) throws -> Fault? {
        try withTemporaryFolder { folder in
            try write(to: folder)
            try damage(folder)
            return #expect(throws: Fault.self) { try DatasetsFile.readAny(folder + "/pha.fits") }
        }
    }

    @Test func unitsOfSpectra() throws {
        for (file, hdu, column, unit) in [
            ("pha.fits", "SPECTRUM", "COUNTS", "count/s"), ("pha_bkg.fits", "SPECTRUM", "COUNTS", "s"),
            ("pha.fits", "EBOUNDS", "E_MIN", "cm"), ("pha_arf.fits", "SPECRESP", "SPECRESP", "m"),
            ("pha_arf.fits", "SPECRESP", "ENERG_HI", "kev2"), ("pha_arf.fits", "SPECRESP", "ENERG_LO", ""),
            ("pha_rmf.fits", "MATRIX", "ENERG_LO", "s"), ("pha_rmf.fits", "EBOUNDS", "E_MAX", ""),
        ] {
            let fault = try fault { folder in
                try rewriteTable(hdu, of: "\(folder)/\(file)") { $0.changing(column) { $0.unit = unit } }
            }
            expect(fault, .badUnit, file: file, hdu: hdu, column: column, "\(file) \(column) '\(unit)'")
        }
        // XSPEC's files: keV and cm² beside TeV and m².
        try withTemporaryFolder { folder in
            try write(to: folder)
            let expected = try DatasetsFile.readAny(folder + "/pha.fits").spectra()[0]
            func scale(_ column: inout Column, _ factor: Double, _ unit: String) {
                column.values = .double((column.doubles ?? []).map { $0 * factor })
                column.unit = unit
            }
            try rewriteTable("SPECRESP", of: folder + "/pha_arf.fits") { table in
                table.changing("ENERG_LO") { scale(&$0, 1e9, "keV") }.changing("ENERG_HI") { scale(&$0, 1e9, "keV") }
                    .changing("SPECRESP") { scale(&$0, 1e4, "cm**2") }
            }
            try rewriteTable("EBOUNDS", of: folder + "/pha_rmf.fits") { table in
                table.changing("E_MIN") { scale(&$0, 1e3, "GeV") }.changing("E_MAX") { scale(&$0, 1e3, "GeV") }
            }
            let mixed = try DatasetsFile.readAny(folder + "/pha.fits").spectra()[0]
            expectClose(mixed.exposure, expected.exposure, relative: 1e-12)
            expectClose(mixed.energyTrue.edges, expected.energyTrue.edges, relative: 1e-12)
            #expect(mixed.energy == expected.energy)
        }
    }

    @Test func ratesNeedATime() throws {
        for (unit, isGood) in [("count/s", true), ("", true), ("count", false)] {
            try withTemporaryFolder { folder in
                try write(to: folder)
                try rewriteTable("SPECTRUM", of: folder + "/pha.fits") { table in
                    table.changing("COUNTS") {
                        $0 = Column("RATE", .double(Array(repeating: 0.5, count: 12)), unit: unit)
                    }
                }
                if isGood {
                    #expect(
                        try DatasetsFile.readAny(folder + "/pha.fits").spectra()[0].counts
                            == Array(repeating: 1800, count: 12))
                } else {
                    let fault = #expect(throws: Fault.self) { try DatasetsFile.readAny(folder + "/pha.fits") }
                    expect(fault, .badUnit, file: "pha.fits", hdu: "SPECTRUM", column: "RATE")
                }
            }
        }
        let timeless = try fault { folder in
            try rewriteTable("SPECTRUM", of: folder + "/pha.fits") { table in
                var table = table.changing("COUNTS") { $0.name = "RATE" }
                table.header["EXPOSURE"] = nil
                return table
            }
        }
        expect(timeless, .missingKeyword, file: "pha.fits", hdu: "SPECTRUM", keyword: "EXPOSURE")
    }

    @Test func channelsThatDoNotMatch() throws {
        func shifted(_ table: Table) -> Table {
            table.changing("CHANNEL") { $0.values = .int16((1...12).map { Int16($0) }) }
        }
        func shortened(_ table: Table) -> Table { table.selecting(rows: (0..<table.rowCount).map { $0 > 0 }) }
        let cases: [(String, hdu: String, file: String, (String) throws -> Void)] = [
            (
                "11 channels here, but 12", "SPECTRUM", "pha.fits",
                { try rewriteTable("SPECTRUM", of: $0 + "/pha.fits", shortened) }
            ),
            (
                "begin with 1 here, but with 0", "SPECTRUM", "pha.fits",
                { try rewriteTable("SPECTRUM", of: $0 + "/pha.fits", shifted) }
            ),
            (
                "begin with 0 here, but with 1", "EBOUNDS", "pha.fits",
                { try rewriteTable("EBOUNDS", of: $0 + "/pha_rmf.fits", shifted) }
            ),
            ("12 channels here, but 10", "EBOUNDS", "pha.fits", { try self.replace("pha_rmf.fits", in: $0, bins: 10) }),
            (
                "11 channels here, but 12", "SPECTRUM", "pha_bkg.fits",
                { try rewriteTable("SPECTRUM", of: $0 + "/pha_bkg.fits", shortened) }
            ),
            (
                "begin with 1 here, but with 0", "SPECTRUM", "pha_bkg.fits",
                { try rewriteTable("SPECTRUM", of: $0 + "/pha_bkg.fits", shifted) }
            ),
        ]
        for (message, hdu, file, damage) in cases {
            let fault = try fault(damage)
            expect(fault, .incompatible, file: "/" + file, hdu: hdu, column: "CHANNEL", "\(message)")
            #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
        }
        let energies = try fault { folder in
            try rewriteTable("EBOUNDS", of: folder + "/pha_rmf.fits") { table in
                table.changing("E_MIN") { $0.unit = "GeV" }.changing("E_MAX") { $0.unit = "GeV" }
            }
        }
        expect(energies, .incompatible, file: "/pha.fits", hdu: "EBOUNDS", column: "E_MIN")
        #expect(energies?.message.contains("other energies than those in") == true)
        // A matrix that goes beyond its own channels.
        let beyond = try fault { folder in
            try rewriteTable("MATRIX", of: folder + "/pha_rmf.fits") { table in
                var table = table
                table.header["TLMIN4"] = .int(5)
                return table
            }
        }
        #expect(beyond?.code == .badColumn && beyond?.origin.column == "MATRIX" && beyond?.origin.row == 1)
        #expect(beyond?.hint?.contains("TLMIN") == true)
    }

    @Test func responsesOfOtherEnergies() throws {
        let number = try fault { try self.replace("pha_rmf.fits", in: $0, trueBins: 20) }
        expect(number, .incompatible, file: "pha_rmf.fits", hdu: "MATRIX", column: "ENERG_LO")
        #expect(number?.message.contains("20 true energies, not the 24 of the effective area in ") == true)
        let range = try fault { try self.replace("pha_arf.fits", in: $0, lowest: 0.2) }
        expect(range, .incompatible, file: "pha_rmf.fits", hdu: "MATRIX", column: "ENERG_LO")
        #expect(range?.message.contains("other true energies than the effective area in ") == true)
        #expect(range?.message.contains("pha_arf.fits") == true)
    }

    @Test(arguments: [("ANCRFILE", "pha_arf.fits"), ("RESPFILE", "pha_rmf.fits"), ("BACKFILE", "pha_bkg.fits")])
    func filesThatAreNotThere(keyword: String, file: String) throws {
        let fault = try fault { try FileManager.default.removeItem(atPath: "\($0)/\(file)") }
        expect(fault, .fileNotFound, file: "/pha.fits", hdu: "SPECTRUM", keyword: keyword)
        #expect(fault?.message.contains("'\(file)'") == true)
        // Another file under the name.
        let other = try self.fault { folder in
            try FileManager.default.removeItem(atPath: "\(folder)/\(file)")
            try Table(name: "NOTHING", columns: [Column("A", .double([1]))]).write(to: "\(folder)/\(file)")
        }
        #expect(other?.code == .missingHDU && other?.origin.file?.hasSuffix(file) == true && other?.hint != nil)
    }
}

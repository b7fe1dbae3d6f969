import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaDatasets

/// Spectra as X-ray missions and their tools write them: keV, one matrix with the effective area, grouped channels, a background
/// of another exposure, AREASCAL.
@Suite struct OGIPFlavourTests {
    private static let channels = 6
    private static let energies = (low: [1.0, 2, 3, 4, 5, 6], high: [2.0, 3, 4, 5, 6, 7])

    private func spectrum(
        counts: [Double], exposure: Double, backscal: Double, grouping: [Int16]? = nil, quality: [Int16]? = nil,
        areascal: Column? = nil, type: String = "TYPE:I", _ keywords: [(String, FITSHeader.Value)] = []
    ) -> Table {
        var header = FITSHeader()
        for (key, text) in [("HDUCLASS", "OGIP"), ("HDUCLAS1", "SPECTRUM"), ("HDUCLAS4", type)] {
            header[key] = .string(text)
        }
        header["EXPOSURE"] = .double(exposure)
        header["BACKSCAL"] = .double(backscal)
        for (key, value) in keywords { header[key] = value }
        var columns = [
            Column("CHANNEL", .int16((1...Self.channels).map { Int16($0) })), Column("COUNTS", .double(counts)),
        ]
        if let grouping { columns.append(Column("GROUPING", .int16(grouping))) }
        if let quality { columns.append(Column("QUALITY", .int16(quality))) }
        if let areascal { columns.append(areascal) }
        return Table(name: "SPECTRUM", header: header, columns: columns)
    }

    /// Three true energies; 50, 100 and 200 cm², each spread over two channels, numbered from 1.
    private func matrix(_ header: FITSHeader = FITSHeader()) -> [Table] {
        let rows: [[Double]] = [[30, 20], [50, 50], [150, 50]]
        let table = Table(
            name: "SPECRESP MATRIX", header: header,
            columns: [
                Column("ENERG_LO", .double([1, 3, 5]), unit: "keV"),
                Column("ENERG_HI", .double([3, 5, 7]), unit: "keV"),
                Column("N_GRP", .int32([1, 1, 1])), Column("F_CHAN", .int32([1, 3, 5])),
                Column("N_CHAN", .int32([2, 2, 2])), Column("MATRIX", .variable(rows)),
            ])
        let bounds = Table(
            name: "EBOUNDS",
            columns: [
                Column("CHANNEL", .int16((1...Self.channels).map { Int16($0) })),
                Column("E_MIN", .double(Self.energies.low), unit: "keV"),
                Column("E_MAX", .double(Self.energies.high), unit: "keV"),
            ])
        return [table, bounds]
    }

    private func write(_ tables: [Table], _ path: String) throws {
        try FITSWriter.write(tables.map { .table($0) }, to: path)
    }

    private func read(
        _ folder: String, _ spectrum: Table, matrices: [Table]? = nil
    ) throws -> SpectrumDataset {
        try write([spectrum], folder + "/source.pha")
        try write(matrices ?? matrix(), folder + "/source.rsp")
        try write(
            [self.spectrum(counts: [4, 4, 0, 8, 4, 4], exposure: 2000, backscal: 1)], folder + "/back.pha")
        return try OGIPReader(folder + "/source.pha").dataset(name: "x-ray")
    }

    private let companions: [(String, FITSHeader.Value)] = [
        ("RESPFILE", .string("source.rsp")), ("BACKFILE", .string("back.pha")), ("ANCRFILE", .string("none")),
    ]

    @Test func oneMatrixWithArea() throws {
        try withTemporaryFolder { folder in
            let source = spectrum(
                counts: [1, 2, 3, 4, 5, 6], exposure: 1000, backscal: 0.5, companions + [("AREASCAL", .double(0.8))])
            let dataset = try read(folder, source)
            expectClose(dataset.energy.edges, (1...7).map { Double($0) * 1e-9 }, relative: 1e-12)
            expectClose(dataset.exposure, [50, 100, 200].map { $0 * 1000 * 0.8 }, relative: 1e-12)
            let kernel = try #require(dataset.energyDispersion)
            expectClose(kernel[0, 0], 0.6, relative: 1e-12)
            expectClose(kernel[2, 5], 0.25, relative: 1e-12)
            // (0.5 · 0.8 · 1000)/(1 · 1 · 2000) for every channel.
            expectClose(try #require(dataset.off).alpha, Array(repeating: 0.2, count: 6), relative: 1e-12)
        }
    }

    /// Groups are summed, what is bad in them left out; the prediction is the sum of that of the channels.
    @Test func groupedChannels() throws {
        try withTemporaryFolder { folder in
            let plain = try read(
                folder,
                spectrum(
                    counts: [1, 2, 3, 4, 5, 6], exposure: 1000, backscal: 0.5, quality: [0, 0, 0, 5, 0, 1], companions))
            let dataset = try read(
                folder,
                spectrum(
                    counts: [1, 2, 3, 4, 5, 6], exposure: 1000, backscal: 0.5, grouping: [1, -1, 1, -1, -1, 0],
                    quality: [0, 0, 0, 5, 0, 1], companions))
            expectClose(dataset.energy.edges, [1, 3, 6, 7].map { $0 * 1e-9 }, relative: 1e-12)
            #expect(dataset.counts == [3, 8, 0] && dataset.maskSafe == [true, true, false])
            #expect(dataset.off?.counts == [8, 4, 0])
            expectClose(Array(try #require(dataset.off).alpha.prefix(2)), [0.25, 0.25], relative: 1e-12)
            let models = SyntheticSpectrum.crab
            let (all, sums) = (plain.totalSignal(models), dataset.totalSignal(models))
            expectClose(sums, [all[0] + all[1], all[2] + all[4], 0], relative: 1e-12, absolute: 1e-30)
        }
    }

    /// Each with a word about what to do.
    @Test func whatIsNotUnderstoodIsRefused() throws {
        try withTemporaryFolder { folder in
            let counts: [Double] = [1, 2, 3, 4, 5, 6]
            func fault(_ table: Table, matrices: [Table]? = nil) -> Fault? {
                #expect(throws: Fault.self) { try read(folder, table, matrices: matrices) }
            }
            let several = fault(
                spectrum(counts: counts, exposure: 1, backscal: 1, type: "TYPE:II", companions))
            #expect(several?.code == .unsupported && several?.hint != nil && several?.origin.hdu != nil)
            let plain = spectrum(counts: counts, exposure: 1, backscal: 1, companions)
            let two = fault(plain, matrices: matrix() + [matrix()[0]])
            #expect(two?.code == .unsupported && two?.message.contains("several response matrices") == true)
            let varying = Column("AREASCAL", .double([1, 1, 1, 1, 1, 0.5]))
            let area = fault(spectrum(counts: counts, exposure: 1, backscal: 1, areascal: varying, companions))
            #expect(area?.code == .unsupported && area?.origin.column == "AREASCAL")
            for flags: [Int16] in [[-1, 1, 1, 1, 1, 1], [1, 2, 1, 1, 1, 1]] {
                let bad = fault(spectrum(counts: counts, exposure: 1, backscal: 1, grouping: flags, companions))
                #expect(bad?.code == .badColumn && bad?.origin.column == "GROUPING")
            }
            // A matrix that says it is a redistribution alone has no area.
            var header = FITSHeader()
            header["HDUCLAS3"] = .string("REDIST")
            let noArea = fault(plain, matrices: matrix(header))
            #expect(noArea?.code == .missingKeyword && noArea?.origin.keyword == "ANCRFILE")
        }
    }
}

import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaNumerics

/// Writes a spectrum as OGIP files: `STEM.fits` (PHA), `STEM_arf.fits`, `STEM_rmf.fits` and, with off counts, `STEM_bkg.fits`.
///
/// Energies in TeV, areas in m², as Gammapy reads and writes them. Format: OGIP memos 92-007, 92-002.
public struct OGIPWriter {
    private let dataset: SpectrumDataset

    /// A writer for the dataset.
    public init(_ dataset: SpectrumDataset) { self.dataset = dataset }

    /// Time by which the exposure is divided, s: the livetime or, for files of Gammapy that do not have it, that of the
    /// good time intervals. The exposure is kept either way.
    private var time: Double { dataset.livetime > 0 ? dataset.livetime : dataset.gti?.timeSum ?? 0 }

    /// Writes all files.
    /// - Parameter path: the PHA file; a suffix `.gz` compresses all of them.
    /// - Returns: the paths written.
    /// - Throws: ``Fault/Code/unsupported`` for a predicted background, which OGIP cannot hold, ``Fault/Code/noData``
    ///   without any time; faults of the file system.
    @discardableResult
    public func write(to path: String) throws -> [String] {
        if case .predicted = dataset.background {
            throw Fault(
                .unsupported, "OGIP files cannot hold the predicted background of '\(dataset.name)'",
                at: Origin(file: path), hint: "write the dataset in Gammapy's own format")
        }
        guard time > 0 else {
            throw Fault(
                .noData, "neither the livetime of '\(dataset.name)' is known nor its good time intervals",
                at: Origin(file: path), hint: "OGIP files hold exposures as effective area and time")
        }
        let names = CompanionNames(path)
        try FITSWriter.write([.table(arfTable())], to: names.path(names.arf))
        let rmf = RedistributionMatrixFile(
            matrix: dataset.dispersionMatrix, energyTrue: dataset.energyTrue, energy: dataset.energy)
        try FITSWriter.write(rmf.tables().map(FITSHDU.table), to: names.path(names.rmf))
        var written = [path, names.path(names.arf), names.path(names.rmf)]
        if let off = dataset.off {
            let table = spectrumTable(counts: off.counts, scaling: off.acceptanceOff, role: "BKG", names: names)
            try FITSWriter.write(try hdus(table, region: off.region), to: names.path(names.bkg))
            written.append(names.path(names.bkg))
        }
        let scaling = dataset.off?.acceptance ?? Array(repeating: 1, count: dataset.energy.binCount)
        let table = spectrumTable(counts: dataset.counts, scaling: scaling, role: "TOTAL", names: names)
        var hdus = try hdus(table, region: dataset.region)
        if let gti = dataset.gti { hdus.append(.table(gti.table())) }
        try FITSWriter.write(hdus, to: path)
        return written
    }

    private struct CompanionNames {
        let folder: String
        let pha: String
        let arf: String
        let rmf: String
        let bkg: String

        init(_ path: String) {
            let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
            folder = String(path[..<cut])
            pha = String(path[cut...])
            let suffix = pha.hasSuffix(".gz") ? ".fits.gz" : ".fits"
            let stem = String(pha.prefix { $0 != "." })
            (arf, rmf, bkg) = (stem + "_arf" + suffix, stem + "_rmf" + suffix, stem + "_bkg" + suffix)
        }

        func path(_ name: String) -> String { folder + name }
    }

    private func hdus(_ table: Table, region: SkyRegion?) throws -> [FITSHDU] {
        var hdus: [FITSHDU] = [.table(table), .table(dataset.energy.eboundsTable())]
        if let region { hdus.append(.table(try region.table(name: "REGION"))) }
        return hdus
    }

    private func spectrumTable(counts: [Double], scaling: [Double], role: String, names: CompanionNames) -> Table {
        var header = FITSHeader()
        for (key, text) in [
            ("TELESCOP", dataset.provenance.telescopes.first ?? "unknown"), ("INSTRUME", "unknown"), ("FILTER", "None"),
            ("HDUCLASS", "OGIP"), ("HDUCLAS1", "SPECTRUM"), ("HDUCLAS2", role), ("HDUCLAS3", "COUNT"),
            ("HDUCLAS4", "TYPE:1"), ("HDUVERS", "1.2.1"), ("CHANTYPE", "PHA"), ("OBS_ID", dataset.name),
            ("ANCRFILE", names.arf), ("RESPFILE", names.rmf), ("BACKFILE", dataset.off == nil ? "" : names.bkg),
            ("CORRFILE", ""), ("CREATOR", "GammaKit"),
        ] {
            header[key] = .string(text)
        }
        header["EXPOSURE"] = .double(time)
        header["POISSERR"] = .bool(true)
        header["DETCHANS"] = .int(counts.count)
        header["GROUPING"] = .int(0)
        header["AREASCAL"] = .int(1)
        return Table(
            name: "SPECTRUM", header: header,
            columns: [
                .channels(counts.count), countsColumn(counts),
                Column("QUALITY", .bool(dataset.maskSafe.map { !$0 })), Column("BACKSCAL", .double(scaling)),
            ])
    }

    /// Whole counts as integers, as XSPEC wants them; Asimov counts as they are.
    private func countsColumn(_ counts: [Double]) -> Column {
        let whole = counts.compactMap { Int32(exactly: $0) }
        return Column("COUNTS", whole.count == counts.count ? .int32(whole) : .double(counts))
    }

    private func arfTable() -> Table {
        var header = FITSHeader()
        for (key, text) in [
            ("TELESCOP", dataset.provenance.telescopes.first ?? "unknown"), ("INSTRUME", "unknown"), ("FILTER", "None"),
            ("HDUCLASS", "OGIP"), ("HDUCLAS1", "RESPONSE"), ("HDUCLAS2", "SPECRESP"), ("HDUVERS", "1.1.0"),
        ] {
            header[key] = .string(text)
        }
        let perSecond = 1e-4 / time
        return Table(
            name: "SPECRESP", header: header,
            columns: [
                Column("ENERG_LO", .double(Array(dataset.energyTrue.edges.dropLast())), unit: "TeV"),
                Column("ENERG_HI", .double(Array(dataset.energyTrue.edges.dropFirst())), unit: "TeV"),
                Column("SPECRESP", .double(dataset.exposure.map { $0 * perSecond }), unit: "m2"),
            ])
    }
}

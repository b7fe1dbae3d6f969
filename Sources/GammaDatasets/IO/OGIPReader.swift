import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaNumerics

/// Reads a spectrum from OGIP files: PHA with its ARF, RMF and background as named in the PHA header.
///
/// Understands what Gammapy writes and has written (TeV or keV, m² or cm², `QUALITY` logical or integer, `BACKSCAL` as
/// column or keyword), and what XSPEC and Sherpa read: rates, a grouping of channels, a background of another exposure, AREASCAL,
/// one matrix for area and dispersion. Bins of bad quality are outside the safe mask. Format: OGIP memos 92-007, 92-002.
public struct OGIPReader {
    private let path: String
    private let pha: FITSReader
    private let spectrum: Table

    /// Opens the PHA file.
    public init(_ path: String) throws {
        self.path = path
        pha = try FITSReader(path)
        spectrum = try pha.table(named: "SPECTRUM")
        try checkIsOneSpectrum()
    }

    /// Files of several spectra (`TYPE:II`) are refused.
    private func checkIsOneSpectrum() throws {
        let isOfTypeII = spectrum.header.string("HDUCLAS4")?.uppercased().hasPrefix("TYPE:II") == true
        guard isOfTypeII || spectrum.optionalColumn("SPEC_NUM") != nil else { return }
        throw Fault(
            .unsupported, "the file holds several spectra (PHA type II)", at: spectrum.origin,
            hint: "write each into a file of its own, for instance with cmppha or dmtype2split")
    }

    /// The dataset; with a background file its background is measured, otherwise there is none.
    /// - Parameter name: the dataset's name; by default `OBS_ID`, or the file's stem.
    public func dataset(name: String? = nil) throws -> SpectrumDataset {
        let response = try OGIPResponse(arf: companion("ANCRFILE"), rmf: companion("RESPFILE"), spectrum.origin)
        let energy = try energyAxis(response.channels)
        let counts = try spectrumCounts(spectrum)
        let livetime = try exposure(of: spectrum)
        let scale = try areaScale(spectrum, bins: energy.binCount)
        let exposure = response.effectiveArea.map { $0 * livetime * scale }
        let dataset = SpectrumDataset(
            name: name ?? defaultName, energy: energy, energyTrue: response.energyTrue, region: region(in: pha),
            counts: counts, exposure: exposure, energyDispersion: response.dispersion,
            background: try readBackground(bins: energy.binCount, livetime: livetime),
            maskSafe: try safeMask(bins: energy.binCount),
            gti: try goodTimes(), livetime: livetime,
            provenance: DatasetProvenance(
                observationIDs: spectrum.header.string("OBS_ID").map { [$0] } ?? [],
                telescopes: spectrum.header.string("TELESCOP").map { [$0] } ?? []))
        return try OGIPGrouping(spectrum).groups.map(dataset.grouped) ?? dataset
    }

    /// Files of old have no good time intervals; those of Fermi analyses an empty table.
    private func goodTimes() throws -> GTI? {
        guard let index = pha.optionalIndex(of: "GTI") else { return nil }
        let gti = try GTI(table: pha.table(index))
        return gti.isEmpty ? nil : gti
    }

    private var defaultName: String {
        if let id = spectrum.header.string("OBS_ID"), !id.isEmpty { return id }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return String(file.prefix { $0 != "." })
    }

    /// The path of a file named in the PHA header, nil when there is none.
    /// - Throws: ``Fault/Code/fileNotFound`` at the keyword that names it.
    private func companion(_ keyword: String) throws -> String? {
        guard let name = spectrum.header.string(keyword), !name.isEmpty, name.lowercased() != "none" else { return nil }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let file = name.hasPrefix("/") ? name : folder + name
        guard FileManager.default.fileExists(atPath: file) else {
            throw Fault(
                .fileNotFound, "the spectrum names the file '\(name)', which is not there",
                at: Origin(keyword: keyword).completed(by: spectrum.origin),
                hint: "put it beside the spectrum, or write its path into \(keyword); 'none' stands for no file")
        }
        return file
    }

    /// The bounds in the file itself, or those of the matrix.
    private func energyAxis(_ matrix: OGIPChannels?) throws -> MapAxis {
        let own = try pha.optionalIndex(of: "EBOUNDS").map { try OGIPChannels(pha.table($0)) }
        guard let channels = own ?? matrix else {
            throw Fault(
                .missingHDU, "neither the spectrum nor a response file has EBOUNDS", at: Origin(file: path),
                hint: "name the matrix, which has it, in RESPFILE")
        }
        try channels.check(spectrum)
        if let own, let matrix { try own.check(matrix) }
        return channels.energy
    }

    /// The time of a spectrum in s.
    private func exposure(of table: Table) throws -> Double {
        let origin = Origin(keyword: "EXPOSURE").completed(by: table.origin)
        guard table.header["EXPOSURE"] != nil else {
            throw Fault(
                .missingKeyword, "there is no keyword EXPOSURE: the observation time is unknown", at: origin,
                hint: "write the time in s into EXPOSURE of the header")
        }
        let time = try table.header.requiredDouble("EXPOSURE")
        guard time.isFinite, time >= 0 else {
            throw Fault(
                .badKeyword, "EXPOSURE = \(time) is not a time", at: origin, hint: "it holds the observation time in s")
        }
        return time
    }

    /// Counts, or rates times the exposure.
    private func spectrumCounts(_ table: Table) throws -> [Double] {
        let isRate = table.optionalColumn("COUNTS") == nil && table.optionalColumn("RATE") != nil
        let name = isRate ? "RATE" : "COUNTS"
        let origin = Origin(column: name).completed(by: table.origin)
        let counts: [Double]
        if isRate {
            let exposure = try exposure(of: table)
            counts = try table.doubles(name, in: .perSecond(power: 1)).map { $0 * exposure }
        } else {
            do {
                _ = try table.unit(of: table.column(name), convertibleTo: .none)
            } catch let fault as Fault where fault.code == .badUnit {
                throw Fault(
                    fault.code, fault.message, at: fault.origin,
                    hint: "COUNTS are in 'count', or without unit; rates belong in a column RATE")
            }
            counts = try table.doubles(name)
        }
        guard counts.count == table.rowCount, counts.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw Fault(
                .badColumn, "\(name) must hold \(table.rowCount) numbers that are not negative", at: origin,
                hint: "one number a channel, before any background is subtracted")
        }
        return counts
    }

    private func safeMask(bins: Int) throws -> [Bool] {
        guard spectrum.optionalColumn("QUALITY") != nil else { return Array(repeating: true, count: bins) }
        return try spectrum.doubles("QUALITY").map { $0 == 0 }
    }

    /// The background's acceptance is that of its own time (XSPEC manual, section on background files).
    private func readBackground(bins: Int, livetime: Double) throws -> SpectrumBackground {
        guard let file = try companion("BACKFILE") else { return .none }
        let reader = try FITSReader(file)
        let table = try reader.table(named: "SPECTRUM")
        try table.checkChannels(against: spectrum, hint: "bin the background (BACKFILE) as the spectrum is")
        let counts = try spectrumCounts(table)
        let time = table.header.double("EXPOSURE") ?? livetime
        let ratio = time > 0 && livetime > 0 && time.isFinite ? time / livetime : 1
        return .measured(
            OffMeasurement(
                counts: counts, acceptance: try scaling(spectrum, bins: bins),
                acceptanceOff: try scaling(table, bins: bins).map { ratio == 1 ? $0 : $0 * ratio },
                region: region(in: reader)))
    }

    /// A number a channel as column or keyword, 1 without either.
    private func values(_ name: String, _ table: Table, bins: Int) throws -> [Double] {
        if table.optionalColumn(name) != nil { return try table.doubles(name) }
        return Array(repeating: table.header.double(name) ?? 1, count: bins)
    }

    /// AREASCAL, which multiplies the effective area.
    private func areaScale(_ table: Table, bins: Int) throws -> Double {
        let scales = try values("AREASCAL", table, bins: bins)
        guard let first = scales.first, first > 0, first.isFinite, scales.allSatisfy({ $0 == first }) else {
            throw Fault(
                .unsupported, "AREASCAL must be one positive number for all channels",
                at: Origin(column: "AREASCAL").completed(by: table.origin),
                hint: "put what depends on energy into the effective area (ARF)")
        }
        return first
    }

    /// BACKSCAL × AREASCAL.
    private func scaling(_ table: Table, bins: Int) throws -> [Double] {
        let scale = zip(try values("BACKSCAL", table, bins: bins), try values("AREASCAL", table, bins: bins))
            .map { $0 * $1 }
        guard scale.count == bins, scale.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw Fault(
                .badColumn, "BACKSCAL must hold numbers that are not negative",
                at: Origin(column: "BACKSCAL").completed(by: table.origin))
        }
        return scale
    }

    /// The region of the counts; files without one are common.
    private func region(in reader: FITSReader) -> SkyRegion? {
        guard let table = try? reader.table(named: "REGION") else { return nil }
        return try? SkyRegion(regionTable: table)
    }
}

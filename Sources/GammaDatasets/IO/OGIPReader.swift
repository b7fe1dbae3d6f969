import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaNumerics

/// Reads a spectrum from OGIP files: PHA with its ARF, RMF and background as named in the PHA header.
///
/// Understands what Gammapy writes and has written (TeV or keV, m² or cm², `QUALITY` logical or integer, `BACKSCAL` as
/// column or keyword). Bins of bad quality are outside the safe mask. Format: OGIP memos 92-007, 92-002.
public struct OGIPReader {
    private let path: String
    private let pha: FITSReader
    private let spectrum: Table

    /// Opens the PHA file.
    public init(_ path: String) throws {
        self.path = path
        pha = try FITSReader(path)
        spectrum = try pha.table(named: "SPECTRUM")
    }

    /// The dataset; with a background file its background is measured, otherwise there is none.
    /// - Parameter name: the dataset's name; by default `OBS_ID`, or the file's stem.
    public func dataset(name: String? = nil) throws -> SpectrumDataset {
        let response = try readResponse()
        let energy = try energyAxis(fallback: response.energy)
        let counts = try spectrumCounts(spectrum, bins: energy.binCount)
        let livetime = try spectrum.header.requiredDouble("EXPOSURE")
        guard livetime.isFinite, livetime >= 0 else {
            throw Fault(.badKeyword, "EXPOSURE = \(livetime) is not a time", at: spectrum.origin)
        }
        let exposure = response.effectiveArea.map { $0 * livetime }
        return SpectrumDataset(
            name: name ?? defaultName, energy: energy, energyTrue: response.energyTrue, region: region(in: pha),
            counts: counts, exposure: exposure, energyDispersion: response.dispersion,
            background: try readBackground(bins: energy.binCount), maskSafe: try safeMask(bins: energy.binCount),
            gti: try goodTimes(), livetime: livetime,
            provenance: DatasetProvenance(
                observationIDs: spectrum.header.string("OBS_ID").map { [$0] } ?? [],
                telescopes: spectrum.header.string("TELESCOP").map { [$0] } ?? []))
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
    private func companion(_ keyword: String) -> String? {
        guard let name = spectrum.header.string(keyword), !name.isEmpty, name.lowercased() != "none" else { return nil }
        if name.hasPrefix("/") { return name }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        return folder + name
    }

    private struct Response {
        var energyTrue: MapAxis
        var effectiveArea: [Double]
        var energy: MapAxis?
        var dispersion: Matrix?
    }

    private func readResponse() throws -> Response {
        guard let arfPath = companion("ANCRFILE") else {
            throw Fault(
                .missingKeyword, "the spectrum names no effective area file",
                at: Origin(keyword: "ANCRFILE").completed(by: spectrum.origin),
                hint: "a spectrum without ARF has no exposure; write its name into ANCRFILE")
        }
        let arf = try FITSReader(arfPath).table(named: "SPECRESP")
        let axis = try arf.energyAxis(low: "ENERG_LO", high: "ENERG_HI", name: "energy_true")
        let area = try arf.doubles("SPECRESP", in: .cm2)
        var response = Response(energyTrue: axis, effectiveArea: area.map { $0.isFinite ? $0 : 0 })
        if let rmfPath = companion("RESPFILE") {
            let rmf = try RedistributionMatrixFile(reading: rmfPath)
            guard rmf.matrix.rows == axis.binCount else {
                throw Fault(
                    .incompatible,
                    "the redistribution matrix has \(rmf.matrix.rows) true energies, the effective area \(axis.binCount)",
                    at: Origin(column: "MATRIX").completed(by: rmf.origin))
            }
            response.energy = rmf.energy
            response.dispersion = rmf.matrix
        }
        return response
    }

    private func energyAxis(fallback: MapAxis?) throws -> MapAxis {
        let bins = spectrum.rowCount
        var axis = fallback
        if let bounds = try? pha.table(named: "EBOUNDS") {
            axis = try bounds.energyAxis(low: "E_MIN", high: "E_MAX", name: "energy")
        }
        guard let axis else {
            throw Fault(.missingHDU, "neither the spectrum nor a response file has EBOUNDS", at: Origin(file: path))
        }
        guard axis.binCount == bins else {
            throw Fault(.incompatible, "\(bins) channels, but energy bounds for \(axis.binCount)", at: spectrum.origin)
        }
        return axis
    }

    private func spectrumCounts(_ table: Table, bins: Int) throws -> [Double] {
        let counts: [Double]
        if table.optionalColumn("COUNTS") == nil, table.optionalColumn("RATE") != nil {
            let exposure = try table.header.requiredDouble("EXPOSURE")
            counts = try table.doubles("RATE").map { $0 * exposure }
        } else {
            counts = try table.doubles("COUNTS")
        }
        guard counts.count == bins, counts.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw Fault(
                .badColumn, "counts must be \(bins) numbers that are not negative",
                at: Origin(column: "COUNTS").completed(by: table.origin))
        }
        return counts
    }

    private func safeMask(bins: Int) throws -> [Bool] {
        guard spectrum.optionalColumn("QUALITY") != nil else { return Array(repeating: true, count: bins) }
        return try spectrum.doubles("QUALITY").map { $0 == 0 }
    }

    private func readBackground(bins: Int) throws -> SpectrumBackground {
        guard let file = companion("BACKFILE") else { return .none }
        let reader = try FITSReader(file)
        let table = try reader.table(named: "SPECTRUM")
        let counts = try spectrumCounts(table, bins: bins)
        return .measured(
            OffMeasurement(
                counts: counts, acceptance: try scaling(spectrum, bins: bins),
                acceptanceOff: try scaling(table, bins: bins),
                region: region(in: reader)))
    }

    /// BACKSCAL (× AREASCAL) as column or keyword, 1 without either.
    private func scaling(_ table: Table, bins: Int) throws -> [Double] {
        func values(_ name: String) throws -> [Double] {
            if table.optionalColumn(name) != nil { return try table.doubles(name) }
            return Array(repeating: table.header.double(name) ?? 1, count: bins)
        }
        let scale = zip(try values("BACKSCAL"), try values("AREASCAL")).map { $0 * $1 }
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

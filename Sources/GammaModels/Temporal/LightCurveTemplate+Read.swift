import GammaCore
import GammaIO
import GammaMaps

import struct GammaCore.Unit

extension LightCurveTemplateTemporalModel {
    /// The layouts of light-curve files.
    public enum Format: String, Sendable, CaseIterable {
        /// A table with the columns TIME and NORM.
        case table
        /// A map with an axis `time` and, if it depends on energy, an axis `energy`: HDUs SKYMAP and SKYMAP_BANDS.
        case map
    }

    /// Reads a FITS file; the reference time is that of MJDREFI, MJDREFF and TIMESYS in its header.
    /// - Throws: faults that name file, HDU and column, keyword or row.
    public static func read(_ path: String, format: Format = .table, scale: TimeScale = .utc) throws -> Self {
        let reader = try FITSReader(try DataPath.expand(path))
        let (curve, epoch, unit) = format == .table ? try table(reader) : try map(reader)
        var model = Self(curve, reference: epoch.mjd(scale), scale: scale, filename: path)
        model.valueUnit = unit
        return model
    }

    private typealias Content = (curve: LightCurveTemplate, epoch: Instant, unit: String)

    private static func table(_ reader: FITSReader) throws -> Content {
        guard let hdu = reader.hdus.first(where: { $0.kind == .table }) else {
            throw Fault(.missingHDU, "there is no table with a light curve", at: Origin(file: reader.path))
        }
        let table = try reader.table(hdu.index)
        let column = try table.column("TIME")
        var days = try table.doubles("TIME", in: .d)
        if column.unit.isEmpty {
            let place = Origin(keyword: "TIMEUNIT").completed(by: table.origin)
            guard let text = table.header.string("TIMEUNIT") else {
                throw Fault(.missingKeyword, "neither the column TIME nor the header has a unit", at: place)
            }
            do {
                let factor = try Unit(parsing: text).factor(to: .d)
                days = days.map { $0 * factor }
            } catch let fault as Fault {
                throw fault.located(in: place)
            }
        }
        let values = try table.doubles("NORM")
        do {
            let curve = try LightCurveTemplate(days: days, values: values)
            return (curve, try epoch(table.header, .utc), try table.column("NORM").unit)
        } catch let fault as Fault {
            let name = fault.message.contains("times") ? "TIME" : "NORM"
            throw fault.located(in: Origin(column: name).completed(by: table.origin))
        }
    }

    private static func map(_ reader: FITSReader) throws -> Content {
        let map = try RegionMap(reader: reader)
        let header = try reader.header(named: "SKYMAP_BANDS")
        let place = Origin(file: reader.path, hdu: "SKYMAP_BANDS")
        let axes = map.geometry.axes
        guard let time = axes.first(where: { $0.name == "time" }), axes.count <= 2,
            axes.allSatisfy({ $0.name == "time" || $0.isEnergy })
        else {
            throw Fault(
                .malformed, "the map of a light curve has axes \(axes.map(\.name).joined(separator: ", "))", at: place,
                hint: "it needs one named time and may have one named energy")
        }
        let energy = axes.first { $0.isEnergy }
        let (times, energies) = (time.binCount, energy?.binCount ?? 1)
        // The first axis runs fastest.
        let isTimeFirst = axes[0].name == "time"
        let values = (0..<energies).flatMap { e in
            (0..<times).map { t in map.values[isTimeFirst ? e * times + t : t * energies + e] }
        }
        do {
            let factor = try time.unit == .none ? 1 : time.unit.factor(to: .d)
            let curve = try LightCurveTemplate(
                days: time.centres.map { $0 * factor }, energies: energy?.centres ?? [], values: values)
            return (curve, try epoch(header, .tt), map.unit.description)
        } catch let fault as Fault {
            throw fault.located(in: place)
        }
    }

    /// The moment of time zero; `scale` is Gammapy's where the header has no TIMESYS.
    private static func epoch(_ header: FITSHeader, _ scale: TimeScale) throws -> Instant {
        let stated = header.string("TIMESYS") ?? ""
        do {
            let scale = try stated.isEmpty ? scale : TimeScale(parsing: stated)
            if header["MJDREFI"] == nil, let date = header.double("MJDREF") { return Instant(mjd: date, scale: scale) }
            let fraction = header["MJDREFF"] == nil ? 0 : try header.requiredDouble("MJDREFF")
            let epoch = Instant(mjd: try header.requiredDouble("MJDREFI"), fraction: fraction, scale: scale)
            guard epoch.isFinite else {
                throw Fault(.badKeyword, "MJDREFI is not a date", at: Origin(keyword: "MJDREFI"))
            }
            return epoch
        } catch let fault as Fault {
            throw fault.located(in: Origin(keyword: "TIMESYS").completed(by: header.origin))
        }
    }
}

extension LightCurveTemplateTemporalModel {
    /// Reads the file, taken from the folder of the model file, then the parameters.
    ///
    /// The reference time is the file's. One in the model file wins, with a notice when it differs by more than 0.1 s.
    public init(yaml node: YAMLNode, reading: ModelReading) throws {
        try node.checkKeys(["type", "parameters", "scale", "filename", "format", "unit"])
        let filenameNode = try node.required("filename")
        let filename = try filenameNode.string()
        let format: Format = try node.optional("format").map(reading.choice) ?? .table
        let scale: TimeScale = try node.optional("scale").map(reading.choice) ?? .utc
        self = try reading.located(filenameNode) {
            try Self.read(reading.path(filename), format: format, scale: scale)
        }
        self.filename = filename
        let own = parameters
        parameters = try reading.parameters(of: node, defaults: own)
        let shift = (parameters[0].internalValue - own[0].internalValue) * 86400
        if abs(shift) > 0.1 {
            reading.notices.add(
                "the light curve is moved by \(shift) s from the reference time of its file", at: node.origin)
        }
        valueUnit = try node.optional("unit")?.string() ?? valueUnit
    }

    /// Type, parameters, scale, file name, format, unit.
    public func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: [.mjd("t_ref", defaultReferenceMJD)]) + [
            ("scale", YAMLNode(scale.rawValue)), ("filename", YAMLNode(filename)),
            ("format", YAMLNode((isEnergyDependent ? Format.map : Format.table).rawValue)),
            ("unit", YAMLNode(valueUnit ?? "")),
        ]
    }
}

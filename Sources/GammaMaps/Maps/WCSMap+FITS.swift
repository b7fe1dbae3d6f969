import Foundation
import GammaCore
import GammaIO
import GammaNumerics

import struct GammaCore.Unit

extension WCSMap {
    /// Reads a map from a file.
    /// - Parameter hdu: name or number of the image; by default the first HDU that holds one.
    /// - Throws: faults that name the file, HDU and keyword.
    public static func read(_ path: String, hdu: String? = nil) throws -> WCSMap {
        try WCSMap(reader: FITSReader(path), hdu: hdu)
    }

    /// Reads a map from an open file: the image, and its axes from the BANDS table (also Fermi-LAT's EBOUNDS and
    /// ENERGIES tables).
    /// - Throws: faults that name the file, HDU and keyword.
    public init(reader: FITSReader, hdu: String? = nil) throws {
        let index: Int
        if let hdu {
            index = try reader.index(of: hdu)
        } else {
            guard let first = try Self.firstMap(in: reader) else {
                throw Fault(
                    .missingHDU, "there is no image in the file", at: Origin(file: reader.path),
                    hint: "sky maps in HEALPix tables have a reader of their own")
            }
            index = first
        }
        if reader.hdus[index].kind == .table {
            try self.init(sparse: reader.table(index), in: reader)
            return
        }
        let image = try reader.image(index)
        do {
            let (axes, isTemplate) = try Self.axes(
                of: image.name, image.header, dimensions: image.shape.count, in: reader)
            try self.init(image: image, axes: axes)
            if isTemplate, unit == .none { unit = try Self.templateUnit(reader) }
        } catch let fault as Fault {
            throw fault.located(in: image.origin)
        }
    }

    /// Fermi-LAT's diffuse templates and exposures give no unit; only exposures have time intervals, as Gammapy tells.
    private static func templateUnit(_ reader: FITSReader) throws -> Unit {
        reader.optionalIndex(of: "GTI") != nil ? .cm2s : try Unit(parsing: "cm-2 s-1 MeV-1 sr-1")
    }

    private static func firstMap(in reader: FITSReader) throws -> Int? {
        for hdu in reader.hdus {
            if hdu.kind == .image, hdu.shape.count >= 2 { return hdu.index }
            if hdu.kind == .table, try isSparse(reader.header(hdu.index)) { return hdu.index }
        }
        return nil
    }

    /// Whether a table holds the pixels of a map one by one.
    static func isSparse(_ header: FITSHeader) -> Bool {
        let columns = Set((1...9).compactMap { header.string("TTYPE\($0)")?.uppercased() })
        return columns.isSuperset(of: ["PIX", "VALUE"]) && header.string("CTYPE1") != nil
    }

    /// The axes of a map, and whether they are those of a Fermi-LAT template or exposure.
    static func axes(
        of name: String, _ header: FITSHeader, dimensions: Int, in reader: FITSReader
    ) throws -> (axes: [MapAxis], isTemplate: Bool) {
        let name = name.isEmpty ? "PRIMARY" : name
        let named = header.string("BANDSHDU")
        for candidate in [named, "\(name)_BANDS", "EBOUNDS", "ENERGIES"].compactMap(\.self) {
            guard let index = reader.optionalIndex(of: candidate) else { continue }
            let table = try reader.table(index)
            let isFermi = candidate == "EBOUNDS" || candidate == "ENERGIES"
            // A file may hold plain images next to cubes: tables of other maps are not theirs.
            if isFermi, dimensions <= 2 { return ([], false) }
            return isFermi
                ? ([try MapAxis.fermi(table)], candidate == "ENERGIES")
                : (try MapAxis.axes(fromBands: table, header: header), false)
        }
        return ([], false)
    }

    private init(image: FITSImage, axes: [MapAxis]) throws {
        guard image.shape.count >= 2 else {
            throw Fault(.malformed, "the image has \(image.shape.count) axes, a map needs two on the sky")
        }
        let lengths = image.shape.dropFirst(2).reversed().drop { $0 == 1 && image.shape.count - 2 > axes.count }
            .reversed()
        guard Array(lengths) == axes.map(\.binCount) else {
            throw Fault(
                .malformed,
                "the image has axes of length \(Array(lengths)) beside the sky, but its table of axes says "
                    + "\(axes.map(\.binCount))")
        }
        let geometry = try WCSGeometry(
            wcs: WCSTransform(header: image.header), nx: image.shape[0], ny: image.shape[1], axes: axes)
        let isInteger = image.kind.rawValue > 0
        let isMask = isInteger && image.pixels.allSatisfy { $0 == 0 || $0 == 1 }
        try self.init(
            geometry, values: image.pixels, unit: image.header.unit("BUNIT"),
            storage: isMask ? .mask : image.kind == .float ? .float : .double,
            meta: MapMeta.parse(image.header.string("META") ?? ""))
    }

    /// The map as HDUs: an image and, if there are axes, the table `<name>_BANDS`, in Gammapy's layout.
    /// - Parameter name: name of the image; `PRIMARY` makes it the unnamed first HDU.
    public func fitsHDUs(name: String = "PRIMARY") -> [FITSHDU] {
        let kind: FITSImage.PixelKind
        switch storage {
        case .float: kind = .float
        case .double: kind = .double
        case .mask: kind = .int64
        }
        let pixels = storage == .mask ? values.map { $0 != 0 ? 1 : 0 } : values
        return Self.fitsHDUs(name: name, geometry, pixels, kind, unit: unit, meta: meta)
    }

    static func fitsHDUs(
        name: String, _ geometry: WCSGeometry, _ pixels: [Double], _ kind: FITSImage.PixelKind, unit: Unit,
        meta: [String: String]
    ) -> [FITSHDU] {
        var header = FITSHeader(geometry.wcs.cards + MapAxis.cards(of: geometry.axes))
        let sizes = [geometry.nx, geometry.ny] + geometry.axes.map(\.binCount)
        header["WCSSHAPE"] = .string("(\(sizes.map(String.init).joined(separator: ",")))")
        let bands = "\(name)_BANDS"
        if !geometry.axes.isEmpty { header["BANDSHDU"] = .string(bands) }
        header["META"] = .string(MapMeta.text(meta))
        header["BUNIT"] = .string(unit.description)
        let image = FITSImage(
            name: name == "PRIMARY" ? "" : name, header: header, shape: sizes, pixels: pixels, kind: kind)
        let table = geometry.axes.isEmpty ? [] : [FITSHDU.table(MapAxis.bandsTable(of: geometry.axes, name: bands))]
        return [.image(image)] + table
    }

    /// Writes the map to a file that holds nothing else.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String, name: String = "PRIMARY") throws {
        let primary = name == "PRIMARY" ? [] : [FITSHDU.image(FITSImage(kind: .uint8))]
        try FITSWriter.write(primary + fitsHDUs(name: name), to: path)
    }
}

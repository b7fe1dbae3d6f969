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
        let image: FITSImage
        if let hdu {
            image = try reader.image(named: hdu)
        } else {
            guard let first = try Self.firstImage(in: reader) else {
                throw Fault(
                    .missingHDU, "there is no image in the file", at: Origin(file: reader.path),
                    hint: "sky maps in tables (HEALPix, sparse) are not read")
            }
            image = first
        }
        do {
            try self.init(image: image, axes: Self.axes(of: image, in: reader))
        } catch let fault as Fault {
            throw fault.located(in: image.origin)
        }
    }

    private static func firstImage(in reader: FITSReader) throws -> FITSImage? {
        for index in reader.hdus.indices where reader.hdus[index].kind == .image {
            let image = try reader.image(index)
            if image.shape.count >= 2 { return image }
        }
        return nil
    }

    private static func axes(of image: FITSImage, in reader: FITSReader) throws -> [MapAxis] {
        let name = image.name.isEmpty ? "PRIMARY" : image.name
        let named = image.header.string("BANDSHDU")
        for candidate in [named, "\(name)_BANDS", "EBOUNDS", "ENERGIES"].compactMap(\.self) {
            guard let index = reader.optionalIndex(of: candidate) else { continue }
            let table = try reader.table(index)
            let isFermi = candidate == "EBOUNDS" || candidate == "ENERGIES"
            // A file may hold plain images next to cubes: tables of other maps are not theirs.
            if isFermi, image.shape.count <= 2 { return [] }
            return try isFermi ? [MapAxis.fermi(table)] : MapAxis.axes(fromBands: table, header: image.header)
        }
        return []
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
        var header = FITSHeader(geometry.wcs.cards + MapAxis.cards(of: geometry.axes))
        let sizes = [geometry.nx, geometry.ny] + geometry.axes.map(\.binCount)
        header["WCSSHAPE"] = .string("(\(sizes.map(String.init).joined(separator: ",")))")
        let bands = "\(name)_BANDS"
        if !geometry.axes.isEmpty { header["BANDSHDU"] = .string(bands) }
        header["META"] = .string(MapMeta.text(meta))
        header["BUNIT"] = .string(unit.description)
        let kind: FITSImage.PixelKind
        switch storage {
        case .float: kind = .float
        case .double: kind = .double
        case .mask: kind = .int64
        }
        let image = FITSImage(
            name: name == "PRIMARY" ? "" : name, header: header, shape: sizes,
            pixels: storage == .mask ? values.map { $0 != 0 ? 1 : 0 } : values, kind: kind)
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

extension MapAxis {
    /// The energy axis of Fermi-LAT's cubes: edges in EBOUNDS (keV unless a unit is given), nodes in ENERGIES (MeV).
    static func fermi(_ table: Table) throws -> MapAxis {
        func values(_ column: Column, _ unit: Unit) throws -> [Double] {
            try table.doubles(column.name, in: .TeV).map { column.unit.isEmpty ? $0 * unit.scaleInTeV : $0 }
        }
        if let nodes = table.optionalColumn("ENERGY") {
            return try MapAxis(nodes: values(nodes, .MeV), name: "energy_true", unit: .TeV, interpolation: .log)
        }
        return try .energy(edges: values(table.column("E_MIN"), .keV) + values(table.column("E_MAX"), .keV).suffix(1))
    }
}

extension Unit {
    /// Size of an energy unit in TeV.
    fileprivate var scaleInTeV: Double { (try? factor(to: .TeV)) ?? .nan }
}

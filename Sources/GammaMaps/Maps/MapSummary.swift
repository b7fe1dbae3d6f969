import Foundation
import GammaCore
import GammaIO

import struct GammaCore.Unit

/// What one map of a FITS file is, told from headers and tables of axes without reading its values.
public struct MapSummary: Sendable, Hashable {
    /// The kinds of map.
    public enum Kind: String, Sendable, Hashable {
        /// An image on the sky, with or without axes: ``WCSMap``.
        case image
        /// The same with its pixels listed in a table: ``WCSMap``.
        case sparse
        /// A region: ``RegionMap``.
        case region
        /// A HEALPix table.
        case healpix
    }

    /// Name of the HDU; empty when unnamed.
    public var name: String
    /// Number of the HDU, from 1.
    public var number: Int
    /// Kind.
    public var kind: Kind
    /// Columns and rows of an image; empty otherwise.
    public var pixels: [Int]
    /// The axes.
    public var axes: [MapAxis]
    /// Unit as the file has it.
    public var unit: String
    /// The sky coordinates, when there are any.
    public var wcs: WCSTransform?
    /// NSIDE of a HEALPix map.
    public var nside: Int?

    /// The maps of a file in their order. HDUs that are no maps, or whose headers make none, are left out.
    /// - Throws: faults for a file that cannot be read.
    public static func list(_ path: String) throws -> [MapSummary] { try list(FITSReader(path)) }

    /// The maps of an open file in their order.
    /// - Throws: faults for headers that cannot be read.
    public static func list(_ reader: FITSReader) throws -> [MapSummary] {
        try reader.hdus.compactMap { hdu in
            let header = try reader.header(hdu.index)
            return try? summary(hdu, header, reader)
        }
    }

    private static func summary(_ hdu: HDUSummary, _ header: FITSHeader, _ reader: FITSReader) throws -> MapSummary? {
        var result = MapSummary(
            name: hdu.name, number: hdu.number, kind: .image, pixels: [], axes: [], unit: header.string("BUNIT") ?? "")
        switch hdu.kind {
        case .image:
            guard hdu.shape.count >= 2, header.string("CTYPE1") != nil else { return nil }
            result.pixels = Array(hdu.shape.prefix(2))
            result.axes = try WCSMap.axes(of: hdu.name, header, dimensions: hdu.shape.count, in: reader).axes
            result.wcs = try WCSTransform(header: header)
        case .table where WCSMap.isSparse(header):
            let shape = try WCSMap.shape(header)
            result.kind = .sparse
            result.pixels = Array(shape.prefix(2))
            result.axes = try WCSMap.axes(of: hdu.name, header, dimensions: shape.count, in: reader).axes
            result.wcs = try WCSTransform(header: header)
        case .table where header.string("PIXTYPE") == "HEALPIX":
            result.kind = .healpix
            result.nside = header.int("NSIDE")
            result.axes = try WCSMap.axes(of: hdu.name, header, dimensions: 3, in: reader).axes
        case .table where !hdu.name.isEmpty:
            guard let bands = reader.optionalIndex(of: "\(hdu.name)_BANDS"), !hdu.name.hasSuffix("_BANDS") else {
                return nil
            }
            result.kind = .region
            result.axes = try MapAxis.axes(fromBands: reader.table(bands), header: header)
            let column = (1...99).first { header.string("TTYPE\($0)")?.uppercased() == "DATA" }
            guard let column else { return nil }
            result.unit = header.string("TUNIT\(column)") ?? ""
            if let region = reader.optionalIndex(of: "\(hdu.name)_REGION") {
                result.wcs = try WCSTransform(header: reader.header(region))
            }
        default: return nil
        }
        return result
    }
}

extension MapSummary: CustomStringConvertible {
    /// `COUNTS: 400 × 200 pixels of 0.05 deg, CAR galactic, energy 11 bins 0.01 to 2 TeV`.
    public var description: String {
        var parts: [String] = []
        switch kind {
        case .image, .sparse:
            var text = "\(pixels.map(String.init).joined(separator: " × ")) pixels"
            if let wcs { text += " of \(ValueFormat.number(wcs.pixelScales.x)) deg" }
            if kind == .sparse { text += ", listed" }
            parts.append(text)
        case .region: parts.append("region")
        case .healpix: parts.append("HEALPix" + (nside.map { " of NSIDE \($0)" } ?? ""))
        }
        if let wcs, kind != .region { parts.append("\(wcs.projection) \(wcs.frame.rawValue)") }
        parts += axes.map { axis in
            let size = "\(axis.name) \(axis.binCount) \(axis.isNodeType ? "nodes" : "bins")"
            if axis.labels != nil || axis.times != nil { return size }
            let values = axis.isNodeType ? axis.centres : axis.edges
            guard let low = values.first, let high = values.last else { return size }
            return "\(size) \(ValueFormat.number(low)) to \(ValueFormat.number(high)) \(axis.unit)"
        }
        if !unit.isEmpty { parts.append("in \(unit)") }
        return "\(name.isEmpty ? "HDU \(number)" : name): \(parts.joined(separator: ", "))"
    }
}

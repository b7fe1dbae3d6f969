import Foundation
import GammaCore
import GammaIO

extension SkyRegion {
    /// Reads regions in the language of DS9: `icrs;circle(83.63,22.01,0.11)`, or the text of a `.reg` file.
    ///
    /// Understood are circle, ellipse, box, annulus (several radii give several annuli), polygon and point in the frames
    /// icrs, fk5 and galactic. Regions with a leading `-` come as ``complement(_:)``; ``union(of:)`` combines the list.
    /// Texts, lines and other decoration, which contain nothing, are left out.
    /// - Parameter file: name for faults.
    /// - Throws: faults that name line and column.
    public static func parseDS9(_ text: String, file: String? = nil) throws -> [SkyRegion] {
        var parser = DS9Parser(text, file: file)
        return try parser.regions()
    }

    /// Reads a `.reg` file.
    /// - Throws: faults that name file, line and column.
    public static func readDS9(_ path: String) throws -> [SkyRegion] {
        try parseDS9(TextFile.read(path), file: path)
    }

    /// The region in the language of DS9: `icrs;circle(83.63,22.01,0.11)`. Unions have several such commands.
    /// - Throws: ``Fault/Code/unsupported`` for compounds other than unions and exclusions.
    public func ds9Text() throws -> String {
        let parts = try unionParts()
        let frames = parts.map(\.centre.frame.rawValue)
        return try zip(parts, frames).map { "\($1);\(try $0.ds9Command())" }.joined(separator: ";")
    }

    /// The text of a `.reg` file.
    /// - Throws: ``Fault/Code/unsupported`` for compounds other than unions and exclusions.
    public static func ds9Text(_ regions: [SkyRegion]) throws -> String {
        var lines = ["# Region file format: DS9"]
        var frame: SkyFrame?
        for region in try regions.flatMap({ try $0.unionParts() }) {
            if region.centre.frame != frame { lines.append(region.centre.frame.rawValue) }
            frame = region.centre.frame
            lines.append(try region.ds9Command())
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The shapes whose union, less the complements, is the region: inverse of ``union(of:)``.
    func unionParts() throws -> [SkyRegion] {
        switch self {
        case .compound(.or, let parts) where !parts.contains(where: \.isComplement):
            return try parts.flatMap { try $0.unionParts() }
        case .compound(.and, let parts) where parts.dropFirst().allSatisfy(\.isComplement):
            return try parts.flatMap { try $0.unionParts() }
        case .complement(let inner):
            if case .compound = inner { break }
            return [self]
        case .compound: break
        default: return [self]
        }
        throw Fault(
            .unsupported, "only unions of regions, less excluded ones, can be written",
            hint: "write the parts of the combined region one by one")
    }

    private var isComplement: Bool { if case .complement = self { true } else { false } }

    private func ds9Command() throws -> String {
        func list(_ values: [Double]) -> String { values.map(Self.decimal).joined(separator: ",") }
        func at(_ direction: SkyDirection) -> [Double] { [direction.lon, direction.lat] }
        switch self {
        case .circle(let centre, let radius): return "circle(\(list(at(centre) + [radius])))"
        case .annulus(let centre, let inner, let outer): return "annulus(\(list(at(centre) + [inner, outer])))"
        // DS9 has the semi-axes of an ellipse, and the full sides of a box.
        case .ellipse(let centre, let width, let height, let angle):
            return "ellipse(\(list(at(centre) + [width / 2, height / 2, angle])))"
        case .rectangle(let centre, let width, let height, let angle):
            return "box(\(list(at(centre) + [width, height, angle])))"
        case .polygon(let vertices):
            let frame = centre.frame
            return "polygon(\(list(vertices.flatMap { at($0.converted(to: frame)) })))"
        case .point(let direction): return "point(\(list(at(direction))))"
        case .complement(let region): return "-" + (try region.ds9Command())
        case .compound: throw Fault(.unsupported, "a combined region has no single command in DS9")
        }
    }

    /// Shortest decimal number without exponent, to 12 places.
    private static func decimal(_ value: Double) -> String {
        let plain = "\(value)"
        guard plain.contains("e") else { return plain.hasSuffix(".0") ? String(plain.dropLast(2)) : plain }
        return String(format: "%.12f", value)
    }
}

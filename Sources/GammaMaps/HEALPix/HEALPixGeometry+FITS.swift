import Foundation
import GammaCore
import GammaIO

extension HEALPixGeometry {
    /// The geometry that the header of a table of pixels describes, with the pixels that the table lists.
    /// - Throws: faults that name the keyword.
    init(header: FITSHeader, convention: HEALPixConvention, listed: [Int]?, axes: [MapAxis]) throws {
        let grid = try Self.grid(header)
        let frame = try Self.frame(header, convention)
        let keyword = header.string("HPX_REG") == nil ? "HPXREGION" : "HPX_REG"
        let place = Origin(keyword: keyword).completed(by: header.origin)
        let text = header.string(keyword) ?? ""
        if let listed {
            let region = try? HEALPixRegion(parsing: text)
            // A region that names exactly these pixels says more than the list.
            if let region, region != .explicit, let pixels = try? region.pixels(of: grid), pixels == listed.sorted() {
                try self.init(grid, frame, region, pixels, axes)
            } else {
                try self.init(grid: grid, frame: frame, pixels: listed, axes: axes)
            }
            return
        }
        do {
            let region = text.isEmpty || text.uppercased() == "ALLSKY" ? nil : try HEALPixRegion(parsing: text)
            if region == .explicit {
                throw Fault(
                    .unsupported, "the map is of a list of pixels, but the table does not say which they are",
                    hint: "a column PIX with INDXSCHM 'EXPLICIT' would")
            }
            try self.init(grid: grid, frame: frame, region: region, axes: axes)
        } catch let fault as Fault {
            throw fault.located(in: text.isEmpty ? Origin(keyword: "NSIDE").completed(by: header.origin) : place)
        }
    }

    static func grid(_ header: FITSHeader) throws -> HEALPixGrid {
        func place(_ keyword: String) -> Origin { Origin(keyword: keyword).completed(by: header.origin) }
        let kind = try header.requiredString("PIXTYPE")
        guard kind.uppercased() == "HEALPIX" else {
            throw Fault(.badKeyword, "the pixels are '\(kind)', not HEALPIX", at: place("PIXTYPE"))
        }
        let text = try header.requiredString("ORDERING").uppercased()
        guard let ordering = HEALPixOrdering(rawValue: text == "NEST" ? "NESTED" : text) else {
            throw Fault(
                .badKeyword, "'\(text)' is no ordering of pixels", at: place("ORDERING"), hint: "RING and NESTED are")
        }
        let keyword = header["NSIDE"] == nil && header["ORDER"] != nil ? "ORDER" : "NSIDE"
        let number = try header.requiredDouble(keyword)
        let nside = keyword == "NSIDE" ? number : exp2(number)
        guard let side = Int(exactly: nside) else {
            throw Fault(.badKeyword, "\(number) is no number of pixels along a face", at: place(keyword))
        }
        do {
            return try HEALPixGrid(nside: side, ordering: ordering)
        } catch let fault as Fault {
            throw Fault(.badKeyword, fault.message, at: place(keyword), hint: fault.hint)
        }
    }

    /// Without a word ICRS, as in Gammapy. Exposure cubes of Fermi-LAT (`gtexpcube2`) never name the frame; those on the equator say
    /// so by EQUINOX or RADECSYS, the others are Galactic, which Gammapy 2.1 does not see: 26 % at the Crab nebula.
    private static func frame(_ header: FITSHeader, _ convention: HEALPixConvention) throws -> SkyFrame {
        let keyword = header[convention.frameKeyword] == nil ? "COORDSYS" : convention.frameKeyword
        guard let text = header.string(keyword), !text.isEmpty else {
            let isEquatorial = ["EQUINOX", "RADECSYS", "RADESYS"].contains { header[$0] != nil }
            return convention == .fermiExposure && header.string("TELESCOP") == "GLAST" && !isEquatorial
                ? .galactic : .icrs
        }
        switch text.uppercased() {
        case "C", "CEL", "EQU", "ICRS", "CELESTIAL", "EQUATORIAL": return .icrs
        case "G", "GAL", "GALACTIC": return .galactic
        default:
            throw Fault(
                .badKeyword, "'\(text)' is no frame of HEALPix maps",
                at: Origin(keyword: keyword).completed(by: header.origin), hint: "CEL and GAL are")
        }
    }

    /// Cards that describe the geometry.
    func cards(_ convention: HEALPixConvention, scheme: String) -> [FITSHeader.Card] {
        var cards: [FITSHeader.Card] = []
        if convention.rawValue.hasPrefix("fgst") {
            cards += [FITSHeader.Card("TELESCOP", .string("GLAST")), FITSHeader.Card("INSTRUME", .string("LAT"))]
        }
        cards += [
            FITSHeader.Card(convention.frameKeyword, .string(frame == .galactic ? "GAL" : "CEL")),
            FITSHeader.Card("PIXTYPE", .string("HEALPIX")),
            FITSHeader.Card("ORDERING", .string(grid.ordering.rawValue)),
            FITSHeader.Card("INDXSCHM", .string(scheme)), FITSHeader.Card("ORDER", .int(grid.order ?? -1)),
            FITSHeader.Card("NSIDE", .int(grid.nside)), FITSHeader.Card("FIRSTPIX", .int(0)),
            FITSHeader.Card("LASTPIX", .int(grid.pixelCount - 1)),
            FITSHeader.Card("HPX_CONV", .string(convention.rawValue.uppercased())),
        ]
        if frame == .icrs { cards.append(FITSHeader.Card("EQUINOX", .double(2000))) }
        if let region { cards.append(FITSHeader.Card("HPX_REG", .string(region.text))) }
        return cards
    }
}

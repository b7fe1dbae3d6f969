import Foundation
import GammaCore
import GammaIO

import struct GammaCore.Unit

extension WCSKeywords {
    /// Reads the keywords of the first two axes.
    /// - Throws: ``Fault/Code/missingKeyword``, ``Fault/Code/badKeyword`` or ``Fault/Code/unsupported`` (distortions,
    ///   latitude before longitude, FK4 and other frames).
    public init(header: FITSHeader) throws {
        let codes = try [1, 2].map { try Self.axisType(header, $0) }
        guard codes[0].projection == codes[1].projection else {
            throw Fault(.badKeyword, "the axes have different projections", at: Self.place("CTYPE2", header))
        }
        let frame: SkyFrame
        switch (codes[0].kind, codes[1].kind) {
        case ("GLON", "GLAT"): frame = .galactic
        case ("RA", "DEC"): frame = try Self.equatorialFrame(header)
        default:
            throw Fault(
                .unsupported, "axes '\(codes[0].kind)' and '\(codes[1].kind)' are not understood",
                at: Self.place("CTYPE1", header), hint: "known are RA, DEC and GLON, GLAT, in this order")
        }
        let scales = try ["CUNIT1", "CUNIT2"].map { keyword in
            guard let text = header.string(keyword), !text.isEmpty else { return 1.0 }
            do {
                return try Unit(parsing: text).factor(to: .deg)
            } catch let fault as Fault {
                throw fault.located(in: Self.place(keyword, header))
            }
        }
        projection = codes[0].projection
        referenceDirection = SkyDirection(
            lon: try header.requiredDouble("CRVAL1") * scales[0], lat: try header.requiredDouble("CRVAL2") * scales[1],
            frame: frame)
        referencePixel = PixelPoint(try header.requiredDouble("CRPIX1"), try header.requiredDouble("CRPIX2"))
        matrix = try Self.matrix(header, scales)
        poleLongitude = header.double("LONPOLE")
        poleLatitude = header.double("LATPOLE")
        projectionParameters = (1...2).flatMap { axis in
            (0...29).compactMap { number in
                header.double("PV\(axis)_\(number)").map { ProjectionParameter(axis: axis, number: number, value: $0) }
            }
        }
        replaceGLS()
        try check(.badKeyword, at: header.origin)
    }

    private static func place(_ keyword: String, _ header: FITSHeader) -> Origin {
        Origin(keyword: keyword).completed(by: header.origin)
    }

    /// The parts of `RA---TAN`.
    private static func axisType(_ header: FITSHeader, _ axis: Int) throws -> (kind: String, projection: String) {
        let type = try header.requiredString("CTYPE\(axis)").uppercased()
        let parts = type.split(separator: "-").map(String.init)
        guard parts.count == 2 else {
            throw Fault(
                parts.count > 2 ? .unsupported : .badKeyword,
                "'\(type)' is not the type of a sky axis that is understood", at: place("CTYPE\(axis)", header),
                hint: parts.count > 2 ? "distortions (\(parts[2])) are not applied" : "for example 'RA---TAN'")
        }
        return (parts[0], parts[1])
    }

    private static func equatorialFrame(_ header: FITSHeader) throws -> SkyFrame {
        let equinox = header.double("EQUINOX") ?? header.double("EPOCH")
        for keyword in ["RADESYS", "RADECSYS", "RADESYSA"] {
            guard let name = header.string(keyword)?.uppercased(), !name.isEmpty else { continue }
            switch name {
            case "ICRS": return .icrs
            case "FK5" where (equinox ?? 2000) == 2000: return .fk5
            default:
                throw Fault(
                    .unsupported,
                    "the frame \(name) of equinox \(equinox.map { "\($0)" } ?? "unknown") is not understood",
                    at: place(keyword, header), hint: "known are ICRS and FK5 of 2000")
            }
        }
        guard let equinox else { return .icrs }
        guard equinox == 2000 else {
            throw Fault(.unsupported, "the equinox \(equinox) is not understood", at: place("EQUINOX", header))
        }
        return .fk5
    }

    private static func matrix(_ header: FITSHeader, _ scales: [Double]) throws -> Matrix {
        func element(_ name: String, _ i: Int, _ j: Int) -> Double? { header.double("\(name)\(i)_\(j)") }
        func isPresent(_ name: String) -> Bool {
            (1...2).contains { i in (1...2).contains { j in element(name, i, j) != nil } }
        }
        func four(_ name: String, diagonal: Double) -> Matrix {
            Matrix(
                a: element(name, 1, 1) ?? diagonal, b: element(name, 1, 2) ?? 0, c: element(name, 2, 1) ?? 0,
                d: element(name, 2, 2) ?? diagonal)
        }
        let hasCD = isPresent("CD")
        var matrix = four(hasCD ? "CD" : "PC", diagonal: hasCD ? 0 : 1)
        if !hasCD {
            let step = (try header.requiredDouble("CDELT1"), try header.requiredDouble("CDELT2"))
            if !isPresent("PC"), let angle = header.double("CROTA2"), angle != 0, step.0 != 0, step.1 != 0 {
                let (s, c) = sincos(angle)
                matrix = Matrix(a: c, b: -s * step.1 / step.0, c: s * step.0 / step.1, d: c)
            }
            matrix = Matrix(a: matrix.a * step.0, b: matrix.b * step.0, c: matrix.c * step.1, d: matrix.d * step.1)
        }
        return Matrix(
            a: matrix.a * scales[0], b: matrix.b * scales[0], c: matrix.c * scales[1], d: matrix.d * scales[1])
    }
}

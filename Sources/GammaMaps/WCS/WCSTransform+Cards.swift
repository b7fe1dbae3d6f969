import GammaIO

extension WCSTransform {
    /// The cards that describe the transformation, in the order in which Gammapy writes them.
    public var cards: [FITSHeader.Card] {
        let matrix = keywords.matrix
        let isDiagonal = matrix.b == 0 && matrix.c == 0
        let step = isDiagonal ? SIMD2(matrix.a, matrix.d) : pixelScales
        func card(_ keyword: String, _ value: Double, _ comment: String) -> FITSHeader.Card {
            FITSHeader.Card(keyword, .double(value), comment: comment)
        }
        var cards = [
            FITSHeader.Card("WCSAXES", .int(2), comment: "Number of coordinate axes"),
            card("CRPIX1", keywords.referencePixel.x, "Pixel coordinate of reference point"),
            card("CRPIX2", keywords.referencePixel.y, "Pixel coordinate of reference point"),
        ]
        if !isDiagonal {
            let elements = [
                ("PC1_1", matrix.a / step.x), ("PC1_2", matrix.b / step.x), ("PC2_1", matrix.c / step.y),
                ("PC2_2", matrix.d / step.y),
            ]
            cards += elements.map { card($0.0, $0.1, "Coordinate transformation matrix element") }
        }
        cards += [
            card("CDELT1", step.x, "[deg] Coordinate increment at reference point"),
            card("CDELT2", step.y, "[deg] Coordinate increment at reference point"),
            FITSHeader.Card("CUNIT1", .string("deg"), comment: "Units of coordinate increment and value"),
            FITSHeader.Card("CUNIT2", .string("deg"), comment: "Units of coordinate increment and value"),
            FITSHeader.Card("CTYPE1", .string(keywords.axisTypes[0])),
            FITSHeader.Card("CTYPE2", .string(keywords.axisTypes[1])),
            card("CRVAL1", keywords.referenceDirection.lon, "[deg] Coordinate value at reference point"),
            card("CRVAL2", keywords.referenceDirection.lat, "[deg] Coordinate value at reference point"),
        ]
        cards += keywords.projectionParameters.map {
            card("PV\($0.axis)_\($0.number)", $0.value, "Projection parameter")
        }
        cards += [
            card("LONPOLE", poles.longitude, "[deg] Native longitude of celestial pole"),
            card("LATPOLE", poles.latitude, "[deg] Native latitude of celestial pole"),
        ]
        switch frame {
        case .icrs: cards.append(FITSHeader.Card("RADESYS", .string("ICRS"), comment: "Equatorial coordinate system"))
        case .fk5:
            cards.append(FITSHeader.Card("RADESYS", .string("FK5"), comment: "Equatorial coordinate system"))
            cards.append(card("EQUINOX", 2000, "[yr] Equinox of equatorial coordinates"))
        case .galactic: break
        }
        return cards
    }
}

/// Advance widths of DejaVu Sans, so that the layout is the same on every machine and needs no font to be loaded.
///
/// In units of the em / 2048, as in the font's `hmtx` table.
enum FontMetrics {
    /// Height of capitals and digits, in em.
    static let capHeight = 0.73
    /// Height above the baseline kept free for a line of text, in em.
    static let ascent = 0.78
    /// Depth below the baseline kept free for a line of text, in em.
    static let descent = 0.22

    /// Width of `text` set without kerning at `size` points.
    static func width(_ text: String, size: Double) -> Double {
        var total = 0
        for scalar in text.unicodeScalars { total += advance(scalar.value) }
        return Double(total) / 2048 * size
    }

    private static func advance(_ code: UInt32) -> Int {
        switch code {
        case 0x20...0x7E: return Int(ascii[Int(code - 0x20)])
        case 0xA0...0xFF: return Int(latin[Int(code - 0xA0)])
        case 0x391...0x3C9: return Int(greek[Int(code - 0x391)])
        case 0x300...0x36F, 0x200B...0x200F: return 0
        case 0x100...0x17F: return 1260
        case 0x2032: return 465
        case 0x2033: return 765
        case 0x2010...0x2015: return code < 0x2014 ? 1024 : 2048
        case 0x2212, 0x2190...0x2193, 0x2248, 0x2260, 0x2264, 0x2265: return 1716
        case 0x221A: return 1305
        default: return 2048
        }
    }

    private static let ascii: [UInt16] = [
        651, 821, 942, 1716, 1303, 1946, 1597, 563, 799, 799, 1024, 1716, 651, 739, 651, 690, 1303, 1303, 1303, 1303,
        1303, 1303, 1303, 1303, 1303, 1303, 690, 690, 1716, 1716, 1716, 1087, 2048, 1401, 1405, 1430, 1577, 1294, 1178,
        1587, 1540, 604, 604, 1343, 1141, 1767, 1532, 1612, 1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251,
        1403, 799, 690, 799, 1716, 1024, 1024, 1255, 1300, 1126, 1300, 1260, 721, 1300, 1298, 569, 569, 1186, 569, 1995,
        1298, 1253, 1300, 1300, 842, 1067, 803, 1298, 1212, 1675, 1212, 1212, 1075, 1303, 690, 1303, 1716,
    ]
    private static let latin: [UInt16] = [
        651, 821, 1303, 1303, 1303, 1303, 690, 1024, 1024, 2048, 965, 1253, 1716, 739, 2048, 1024, 1024, 1716, 821, 821,
        1024, 1303, 1303, 651, 1024, 821, 965, 1253, 1985, 1985, 1985, 1087, 1401, 1401, 1401, 1401, 1401, 1401, 1995,
        1430, 1294, 1294, 1294, 1294, 604, 604, 604, 604, 1587, 1532, 1612, 1612, 1612, 1612, 1612, 1716, 1612, 1499,
        1499, 1499, 1499, 1251, 1239, 1290, 1255, 1255, 1255, 1255, 1255, 1255, 2011, 1126, 1260, 1260, 1260, 1260, 569,
        569, 569, 569, 1253, 1298, 1253, 1253, 1253, 1253, 1253, 1716, 1253, 1298, 1298, 1298, 1298, 1212, 1300, 1212,
    ]
    private static let greek: [UInt16] = [
        1401, 1405, 1141, 1401, 1294, 1403, 1540, 1612, 604, 1343, 1401, 1767, 1532, 1294, 1612, 1540, 1235, 1235, 1294,
        1251, 1251, 1612, 1403, 1612, 1565, 604, 1251, 1350, 1107, 1298, 693, 1185, 1350, 1307, 1212, 1253, 1107, 1114,
        1298, 1253, 693, 1207, 1212, 1303, 1144, 1142, 1253, 1233, 1300, 1202, 1298, 1233, 1185, 1351, 1183, 1351, 1715,
    ]
}

import GammaCore
import GammaIO

/// Writes a drawing as SVG: text stays text, nothing depends on time or place, and there are no identifiers that could
/// clash when several figures stand in one page.
struct SVGWriter {
    private var out = ""

    /// The SVG document.
    static func text(_ drawing: Drawing) -> String {
        var writer = SVGWriter()
        writer.write(drawing)
        return writer.out
    }

    private mutating func write(_ drawing: Drawing) {
        let size = "width=\"\(number(drawing.width))\" height=\"\(number(drawing.height))\""
        out = "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) "
        out += "viewBox=\"0 0 \(number(drawing.width)) \(number(drawing.height))\" role=\"img\" "
        out += "font-family=\"'DejaVu Sans',Verdana,sans-serif\">\n"
        if !drawing.title.isEmpty { out += "<title>\(escaped(drawing.title))</title>\n" }
        out += "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        for item in drawing.items {
            switch item {
            case .path(let path, let fill, let stroke): write(path, fill, stroke)
            case .text(let label): write(label)
            case .image(let raster, let rect): write(raster, rect)
            case .beginClip(let r):
                let box = "\(number(r.x)) \(number(r.y)) \(number(r.width)) \(number(r.height))"
                out += "<svg x=\"\(number(r.x))\" y=\"\(number(r.y))\" width=\"\(number(r.width))\" "
                out += "height=\"\(number(r.height))\" viewBox=\"\(box)\">\n"
            case .endClip: out += "</svg>\n"
            }
        }
        out += "</svg>\n"
    }

    private mutating func write(_ path: Path, _ fill: Colour?, _ stroke: Stroke?) {
        let paint = attributes(fill, stroke)
        if !path.lines.isEmpty {
            out += "<path d=\""
            for line in path.lines { append(line) }
            out += "\"" + paint + "/>\n"
        }
        for circle in path.circles {
            out += "<circle cx=\"\(number(circle.centre.x))\" cy=\"\(number(circle.centre.y))\" "
            out += "r=\"\(number(circle.radius))\"\(paint)/>\n"
        }
    }

    private mutating func append(_ line: Path.Line) {
        for (index, point) in line.points.enumerated() {
            if index < 2 { out += index == 0 ? "M" : "L" } else { out += " " }
            appendNumber(point.x)
            out += ","
            appendNumber(point.y)
        }
        if line.isClosed { out += "Z" }
    }

    private func attributes(_ fill: Colour?, _ stroke: Stroke?) -> String {
        var text = " fill=\"\(fill?.hexText ?? "none")\""
        if let fill, fill.alpha < 1 { text += " fill-opacity=\"\(number(fill.alpha))\"" }
        if let stroke {
            text +=
                " stroke=\"\(stroke.colour.hexText)\" stroke-width=\"\(number(stroke.width))\" stroke-linejoin=\"round\""
            if stroke.colour.alpha < 1 { text += " stroke-opacity=\"\(number(stroke.colour.alpha))\"" }
            if !stroke.dash.isEmpty {
                text += " stroke-dasharray=\"\(stroke.dash.map(number).joined(separator: " "))\""
            }
        }
        return text
    }

    private mutating func write(_ label: Drawing.Label) {
        let x = number(label.position.x)
        let y = number(label.position.y)
        out += "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(number(label.size))\" fill=\"\(label.colour.hexText)\""
        if label.anchor != .start { out += " text-anchor=\"\(label.anchor.rawValue)\"" }
        if let halo = label.halo {
            out += " stroke=\"\(halo.hexText)\" stroke-width=\"\(number(label.haloWidth))\" stroke-linejoin=\"round\""
            if halo.alpha < 1 { out += " stroke-opacity=\"\(number(halo.alpha))\"" }
            out += " paint-order=\"stroke\""
        }
        if label.isVertical { out += " transform=\"rotate(-90 \(x) \(y))\"" }
        out += " xml:space=\"preserve\">"
        var shift = 0.0
        for run in label.text.runs {
            let target = run.level.shift * label.size
            if run.level == .line, shift == 0 {
                out += escaped(run.text)
            } else {
                let size = run.level == .line ? label.size : label.size * RichText.scriptScale
                out +=
                    "<tspan dy=\"\(number(target - shift))\" font-size=\"\(number(size))\">\(escaped(run.text))</tspan>"
            }
            shift = target
        }
        out += "</text>\n"
    }

    private mutating func write(_ raster: Raster, _ rect: Rect) {
        let png = PNGEncoder.encode(width: raster.width, height: raster.height, argb: raster.pixels)
        out += "<image x=\"\(number(rect.x))\" y=\"\(number(rect.y))\" width=\"\(number(rect.width))\" "
        out += "height=\"\(number(rect.height))\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" "
        out += "href=\"data:image/png;base64,\(base64(png))\"/>\n"
    }

    private func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 }) else { return text }
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    private func number(_ value: Double) -> String {
        var writer = SVGWriter()
        writer.appendNumber(value)
        return writer.out
    }

    /// At most two decimals, which is finer than any screen or printer shows.
    private mutating func appendNumber(_ value: Double) {
        let hundredths = Int((min(max(value, -1e7), 1e7) * 100).rounded())
        let size = abs(hundredths)
        if hundredths < 0 { out += "-" }
        out += String(size / 100)
        let rest = size % 100
        if rest > 0 {
            out += rest < 10 ? ".0" : "."
            out += String(rest % 10 == 0 ? rest / 10 : rest)
        }
    }

    private func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let second = start + 1 < bytes.count ? bytes[start + 1] : 0
            let third = start + 2 < bytes.count ? bytes[start + 2] : 0
            let word = Int(bytes[start]) << 16 | Int(second) << 8 | Int(third)
            text.append(alphabet[word >> 18])
            text.append(alphabet[word >> 12 & 63])
            text.append(start + 1 < bytes.count ? alphabet[word >> 6 & 63] : 61)
            text.append(start + 2 < bytes.count ? alphabet[word & 63] : 61)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension RichText.Level {
    /// Shift of the baseline in em, downwards.
    var shift: Double {
        switch self {
        case .line: 0
        case .superscript: -0.36
        case .subscript_: 0.2
        }
    }
}

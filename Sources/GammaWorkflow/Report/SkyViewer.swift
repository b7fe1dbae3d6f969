import Foundation
import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaPlots
import GammaProducts

/// Maps of counts, model, excess and significance in energy bands, to look around in on a page.
///
/// Values are kept in 16 bits between the least and the largest of their plane, as images, which every browser unpacks.
public struct SkyViewer: Sendable {
    private let data: JSONValue
    private let bands: [String]
    private let quantities: [String]

    /// The maps of residuals with the sources of the models, and those of a catalogue.
    public init(_ maps: ResidualMaps, models: Models, marks: CatalogMarks? = nil) throws {
        let geometry = maps.counts.geometry.image
        let edges = maps.energy.edges
        let ends = [edges[0], edges[edges.count - 1]]
        var bands = [Self.name(ends)]
        if maps.energy.binCount > 1 { bands += zip(edges, edges.dropFirst()).map { Self.name([$0, $1]) } }
        self.bands = bands
        let seen = maps.totalSignificance.values.map { !$0.isNaN }
        let cubes = [
            Cube("Counts", maps.counts, ColourMap.viridis, total: nil),
            Cube("Model", maps.predicted, .viridis, total: nil),
            Cube("Excess", maps.excess, .diverging, total: nil),
            Cube("Significance", maps.significance, .diverging, total: maps.totalSignificance.values),
        ]
        quantities = cubes.map(\.name)
        let sources = Self.sources(models, maps.datasetNames, geometry) + Self.sources(marks, beside: models, geometry)
        data = .object([
            ("nx", .int(geometry.nx)), ("ny", .int(geometry.ny)), ("frame", .string(geometry.frame.rawValue)),
            ("cell", .double((geometry.wcs.pixelScales.x + geometry.wcs.pixelScales.y) / 2)),
            ("radius", .double(maps.correlationRadius)),
            ("bands", JSONValue(bands)),
            ("maps", .array(cubes.map { $0.json(bands: bands.count, geometry, seen) })),
            ("grid", Self.grid(geometry)), ("sources", .array(sources)),
        ])
    }

    private static func name(_ ends: [Double]) -> String {
        ends.map { ValueFormat.number($0, digits: 3) }.joined(separator: "–") + " TeV"
    }

    /// The element of the page; the script fills it.
    var html: String {
        // No text within a script element may end it, or begin another.
        let json = data.text(pretty: false).replacing("<", with: "\\u003c")
        let choices = quantities.enumerated().map { index, name in
            "<label><input type=\"radio\" value=\"\(index)\"\(index == 3 ? " checked" : "")> \(name)</label>"
        }.joined()
        let energy =
            bands.count > 1
            ? "<label>Energy <input class=\"band\" type=\"range\" min=\"0\" max=\"\(bands.count - 1)\" value=\"0\"></label>"
            : ""
        return """
            <div class="viewer"><div class="bar"><fieldset><legend>Show</legend>\(choices)</fieldset>
            \(energy)<output class="bandname">\(bands[0].htmlEscaped)</output>
            <label><input class="marks" type="checkbox" checked> Sources</label>
            <span><button class="in" type="button" aria-label="Zoom in">+</button>
            <button class="out" type="button" aria-label="Zoom out">−</button>
            <button class="home" type="button">Reset</button></span></div>
            <canvas class="sky" tabindex="0" role="img" aria-label="Sky map: arrow keys move, plus and minus zoom, 0 resets"></canvas>
            <div class="scale"><span class="low"></span><canvas width="220" height="1"></canvas><span class="high"></span></div>
            <p class="read" aria-live="polite">Drag to move, wheel to zoom, click a source for its parameters.</p>
            <script type="application/json">\(json)</script></div>

            """
    }

    /// Unit vectors in the frame of the map on a grid of pixels, between which positions are interpolated: exact to a
    /// thousandth of a pixel for fields of some degrees, whatever the projection.
    private static func grid(_ geometry: WCSGeometry) -> JSONValue {
        let step = max(min(geometry.nx, geometry.ny) / 16, 1)
        func places(_ count: Int) -> [Double] {
            (0...(count + step - 1) / step).map { min(Double($0 * step), Double(count)) - 0.5 }
        }
        let (x, y) = (places(geometry.nx), places(geometry.ny))
        let sky = geometry.wcs.directions(
            x: y.flatMap { _ in x }, y: y.flatMap { row in x.map { _ in row } })
        let vectors = zip(sky.lon, sky.lat).flatMap { lon, lat -> [Double] in
            let (l, b) = (lon * Double.pi / 180, lat * Double.pi / 180)
            return [cos(b) * cos(l), cos(b) * sin(l), sin(b)].map { ($0 * 1e9).rounded() / 1e9 }
        }
        return .object([("x", JSONValue(x)), ("y", JSONValue(y)), ("v", JSONValue(vectors))])
    }

    /// Those of a catalogue that are no models.
    private static func sources(
        _ marks: CatalogMarks?, beside models: Models, _ geometry: WCSGeometry
    ) -> [JSONValue] {
        guard let marks else { return [] }
        return marks.overlays.filter { models[$0.name] == nil }.flatMap { source -> [JSONValue] in
            guard let pixel = geometry.pixel(of: source.position) else { return [] }
            let outlines = source.outlines.filter { !$0.isPoint }.map { $0.corners(geometry) }
            return (outlines.isEmpty ? [[]] : outlines).map { outline in
                .object([
                    ("name", .string(source.name)), ("x", .double(pixel.x)), ("y", .double(pixel.y)),
                    ("outline", JSONValue(outline)), ("parameters", .array([JSONValue(["from", marks.catalog])])),
                ])
            }
        }
    }

    private static func sources(_ models: Models, _ datasets: [String], _ geometry: WCSGeometry) -> [JSONValue] {
        models.skyModels.filter { model in datasets.contains { model.contributes(to: $0) } }.compactMap { model in
            guard let spatial = model.spatial, let position = spatial.position,
                let pixel = geometry.pixel(of: position)
            else { return nil }
            let parameters = (model.spectral.parameters + spatial.parameters).filter { $0.name != "reference" }
            let rows = parameters.map { parameter -> JSONValue in
                let value =
                    parameter.isFrozen || !(parameter.error > 0)
                    ? ValueFormat.number(parameter.value, digits: 5)
                    : ValueFormat.value(parameter.value, error: parameter.error)
                return JSONValue([parameter.name, "\(value) \(parameter.unit.description)"])
            }
            let outline = spatial.evaluationRadius == 0 ? nil : spatial.region(sizeFactor: 1)
            return .object([
                ("name", .string(model.name)), ("x", .double(pixel.x)), ("y", .double(pixel.y)),
                ("outline", JSONValue(outline?.corners(geometry) ?? [])), ("parameters", .array(rows)),
            ])
        }
    }
}

extension SkyRegion {
    /// Pixels of the outline of a round shape, x and y in turn.
    fileprivate func corners(_ geometry: WCSGeometry) -> [Double] {
        func round(_ centre: SkyDirection, _ radius: (Double) -> Double) -> [Double] {
            let pixels = (0...72).compactMap { step -> PixelPoint? in
                let angle = Double(step) * 5
                return geometry.pixel(of: centre.offset(by: radius(angle), positionAngle: angle))
            }
            func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
            return pixels.flatMap { [rounded($0.x), rounded($0.y)] }
        }
        switch self {
        case .circle(let centre, let radius), .annulus(let centre, _, let radius): return round(centre) { _ in radius }
        case .ellipse(let centre, let width, let height, let angle):
            return round(centre) { place in
                let t = (place - angle) * Double.pi / 180
                return width * height / 2 / hypot(width * cos(t), height * sin(t))
            }
        default: return []
        }
    }
}

/// One quantity in all bands.
private struct Cube {
    let name: String
    private let map: WCSMap
    private let colours: ColourMap
    /// The plane of all bands together; nil: their sum.
    private let total: [Double]?

    init(_ name: String, _ map: WCSMap, _ colours: ColourMap, total: [Double]?) {
        self.name = name
        self.map = map
        self.colours = colours
        self.total = total
    }

    private var isTwoSided: Bool { colours == .diverging }

    func json(bands: Int, _ geometry: WCSGeometry, _ seen: [Bool]) -> JSONValue {
        let pixels = geometry.pixelCount
        let planes = map.values.count / pixels
        var sum = total ?? [Double](repeating: 0, count: pixels)
        if total == nil {
            for (index, value) in map.values.enumerated() where !value.isNaN { sum[index % pixels] += value }
        }
        var images = [sum]
        if bands > 1 { images += (0..<planes).map { Array(map.values[$0 * pixels..<($0 + 1) * pixels]) } }
        return .object([
            ("name", .string(name)), ("twoSided", .bool(isTwoSided)), ("isSignificance", .bool(name == "Significance")),
            ("colours", JSONValue((0...32).map { colours(Double($0) / 32).hexText })),
            ("planes", .array(images.map { plane($0, geometry, seen) })),
        ])
    }

    /// Value = low + step · (256 red + green); blue 255 marks pixels without value. The top row is the highest y.
    private func plane(_ values: [Double], _ geometry: WCSGeometry, _ seen: [Bool]) -> JSONValue {
        let usable = values.indices.filter { seen[$0] && values[$0].isFinite }.map { values[$0] }
        let (low, high) = (usable.min() ?? 0, usable.max() ?? 0)
        let step = high > low ? (high - low) / 65535 : 1
        let (nx, ny) = (geometry.nx, geometry.ny)
        var pixels: [UInt32] = []
        pixels.reserveCapacity(nx * ny)
        for y in (0..<ny).reversed() {
            for x in 0..<nx {
                let index = y * nx + x
                guard seen[index], values[index].isFinite else {
                    pixels.append(0xFF00_00FF)
                    continue
                }
                let code = UInt32(min(max(((values[index] - low) / step).rounded(), 0), 65535))
                pixels.append(0xFF00_0000 | code << 8)
            }
        }
        let png = Data(PNGEncoder.encode(width: nx, height: ny, argb: pixels)).base64EncodedString()
        return .object([
            ("low", .double(low)), ("step", .double(step)), ("high", .double(high)),
            ("png", .string("data:image/png;base64," + png)),
        ])
    }
}

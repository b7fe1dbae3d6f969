import GammaCore
import GammaIO
import GammaMaps

/// Reads 2HWC and 3HWC as the YAML files that the collaboration published; they have more digits than the tables.
struct HAWCTextReader {
    private let sources: [HAWCSource]
    private let family: CatalogFamily
    private let origin: Origin

    init(_ node: YAMLNode) throws {
        origin = node.origin
        let items = try node.sequence()
        guard let first = items.first, first["name"] != nil else {
            throw Fault(
                .unsupported, "this text is no catalogue that is known here", at: node.origin,
                hint: "2HWC and 3HWC are lists of sources with name, RA, Dec and flux measurements")
        }
        var family = CatalogFamily.hawc2
        sources = try items.enumerated().map { row, item in
            try Self.source(item, row: row + 1) { if $0.optional("assumed radius") != nil { family = .hawc3 } }
        }
        self.family = family
    }

    func catalog() -> SourceCatalog {
        SourceCatalog(family, origin: origin, sources: sources.map { $0.source(family) })
    }

    private static func source(_ node: YAMLNode, row: Int, look: (YAMLNode) -> Void) throws -> HAWCSource {
        let position: SkyDirection
        if let lon = node.optional("l"), let lat = node.optional("b") {
            position = .galactic(l: try lon.double(), b: try lat.double())
        } else {
            position = SkyDirection(ra: try node.required("RA").double(), dec: try node.required("Dec").double())
        }
        guard position.isValid else {
            throw Fault(.badValue, "the position of this source is not on the sky", at: node.origin)
        }
        func number(_ key: String) throws -> Double { try node.optional(key)?.double() ?? .nan }
        let measurements = try node.optional("flux measurements")?.sequence() ?? []
        measurements.forEach(look)
        var origin = node.origin
        origin.row = row
        return HAWCSource(
            name: try node.required("name").string(), origin: origin, position: position,
            positionError: try number("position uncertainty"), searchRadius: try number("search radius"),
            testStatistic: try number("TS"), measurements: try measurements.map(measurement))
    }

    private static func measurement(_ node: YAMLNode) throws -> HAWCMeasurement {
        func number(_ key: String) throws -> Double { try node.optional(key)?.double() ?? .nan }
        func error(_ name: String) throws -> Double {
            if let stated = node.optional("\(name) uncertainty") { return try stated.double() }
            return HAWCMeasurement.mean(
                try number("\(name) statistical uncertainty down"), try number("\(name) statistical uncertainty up"))
        }
        let radius = try node.optional("tested radius") ?? node.required("assumed radius")
        return HAWCMeasurement(
            flux: (try node.required("flux").double(), try error("flux")),
            index: (-(try node.required("index").double()), try error("index")), radius: try radius.double(),
            systematic: (
                try number("flux systematic uncertainty down"), try number("flux systematic uncertainty up")
            ))
    }
}

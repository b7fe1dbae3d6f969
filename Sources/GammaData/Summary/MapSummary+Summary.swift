import GammaCore
import GammaMaps

extension MapSummary {
    /// Kind, pixels, projection, middle, axes and unit.
    public var summary: Summary {
        var rows: [(label: String, value: String?)] = []
        if !pixels.isEmpty {
            let size = wcs.map { " of \(ValueFormat.number($0.pixelScales.x)) deg" } ?? ""
            rows.append(("pixels", pixels.map(String.init).joined(separator: " × ") + size))
        }
        rows.append(("NSIDE", nside.map(String.init)))
        if let wcs, kind != .region { rows.append(("projection", "\(wcs.projection), \(wcs.frame.rawValue)")) }
        if let wcs, pixels.count == 2 {
            let middle = wcs.directions(x: [Double(pixels[0] - 1) / 2], y: [Double(pixels[1] - 1) / 2])
            rows.append(
                (
                    "middle",
                    "\(ValueFormat.number(middle.lon[0], digits: 6)), "
                        + "\(ValueFormat.number(middle.lat[0], digits: 6)) deg"
                ))
        }
        rows += axes.map { ($0.name, Self.text($0)) }
        rows.append(("unit", unit.isEmpty ? nil : unit))
        return Summary(title, rows)
    }

    private var title: String {
        switch kind {
        case .image: "Map"
        case .sparse: "Map, its pixels listed"
        case .region: "Map of a region"
        case .healpix: "HEALPix map"
        }
    }

    private static func text(_ axis: MapAxis) -> String {
        let size = "\(axis.binCount) \(axis.isNodeType ? "nodes" : "bins")"
        let values = axis.isNodeType ? axis.centres : axis.edges
        guard axis.labels == nil, axis.times == nil, let low = values.first, let high = values.last else { return size }
        return size + ", " + rangeText(low, high, axis.unit.description)
    }
}

import Foundation
import GammaCore
import GammaIO
import GammaMaps

extension [CatalogSource] {
    /// The sources with their distances from a direction, for the terminal.
    public func textTable(from centre: SkyDirection, title: String = "") -> TextTable {
        var table = TextTable(
            [
                .init("source", alignment: .left), .init("catalogue", alignment: .left), .init("distance", unit: "deg"),
                .init("l", unit: "deg"), .init("b", unit: "deg"), .init("extent", unit: "deg"), .init("√TS"),
                .init("model", alignment: .left), .init("class", alignment: .left),
                .init("associated with", alignment: .left),
            ], title: title)
        for source in self {
            let place = source.position.converted(to: .galactic)
            let extent = source.overlay.radius
            var others: [String] = []
            for name in source.associations.map(\.name) + source.aliases where !others.contains(name) {
                others.append(name)
            }
            table.append([
                source.name, source.family.rawValue,
                String(format: "%.3f", source.position.separation(to: centre)), String(format: "%.3f", place.lon),
                String(format: "%+.3f", place.lat), extent > 0 ? ValueFormat.number(extent, digits: 3) : "–",
                source.significance.map { ValueFormat.number($0, digits: 3) } ?? "–", source.variants[0].label,
                source.sourceClass, others.prefix(2).joined(separator: ", "),
            ])
        }
        return table
    }
}

extension CatalogVariant {
    /// `PL, gauss`, or a dash for what is not there.
    fileprivate var label: String {
        let shapes = parts.map { (try? $0.shape.get())?.kind ?? "–" }
        let shape = shapes.count > 1 ? "\(shapes.count) × \(shapes[0])" : shapes.first ?? "–"
        return ((try? spectrum.get()) == nil ? "–" : name) + ", " + shape
    }
}

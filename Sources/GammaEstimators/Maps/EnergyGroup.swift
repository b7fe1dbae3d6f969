import GammaCore
import GammaMaps

/// A group of neighbouring bins of reconstructed energy that make one bin of a map.
struct EnergyGroup: Sendable {
    /// The bins on the dataset's axis.
    let bins: Range<Int>
    /// Edges, TeV.
    let lower: Double
    let upper: Double

    /// The groups between edges in TeV, each edge moved to the nearest of the axis; nil: one group of all bins.
    /// - Throws: ``Fault/Code/badValue`` for edges that do not ascend, or with no bin between them.
    static func groups(of axis: MapAxis, edges: [Double]?) throws -> [EnergyGroup] {
        guard let edges else {
            return [EnergyGroup(bins: 0..<axis.binCount, lower: axis.edges[0], upper: axis.edges[axis.binCount])]
        }
        guard edges.count > 1, zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Fault(.badValue, "the energy edges of maps must ascend and be at least two")
        }
        guard edges[edges.count - 1] > axis.edges[0], edges[0] < axis.edges[axis.binCount] else {
            throw Fault(
                .badValue,
                "the energies from \(edges[0]) to \(edges[edges.count - 1]) TeV lie outside those of the dataset, "
                    + "\(axis.edges[0]) to \(axis.edges[axis.binCount]) TeV")
        }
        return try axis.groups(edges: edges).filter { $0.kind == .normal }.map {
            EnergyGroup(bins: $0.bins, lower: $0.lower, upper: $0.upper)
        }
    }

    /// How it is named in progress and notices.
    var name: String { "\(ValueFormat.number(lower))–\(ValueFormat.number(upper)) TeV" }
}

extension [EnergyGroup] {
    /// All bins from the first to the last group.
    var bins: Range<Int> { (first?.bins.lowerBound ?? 0)..<(last?.bins.upperBound ?? 0) }

    /// The axis of the maps.
    func axis(like axis: MapAxis) throws -> MapAxis {
        try MapAxis(
            edges: map(\.lower) + suffix(1).map(\.upper), name: "energy", unit: axis.unit,
            interpolation: axis.interpolation)
    }
}

import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaMaps

/// Counts events in bins of the squared distance to a source and to off positions at the same distance from the pointing.
public struct ThetaSquaredMaker: Sendable {
    /// Where the off events are counted.
    public enum Off: Sendable, Hashable {
        /// At this number of positions, spread evenly with the source on a circle about the pointing of each run.
        case reflected(Int)
        /// About a position on the sky, the same for all runs.
        case fixed(SkyDirection)
    }

    /// The source.
    public var position: SkyDirection
    /// Edges of the bins, deg², ascending from 0 or more.
    public var edges: [Double]
    /// Energies of the events that are counted, TeV; nil counts all.
    public var energy: Range<Double>?
    /// Where the off events are counted.
    public var off: Off

    /// Makes a maker.
    public init(position: SkyDirection, edges: [Double], energy: Range<Double>? = nil, off: Off = .reflected(1)) {
        self.position = position
        self.edges = edges
        self.energy = energy
        self.off = off
    }

    /// The distribution of all observations.
    ///
    /// Where so many off positions would overlap, one opposite to the source is taken. A run that points so near to the source
    /// that even this overlaps is left out with a notice.
    /// - Throws: ``Fault/Code/badValue`` for edges that do not ascend or an off position that overlaps the source,
    ///   ``Fault/Code/noData`` when no run is left.
    public func run(
        _ observations: [Observation], _ execution: Execution = Execution()
    ) throws -> ThetaSquaredDistribution {
        try check()
        let runs = try parallelMap(observations, execution, step: "theta squared") { try make($0, execution) }
        let distributions = runs.compactMap { $0 }
        guard var sum = distributions.first else {
            throw Fault(
                .noData, "no run has room for an off position",
                hint: "the runs point at the source: give a fixed off position, or a smaller range of squared distances"
            )
        }
        for other in distributions.dropFirst() { sum.stack(other) }
        return sum
    }

    /// The distribution of one observation; nil when there is no room for an off position.
    private func make(_ observation: Observation, _ execution: Execution) throws -> ThetaSquaredDistribution? {
        let positions = try offPositions(observation)
        guard !positions.isEmpty else {
            execution.notices.add(
                "run \(observation.id) points so near to the source that off positions overlap it: left out")
            return nil
        }
        let events = energy.map { observation.events.selecting(energy: $0) } ?? observation.events
        var countsOff = [Double](repeating: 0, count: edges.count - 1)
        for centre in positions {
            for (bin, value) in histogram(events, about: centre).enumerated() { countsOff[bin] += value }
        }
        return ThetaSquaredDistribution(
            edges: edges, counts: histogram(events, about: position), countsOff: countsOff,
            offCount: positions.count, livetime: observation.livetime)
    }

    private func histogram(_ events: EventList, about centre: SkyDirection) -> [Double] {
        var counts = [Double](repeating: 0, count: edges.count - 1)
        guard let first = edges.first, let last = edges.last else { return counts }
        for separation in events.separations(from: centre) {
            let square = separation * separation
            // As in numpy, the last bin holds its upper edge.
            guard square >= first, square <= last else { continue }
            let above = edges.firstIndex { $0 > square } ?? edges.count - 1
            counts[above - 1] += 1
        }
        return counts
    }

    private var radius: Double { max(edges.last ?? 0, 0).squareRoot() }

    private func offPositions(_ observation: Observation) throws -> [SkyDirection] {
        switch off {
        case .fixed(let direction): return [direction]
        case .reflected(let count):
            let pointing = try observation.pointingDirection()
            let distance = pointing.separation(to: position)
            let angle = pointing.positionAngle(to: position)
            for number in [count, 1] where Self.fits(number, distance: distance, radius: radius) {
                return (1...number).map {
                    pointing.offset(by: distance, positionAngle: angle + 360 * Double($0) / Double(number + 1))
                }
            }
            return []
        }
    }

    /// Whether circles about the source and so many off positions stay apart.
    private static func fits(_ number: Int, distance: Double, radius: Double) -> Bool {
        let chord = sin(distance * .pi / 180) * sin(.pi / Double(number + 1))
        return 2 * asin(chord) * 180 / .pi >= 2 * radius
    }

    private func check() throws {
        guard edges.count > 1, edges[0] >= 0, zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Fault(.badValue, "the edges of squared distances must ascend from 0 or more and be at least two")
        }
        if case .reflected(let count) = off, count < 1 {
            throw Fault(.badValue, "there must be at least one off position, not \(count)")
        }
        if case .fixed(let direction) = off, direction.separation(to: position) < 2 * radius {
            throw Fault(
                .badValue, "the off position \(direction) is nearer to the source than twice \(radius) deg",
                hint: "choose another off position, or a smaller range of squared distances")
        }
    }
}

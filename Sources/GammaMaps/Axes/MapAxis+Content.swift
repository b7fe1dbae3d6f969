import Foundation
import GammaCore

import struct GammaCore.Unit

extension MapAxis {
    /// What the bins of an axis stand for.
    public enum Content: Sendable, Hashable {
        /// Ranges of numbers.
        case numbers
        /// Time intervals, which may leave gaps.
        case times(TimeMapAxis)
        /// Labels.
        case labels(LabelMapAxis)

        /// For messages.
        var summary: String {
            switch self {
            case .numbers: "numbers"
            case .times: "times"
            case .labels: "labels"
            }
        }
    }

    /// A time axis as axis of a map. Edges are in seconds after the reference, bins without what lies in gaps:
    /// ``edges`` are the starts and the last end.
    public init(_ axis: TimeMapAxis) {
        let centres = zip(axis.starts, axis.stops).map { $0 + ($1 - $0) / 2 }
        self.init(
            content: .times(axis), name: axis.name, unit: .s, isNodeType: false,
            edges: axis.starts + axis.stops.suffix(1), centres: centres)
    }

    /// A label axis as axis of a map, its labels at 0, 1, 2, …
    public init(_ axis: LabelMapAxis) {
        let positions = axis.labels.indices.map(Double.init)
        self.init(
            content: .labels(axis), name: axis.name, unit: .none, isNodeType: true,
            edges: positions.map { $0 - 0.5 } + [Double(positions.count) - 0.5], centres: positions)
    }

    /// The time axis, when it is one.
    public var times: TimeMapAxis? {
        guard case .times(var axis) = content else { return nil }
        axis.name = name
        return axis
    }

    /// The labels, when it is a label axis.
    public var labels: [String]? {
        guard case .labels(let axis) = content else { return nil }
        return axis.labels
    }
}

import GammaCore

/// An axis of texts: data sets, sources, models, …
public struct LabelMapAxis: Sendable, Hashable {
    /// Lower-case name.
    public var name: String
    /// The labels, all different.
    public let labels: [String]

    /// Makes an axis.
    /// - Throws: ``Fault/Code/badValue`` without labels, or for a label that comes twice.
    public init(_ labels: [String], name: String) throws {
        guard !labels.isEmpty else { throw Fault(.badValue, "the axis '\(name)' has no labels") }
        var seen: Set<String> = []
        if let twice = labels.first(where: { !seen.insert($0).inserted }) {
            throw Fault(.badValue, "the label '\(twice)' of the axis '\(name)' comes twice")
        }
        self.labels = labels
        self.name = name
    }

    /// Index of a label; nil when there is none.
    public func index(of label: String) -> Int? { labels.firstIndex(of: label) }

    /// Some of the labels.
    /// - Throws: ``Fault/Code/badValue`` for an empty range or one outside the axis.
    public func slice(_ bins: Range<Int>) throws -> LabelMapAxis {
        guard !bins.isEmpty, bins.lowerBound >= 0, bins.upperBound <= labels.count else {
            throw Fault(.badValue, "the axis '\(name)' of \(labels.count) labels has no labels \(bins)")
        }
        return try LabelMapAxis(Array(labels[bins]), name: name)
    }

    /// One bin for all; its label is `first...last`, as in Gammapy.
    public func squashed() throws -> LabelMapAxis {
        try LabelMapAxis([(labels.first ?? "") + "..." + (labels.last ?? "")], name: name)
    }

    /// These labels followed by others.
    /// - Throws: ``Fault/Code/incompatible`` for another name, ``Fault/Code/badValue`` for a label that comes twice.
    public func concatenated(_ other: LabelMapAxis) throws -> LabelMapAxis {
        guard name == other.name else {
            throw Fault(.incompatible, "the axes '\(name)' and '\(other.name)' cannot be joined: names differ")
        }
        return try LabelMapAxis(labels + other.labels, name: name)
    }
}

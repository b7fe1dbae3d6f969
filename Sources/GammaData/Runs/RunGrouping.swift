import GammaCore
import GammaNumerics

/// How runs are put into groups: by bins of columns of the observation index, and then by the likeness of their responses.
public struct RunGrouping: Sendable, Equatable {
    /// A column and the edges of its bins, in the unit of the column, rising; see ``RunColumns``.
    public struct Bins: Sendable, Hashable {
        /// Name of the column.
        public var column: String
        /// Edges; a run on an edge belongs to the bin above it, on the last edge to the last bin.
        public var edges: [Double]

        /// Makes bins.
        public init(_ column: String, edges: [Double]) {
            self.column = column
            self.edges = edges
        }
    }

    /// Bins; a group has one of each.
    public var bins: [Bins]
    /// Number of clusters of responses into which each of these groups is divided; nil leaves them whole.
    public var clusters: Int?

    /// Makes a grouping.
    public init(bins: [Bins] = [], clusters: Int? = nil) {
        self.bins = bins
        self.clusters = clusters
    }

    /// The groups that have any run, in the order of the bins, the last column changing fastest, and named `PREFIX-1` and so
    /// on; runs outside all bins are named in the notices and left out.
    /// - Parameter features: what the responses of a run are like (``ResponseFeatures``); asked for only with clusters.
    /// - Throws: faults of the columns and of reading responses, ``Fault/Code/noData`` when no run is in any bin.
    public func groups(
        of columns: RunColumns, prefix: String = "group", _ execution: Execution = Execution(),
        features: @Sendable (String) throws -> ResponseFeatures
    ) throws -> [RunGroup] {
        var groups: [RunGroup] = []
        for bin in try binned(columns, execution.notices) {
            guard let clusters, clusters > 1 else {
                groups.append(bin)
                continue
            }
            let responses = try parallelMap(bin.ids, execution, step: "responses", features)
            let labels = WardClustering.labels(ResponseFeatures.scaled(responses), count: clusters)
            for label in Set(labels).sorted() {
                let members = labels.indices.filter { labels[$0] == label }
                let text = [bin.text, ResponseFeatures.mean(members.map { responses[$0] }).text]
                groups.append(
                    RunGroup(
                        name: "", ids: members.map { bin.ids[$0] },
                        text: text.filter { !$0.isEmpty }.joined(separator: ", ")))
            }
        }
        guard !groups.isEmpty else {
            throw Fault(.noData, "no run is in any of the bins by which runs are grouped")
        }
        for index in groups.indices { groups[index].name = "\(prefix)-\(index + 1)" }
        return groups
    }

    /// The bins that have any run.
    private func binned(_ columns: RunColumns, _ notices: Notices) throws -> [RunGroup] {
        let values = try bins.map { try columns.numbers($0.column) }
        let shape = bins.map { $0.edges.count - 1 }
        var members: [Int: [String]] = [:]
        for (run, id) in columns.ids.enumerated() {
            var index = 0
            for (axis, bins) in bins.enumerated() {
                guard let bin = bins.bin(of: values[axis][run]) else {
                    notices.add(
                        "observation \(id) is left out: its \(bins.column), \(ValueFormat.number(values[axis][run])), is in no "
                            + "group")
                    index = -1
                    break
                }
                index = index * shape[axis] + bin
            }
            if index >= 0 { members[index, default: []].append(id) }
        }
        return members.sorted { $0.key < $1.key }.map { RunGroup(name: "", ids: $0.value, text: text(of: $0.key)) }
    }

    /// What the runs of a bin have in common.
    private func text(of index: Int) -> String {
        var (rest, parts) = (index, [String]())
        for bins in bins.reversed() {
            let bin = rest % (bins.edges.count - 1)
            rest /= bins.edges.count - 1
            let edges = bins.edges[bin...bin + 1].map { ValueFormat.number($0) }
            parts.append("\(bins.column) \(edges.joined(separator: " to "))")
        }
        return parts.reversed().joined(separator: ", ")
    }
}

extension RunGrouping.Bins {
    /// The bin that a value is in.
    fileprivate func bin(of value: Double) -> Int? {
        guard let first = edges.first, let last = edges.last, value >= first, value <= last else { return nil }
        let above = edges.firstIndex { $0 > value } ?? edges.count - 1
        return min(above, edges.count - 1) - 1
    }
}

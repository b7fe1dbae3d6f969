/// Groups points by merging, again and again, the two clusters whose union widens least (Ward 1963).
///
/// The price of a union is the growth of the sum of squared distances to the centres, n₁n₂/(n₁+n₂)·|c₁ − c₂|². Cutting the
/// tree at a number of clusters gives what SciPy's `linkage(method="ward")` with `fcluster(criterion="maxclust")` gives,
/// ties apart.
public struct WardClustering: Sendable {
    private struct Cluster {
        var centre: [Double]
        var size: Double
        /// The cheapest partner among the clusters after it, and the price.
        var partner = -1
        var price = Double.infinity
    }

    private var clusters: [Cluster?]
    private var members: [[Int]]

    /// The cluster of each point, numbered in the order of their first points.
    /// - Parameters:
    ///   - points: coordinates of one number, of comparable size.
    ///   - count: number of clusters; never more than there are points.
    public static func labels(_ points: [[Double]], count: Int) -> [Int] {
        var tree = WardClustering(points)
        for _ in 0..<max(points.count - max(count, 1), 0) { tree.merge() }
        var labels = [Int](repeating: 0, count: points.count)
        let ordered = tree.members.filter { !$0.isEmpty }.sorted { ($0.min() ?? 0) < ($1.min() ?? 0) }
        for (label, members) in ordered.enumerated() { for point in members { labels[point] = label } }
        return labels
    }

    private init(_ points: [[Double]]) {
        clusters = points.map { Cluster(centre: $0, size: 1) }
        members = points.indices.map { [$0] }
        for index in clusters.indices { findPartner(of: index) }
    }

    /// Joins the cheapest pair; the union takes the place of the first.
    private mutating func merge() {
        var cheapest = -1
        var price = Double.infinity
        for (index, cluster) in clusters.enumerated() {
            if let cluster, cluster.partner >= 0, cheapest < 0 || cluster.price < price {
                (cheapest, price) = (index, cluster.price)
            }
        }
        guard cheapest >= 0, let a = clusters[cheapest], let b = clusters[a.partner] else { return }
        let size = a.size + b.size
        clusters[cheapest] = Cluster(
            centre: zip(a.centre, b.centre).map { (a.size * $0 + b.size * $1) / size }, size: size)
        clusters[a.partner] = nil
        members[cheapest] += members[a.partner]
        members[a.partner] = []
        update(after: cheapest, without: a.partner)
    }

    /// Partners that have changed: those of the union and of clusters that had one of its parts, or now prefer it.
    private mutating func update(after union: Int, without gone: Int) {
        for index in clusters.indices {
            guard let cluster = clusters[index] else { continue }
            if index == union || cluster.partner == union || cluster.partner == gone {
                findPartner(of: index)
            } else if index < union, let price = price(index, union), price < cluster.price {
                clusters[index]?.partner = union
                clusters[index]?.price = price
            }
        }
    }

    private mutating func findPartner(of index: Int) {
        var (partner, least) = (-1, Double.infinity)
        for other in clusters.indices.dropFirst(index + 1) {
            guard let price = price(index, other), partner < 0 || price < least else { continue }
            (partner, least) = (other, price)
        }
        clusters[index]?.partner = partner
        clusters[index]?.price = least
    }

    private func price(_ first: Int, _ second: Int) -> Double? {
        guard let a = clusters[first], let b = clusters[second] else { return nil }
        let distance = zip(a.centre, b.centre).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return a.size * b.size / (a.size + b.size) * distance
    }
}

import Testing

@testable import GammaNumerics

@Suite struct WardClusteringTests {
    /// Four clouds of points in three dimensions.
    static let points: [[Double]] = [
        [-0.169, -0.401, -0.633], [-1.042, 3.124, 1.598], [2.773, 1.273, -0.253], [-0.845, 2.889, 0.836],
        [1.225, -1.533, 0.251], [1.284, -1.537, 1.137], [-1.212, -0.139, -0.519], [0.575, -0.12, 0.015],
        [-0.234, 0.289, -0.143], [1.557, 0.854, 0.441], [2.29, 1.046, 0.335], [1.303, -2.814, 1.634],
        [-2.335, 2.221, 1.56], [1.909, 1.27, 0.968], [1.994, 0.135, -0.212], [0.801, -1.869, 1.756],
        [-0.341, -0.272, -0.129], [0.344, -1.975, 1.614], [-3.263, 2.817, 0.232], [-1.172, 1.374, 1.183],
        [1.865, 0.878, 0.501], [-1.741, 2.467, 1.466], [-1.356, 1.139, 1.021], [-2.995, 2.552, 1.393],
    ]

    /// SciPy 1.15: `fcluster(linkage(points, "ward"), count, "maxclust")`, numbered by first appearance.
    @Test(arguments: [
        (2, [0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1]),
        (3, [0, 1, 2, 1, 0, 0, 0, 0, 0, 2, 2, 0, 1, 2, 2, 0, 0, 0, 1, 1, 2, 1, 1, 1]),
        (4, [0, 1, 2, 1, 3, 3, 0, 0, 0, 2, 2, 3, 1, 2, 2, 3, 0, 3, 1, 1, 2, 1, 1, 1]),
        (6, [0, 1, 2, 1, 3, 3, 0, 0, 0, 2, 2, 3, 4, 2, 2, 3, 0, 3, 4, 5, 2, 4, 5, 4]),
    ]) func labelsOfSciPy(count: Int, labels: [Int]) {
        #expect(WardClustering.labels(Self.points, count: count) == labels)
    }

    @Test func fewPoints() {
        #expect(WardClustering.labels([], count: 3).isEmpty)
        #expect(WardClustering.labels([[1], [5]], count: 3) == [0, 1])
        #expect(WardClustering.labels([[1], [5], [1]], count: 2) == [0, 1, 0])
        #expect(WardClustering.labels([[1], [5], [1]], count: 0) == [0, 0, 0])
        // Points without coordinates are all alike.
        #expect(WardClustering.labels([[], []], count: 1) == [0, 0])
    }
}

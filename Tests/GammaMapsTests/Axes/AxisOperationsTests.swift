import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

@testable import GammaMaps

/// Numbers of Gammapy 2.1 where there are any.
@Suite struct AxisOperationsTests {
    /// `MapAxis.from_energy_bounds("0.1 TeV", "10 TeV", nbin=4)`, then `pad((1, 2))`, `upsample`, `group_table`.
    @Test func energies() throws {
        let axis = try MapAxis.energy(min: 0.1, max: 10, bins: 4)
        let padded = try axis.padded(low: 1, high: 2)
        expectClose(
            padded.edges,
            [0.0316227766, 0.1, 0.3162277660, 1, 3.1622776602, 10, 31.6227766017, 100], relative: 1e-9)
        #expect(try axis.extended(from: 0.05, to: 10).edges.count == 6)
        #expect(try axis.extended(from: 0.1, to: 10) == axis)
        #expect(try axis.extended(from: 1, to: 99).edges.count == 7)
        #expect(throws: Fault.self) { try axis.extended(from: 0, to: 1e300) }
        #expect(throws: Fault.self) { try axis.padded(low: -1, high: 0) }
        let nodes = try axis.nodeType()
        #expect(nodes.isNodeType && nodes.centres == axis.centres && nodes != axis)
        expectClose(try nodes.edgeType().edges, axis.edges, relative: 1e-12)
        expectClose(try nodes.padded(low: 1, high: 0).centres[0], 0.0562341325190349, relative: 1e-12)
        expectClose(try axis.resampled(edges: [0.11, 1.2, 9]).edges, [0.1, 1, 10], relative: 1e-12)
        let squashed = try axis.squashed()
        #expect(squashed.edges == [0.1, 10] && squashed.interpolation == .log)
    }

    @Test func joins() throws {
        let axis = try MapAxis.energy(min: 0.1, max: 10, bins: 4)
        #expect(try axis.slice(0..<2).concatenated(axis.slice(2..<4)) == axis)
        #expect(throws: Fault.self) { try axis.slice(0..<1).concatenated(axis.slice(2..<4)) }
        #expect(throws: Fault.self) { try axis.concatenated(axis.renamed("energy_true")) }
        #expect(throws: Fault.self) { try axis.concatenated(axis.nodeType()) }
        let nodes = try axis.nodeType()
        #expect(try nodes.slice(0..<1).concatenated(nodes.slice(2..<4)).centres.count == 3)
        #expect(throws: Fault.self) { try nodes.concatenated(nodes) }
        #expect(throws: Fault.self) { try axis.concatenated(MapAxis(LabelMapAxis(["a"], name: "energy"))) }
    }

    /// Positions go there and back, also outside, for every scale.
    @Test func positionsRoundTrip() throws {
        forAll(seed: 79, count: 100) { random in
            let scale = [AxisScale.linear, .log, .sqrt][Int(random.uniform() * 3)]
            var edges = [0.5 + random.uniform()]
            for _ in 0..<Int(1 + random.uniform() * 9) { edges.append(edges[edges.count - 1] + 0.1 + random.uniform()) }
            let axis = try MapAxis(edges: edges, name: "x", interpolation: scale)
            let pixel = -0.9 + (Double(axis.binCount) + 0.8) * random.uniform()
            let value = axis.value(atPixel: pixel)
            if scale != .sqrt || pixel > -0.5 { expectClose(axis.pixel(of: value), pixel, absolute: 1e-10) }
            let index = axis.index(of: value)
            #expect(
                index
                    == (pixel >= -0.5 && pixel < Double(axis.binCount) - 0.5 ? Int((pixel + 0.5).rounded(.down)) : nil))
        }
    }

    static func times() throws -> TimeMapAxis {
        let reference = try Instant(iso: "2020-03-19", scale: .utc)
        return try TimeMapAxis(
            starts: [1, 5, 10, 15].map { $0 * 86400 }, stops: [2, 7, 13, 18].map { $0 * 86400 }, reference: reference,
            scale: .utc)
    }

    @Test func timeAxes() throws {
        let axis = try Self.times()
        #expect(axis.binCount == 4 && !axis.isContiguous && axis.durations == [1, 2, 3, 3].map { $0 * 86400 })
        #expect(axis.index(of: 86400) == 0 && axis.index(of: 2 * 86400) == nil && axis.index(of: 12 * 86400) == 2)
        #expect(axis.index(of: axis.reference.adding(seconds: 6 * 86400)) == 1)
        #expect(axis.index(of: Double.nan) == nil && axis.index(of: 18 * 86400) == nil)
        #expect(axis.pixel(of: 6 * 86400) == 1 && axis.pixel(of: 3 * 86400).isNaN)
        let whole = try axis.contiguous()
        #expect(whole.isContiguous && whole.binCount == 7)
        #expect(try axis.squashed().stops == [18 * 86400] && axis.slice(1..<3).binCount == 2)
        #expect(try axis.slice(0..<2).concatenated(axis.slice(2..<4)) == axis)
        let moved = try TimeMapAxis((0..<4).map { axis.interval($0) })
        #expect(moved == axis && moved.reference != axis.reference)
        let equal = try TimeMapAxis(from: axis.interval(0).start, to: axis.interval(3).stop, bins: 17)
        #expect(equal.isContiguous && equal.binCount == 17 && abs(equal.durations[3] - 86400) < 1e-6)
    }

    /// Gammapy's `group_table` for intervals before, on, inside and after the axis.
    @Test func timeGroups() throws {
        let axis = try Self.times()
        func day(_ day: Double) -> Instant { axis.reference.adding(seconds: day * 86400) }
        let groups = axis.groups([
            (day(-3), day(0)), (day(0), day(8)), (day(10), day(18)), (day(5.5), day(6)), (day(20), day(22)),
        ])
        #expect(groups.map(\.kind) == [.overflow, .normal, .normal, .overflow, .underflow])
        #expect(groups[1].bins == 0..<2 && groups[2].bins == 2..<4)
    }

    @Test func refusesTimes() throws {
        let reference = try Instant(iso: "2020-03-19", scale: .utc)
        for (starts, stops) in [
            ([], []), ([0.0], []), ([0.0, 1], [2.0, 3]), ([3.0, 1], [4.0, 2]), ([1.0], [1.0]), ([.nan], [1.0]),
        ] as [([Double], [Double])] {
            #expect(throws: Fault.self) { try TimeMapAxis(starts: starts, stops: stops, reference: reference) }
        }
        #expect(throws: Fault.self) { try TimeMapAxis([]) }
        #expect(throws: Fault.self) { try TimeMapAxis(from: reference, to: reference, bins: 2) }
        #expect(throws: Fault.self) { try Self.times().slice(2..<5) }
        #expect(throws: Fault.self) { try Self.times().concatenated(Self.times()) }
    }

    @Test func labelAxes() throws {
        let axis = try LabelMapAxis(["hess", "magic", "veritas"], name: "dataset")
        #expect(axis.index(of: "magic") == 1 && axis.index(of: "cta") == nil)
        #expect(try axis.squashed().labels == ["hess...veritas"])
        #expect(try axis.slice(0..<1).concatenated(axis.slice(1..<3)) == axis)
        #expect(throws: Fault.self) { try LabelMapAxis(["a", "a"], name: "x") }
        #expect(throws: Fault.self) { try LabelMapAxis([], name: "x") }
        #expect(throws: Fault.self) { try axis.concatenated(axis) }
    }

    /// Maps carry times and labels through slices, reductions and joins; what needs numbers refuses them.
    @Test func mapsOfTimesAndLabels() throws {
        let times = MapAxis(try Self.times())
        let labels = MapAxis(try LabelMapAxis(["a", "b", "c"], name: "dataset"))
        #expect(times.binWidths == [1, 2, 3, 3].map { $0 * 86400 } && labels.binWidths == [1, 1, 1])
        var map = try WCSMap(MapSamples.geometry(3, 2, axes: [labels, times]))
        try map.fill(
            lon: [83.63, 83.63, 83.63], lat: [22.01, 22.01, 22.01], frame: .icrs,
            coordinates: [[0, 1, 2], [1.5, 3, 17].map { $0 * 86400 }])
        #expect(map.values.reduce(0, +) == 2)
        let part = try map.sliced("time", 1..<4)
        #expect(part.geometry.axes[1].times?.binCount == 3)
        #expect(try part.sliced("dataset", 1..<3).geometry.axes[0].labels == ["b", "c"])
        #expect(try map.reducedOverAxes(["dataset"], keepingAxes: true).geometry.axes[0].labels == ["a...c"])
        #expect(try WCSMap.joined([map.sliced("time", 0..<1), part], along: "time").geometry.isClose(to: map.geometry))
        #expect(throws: Fault.self) { try map.padded(axis: "time", low: 1, high: 1) }
        #expect(throws: Fault.self) { try map.cumulativeSum(over: "dataset") }
        #expect(throws: Fault.self) { try map.upsampled(axis: "time", by: 2) }
        let again = MapAxis(try Self.times())
        #expect(times != labels && times == again && times.renamed("t") != times)
        var random = RandomStream(seed: 80, stream: "sample", index: 0)
        let sample = try map.sample(count: 30, using: &random)
        #expect(Set(sample.coordinates[0]) == [0, 2])
        #expect(sample.coordinates[1].allSatisfy { times.index(of: $0) != nil })
    }
}

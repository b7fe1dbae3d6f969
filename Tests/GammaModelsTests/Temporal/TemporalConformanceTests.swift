import Foundation
import GammaCore
import GammaIO
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

/// What every registered temporal model must fulfil.
struct TemporalConformanceTests {
    static let names = ModelRegistry.standard.temporal.map { $0.tags[1] }

    private func type(_ name: String) throws -> any TemporalModel.Type {
        try #require(ModelRegistry.standard.temporal.first { $0.tags[1] == name })
    }

    @Test(arguments: names) func gradientOfValues(_ name: String) throws {
        let type = try type(name)
        try checkGradient(name, count: 200) { random in
            let model = try TemporalSamples.random(type, &random)
            let times = TemporalSamples.times(&random)
            return (model, { $0.evaluate(times) }, { $0.evaluateWithGradient(times) })
        }
    }

    @Test(arguments: names) func gradientOfAverages(_ name: String) throws {
        let type = try type(name)
        try checkGradient(name, count: 200) { random in
            let model = try TemporalSamples.random(type, &random)
            let intervals = TemporalSamples.intervals(&random)
            return (
                model, { [try $0.average(over: intervals)] },
                {
                    let (value, gradient) = try $0.averageWithGradient(over: intervals)
                    return ([value], gradient.map { [$0] })
                }
            )
        }
    }

    /// Against adaptive quadrature of the values, cut into ten; phase curves at their kinks and jumps.
    @Test(arguments: names) func averagesAgreeWithQuadrature(_ name: String) throws {
        let type = try type(name)
        forAll(seed: 3, count: 10) { random in
            let model = try TemporalSamples.random(type, &random)
            let intervals = TemporalSamples.intervals(&random)
            var (sum, total) = (0.0, 0.0)
            for (start, stop) in intervals {
                let seconds = stop.seconds(since: start)
                total += seconds
                let cuts = cuts(model, start, seconds)
                for (first, last) in zip(cuts, cuts.dropFirst()) {
                    sum += Quadrature.integrate(first, last, relative: 1e-10, maxIntervals: 200) {
                        model(start.adding(seconds: $0))
                    }
                }
            }
            expectClose(try model.average(over: intervals), sum / total, relative: 1e-8, name)
        }
    }

    /// Intervals that are short against everything: the mean is the value, to the slope over the interval.
    @Test(arguments: names) func shortIntervals(_ name: String) throws {
        let type = try type(name)
        forAll(seed: 7, count: 20) { random in
            let model = try TemporalSamples.random(type, &random)
            let start = TemporalSamples.times(&random)[0]
            // A day of TDB is not a day of TT by 1e-8; in 10 ms nothing bends.
            let interval = (start: start, stop: start.adding(seconds: 0.01))
            expectClose(
                try model.average(over: [interval]), model(start.adding(seconds: 0.005)), relative: 1e-6,
                absolute: 1e-8,
                name)
        }
    }

    @Test(arguments: names) func yamlRoundTrip(_ name: String) throws {
        let type = try type(name)
        try withTemporaryFolder { folder in
            forAll(seed: 4, count: 10) { random in
                var model = try TemporalSamples.random(type, &random)
                var parameters = model.parameters
                for index in parameters.indices {
                    parameters[index].isFrozen.toggle()
                    parameters[index].error = random.uniform()
                }
                model.parameters = parameters
                try TemporalFiles.store(&model, in: folder)
                let times = TemporalSamples.times(&random)
                for isFull in [false, true] {
                    let text = YAMLNode(model.yamlPairs(ModelWriting(isFull: isFull))).yamlText()
                    let again = try ModelReading(directory: folder).temporal(YAMLNode.parse(text))
                    #expect(again.parameters == model.parameters)
                    #expect(again.scale == model.scale)
                    // A normalised curve is divided by its mean once more, which is one to rounding.
                    expectClose(again.evaluate(times), model.evaluate(times), relative: 1e-14, name)
                }
            }
        }
    }

    /// The integral up to a drawn moment is uniform: Kolmogorov's test of 1000 draws, of which 1 in 10⁵ would fail by chance.
    @Test(arguments: names) func samplesFollowTheIntegral(_ name: String) throws {
        let type = try type(name)
        var random = RandomStream(seed: 6, stream: "temporal")
        let model = try TemporalSamples.random(type, &random)
        let intervals = TemporalSamples.intervals(&random)
        let count = 1000
        let times = try model.sample(count: count, within: intervals, using: &random)
        let lengths = intervals.map { $0.stop.seconds(since: $0.start) }
        let parts = try zip(intervals, lengths).map { try model.average(over: [$0]) * $1 }
        let total = parts.reduce(0, +)
        let levels: [Double] = try times.map { time in
            let index = try #require(intervals.firstIndex { time >= $0.start && time <= $0.stop }, "outside")
            let start = intervals[index].start
            let before = parts[..<index].reduce(0, +)
            guard time > start else { return before / total }
            return (before + (try model.average(over: [(start, time)])) * time.seconds(since: start)) / total
        }
        var distance = 0.0
        for (rank, level) in levels.sorted().enumerated() {
            distance = max(distance, level - Double(rank) / Double(count), Double(rank + 1) / Double(count) - level)
        }
        #expect(distance < 2.47 / Double(count).squareRoot(), "\(name)")
        // The same stream gives the same uniform numbers, which the levels must be.
        var again = RandomStream(seed: 6, stream: "temporal")
        _ = try TemporalSamples.random(type, &again)
        _ = TemporalSamples.intervals(&again)
        expectClose(levels, (0..<count).map { _ in again.uniform() }, relative: 1e-7, absolute: 1e-8, name)
    }

    /// Odd input gives odd numbers or a fault, never a crash.
    @Test(arguments: names) func hostileInput(_ name: String) throws {
        let type = try type(name)
        var random = RandomStream(seed: 5, stream: "hostile")
        var model = try TemporalSamples.random(type, &random)
        let far = Instant(mjd: 55200, scale: .tt)
        let times = [far, Instant(mjd: .nan, scale: .utc), Instant(mjd: 1e300, scale: .tt), far.adding(seconds: 1e12)]
        let intervals = [(start: far, stop: far.adding(seconds: 1000)), (far, far.adding(seconds: 1e11))]
        let original = model.parameters
        for value in [0, -1, .nan, .infinity, 1e300, -1e-300] {
            model.parameters = original.map { parameter in
                var parameter = parameter
                parameter.value = value
                return parameter
            }
            #expect(model.evaluate(times).count == times.count)
            #expect(model.evaluateWithGradient(times).gradient.count == original.count)
            #expect(
                (try? model.averageWithGradient(over: intervals).gradient.count) ?? original.count == original.count)
            _ = try? model.sample(count: 3, within: intervals, using: &random)
        }
        model.parameters = original
        #expect(model.evaluate([]).isEmpty)
        for bad in [[], [(start: far, stop: far)], [(start: far, stop: far.adding(seconds: -1))], [(far, times[1])]] {
            #expect(throws: Fault.self) { try model.average(over: bad) }
            #expect(throws: Fault.self) { try model.averageWithGradient(over: bad) }
            #expect(throws: Fault.self) { try model.sample(count: 1, within: bad, using: &random) }
        }
        #expect(try model.sample(count: -1, within: [intervals[0]], using: &random).isEmpty)
    }

    // MARK: - Helpers

    /// Where to cut an interval for quadrature, in seconds after its start.
    ///
    /// A phase curve jumps from phase 1 to 0, which quadrature may step over unseen.
    private func cuts(_ model: any TemporalModel, _ start: Instant, _ seconds: Double) -> [Double] {
        guard let pulsar = model as? TemplatePhaseCurveTemporalModel else {
            return Quadrature.linspace(0, seconds, count: 11)
        }
        func line(_ time: Double) -> Int {
            let phase = pulsar.phases([start.adding(seconds: time)])[0]
            return pulsar.curve.phases.filter { $0 <= phase }.count
        }
        // A cell is a hundredth of a turn at most, a tenth of the way between two nodes.
        let grid = Quadrature.linspace(0, seconds, count: 401)
        let inner = zip(grid, grid.dropFirst()).compactMap { low, high -> Double? in
            let before = line(low)
            guard line(high) != before else { return nil }
            var (low, high) = (low, high)
            for _ in 0..<50 {
                let middle = (low + high) / 2
                if line(middle) == before { low = middle } else { high = middle }
            }
            return high
        }
        return [0] + inner + [seconds]
    }

    /// Compares derivatives with central differences of sixth order. Points where two step widths disagree have a kink near
    /// by and say nothing; they must be few.
    private func checkGradient(
        _ name: String, count: Int,
        _ make: (inout RandomStream) throws -> (
            any TemporalModel, (any TemporalModel) throws -> [Double],
            (any TemporalModel) throws -> (values: [Double], gradient: [[Double]])
        )
    ) throws {
        var compared = 0
        var skipped = 0
        forAll(seed: 2, count: count) { random in
            let (model, evaluate, evaluateWithGradient) = try make(&random)
            let (values, gradient) = try evaluateWithGradient(model)
            expectClose(values, try evaluate(model), relative: 1e-13, name)
            #expect(gradient.count == model.parameters.count)
            for index in model.parameters.indices {
                let step = step(of: model.parameters[index])
                // A date is good to 7e-12 d, a ten-millionth of its step.
                let rounding = model.parameters[index].name == "t_ref" ? 1e-10 : 1e-12
                let wide = try differences(model, index, 2 * step, evaluate)
                let narrow = try differences(model, index, step, evaluate)
                for point in values.indices {
                    // What the rounding of values and of times leaves of a difference quotient.
                    let floor = rounding * abs(values[point]) / step
                    let scale = max(abs(wide[point]), abs(narrow[point]))
                    guard abs(wide[point] - narrow[point]) <= 3e-7 * scale + floor else {
                        skipped += 1
                        continue
                    }
                    compared += 1
                    expectClose(
                        gradient[index][point], narrow[point], relative: 1e-6, absolute: floor,
                        "\(name) \(model.parameters[index].name)")
                }
            }
        }
        #expect(skipped <= (compared + skipped) / 10, "\(name): \(skipped) skipped, \(compared) compared")
    }

    /// 5 s for dates, else a thousandth of the value, or what turns the phase by 3e-4 within a week.
    private func step(of parameter: Parameter) -> Double {
        let week = 6e5
        switch parameter.name {
        case "t_ref": return 5 * (parameter.unit.description == "s" ? 1 : 1 / 86400)
        case "f0": return 3e-4 / week
        case "f1": return 6e-4 / (week * week)
        case "f2": return 18e-4 / (week * week * week)
        default: return 1e-3 * abs(parameter.value)
        }
    }

    private func differences(
        _ model: any TemporalModel, _ index: Int, _ step: Double, _ evaluate: (any TemporalModel) throws -> [Double]
    ) throws -> [Double] {
        func shifted(_ count: Double) throws -> [Double] {
            var other = model
            other.parameters[index].value += count * step
            return try evaluate(other)
        }
        let pairs = try [1.0, 2, 3].map { (try shifted($0), try shifted(-$0)) }
        let weights = [0.75, -0.15, 1.0 / 60]
        return pairs[0].0.indices.map { point in
            zip(pairs, weights).reduce(0) { $0 + $1.1 * ($1.0.0[point] - $1.0.1[point]) } / step
        }
    }
}

import GammaCore
import GammaDatasets
import GammaFit
import GammaModels

/// Test statistics of data that were simulated from the null hypothesis: the p-value that needs no χ².
public struct NestedTestSimulation: Sendable, Equatable {
    /// The test statistic of the data.
    public var observed: Double
    /// Those of the simulations of which both fits ended in a minimum, in order.
    public var values: [Double]
    /// Simulations of which a fit did not.
    public var failed: Int
    /// Of the random numbers.
    public var seed: UInt64

    /// The share of simulations, the data counted among them, with a TS as large or larger.
    public var pValue: Double {
        Double(values.count { $0 >= observed } + 1) / Double(values.count + 1)
    }
}

extension NestedTest {
    /// Simulates the data from the fitted null hypothesis and tests each simulation as the data were.
    ///
    /// Fits start from the best fits of the data; a source of the larger hypothesis is not looked for elsewhere, so that the
    /// p-value is that of a source at or near its place.
    /// - Parameters:
    ///   - result: what ``run(_:)`` gave.
    ///   - count: number of simulations.
    ///   - seed: of the random numbers.
    /// - Throws: as ``ParametricBootstrap/run(count:seed:_:)``.
    public func simulation(
        of result: NestedTestResult, count: Int, seed: UInt64 = 0, _ execution: Execution = Execution()
    ) throws -> NestedTestSimulation {
        guard count > 0 else { throw Fault(.badValue, "a p-value needs at least 1 simulation, not \(count)") }
        let toys = ToyData(datasets, result.null.models, stream: "nested", seed: seed)
        let samplers = try toys.samplers()
        let (null, alternative) = (
            try null.starting(from: result.null.models), try alternative.starting(from: result.alternative.models)
        )
        let inner = Execution(threads: max(1, execution.threads / count))
        let tests = try parallelMap(Array(0..<count), execution, step: "simulated tests") { index in
            var test = NestedTest(try toys.draw(samplers, index), null: null, alternative: alternative)
            test.looksForPositions = false
            let tested = try test.run(inner)
            if [tested.null, tested.alternative].contains(where: { $0.fit.outcome == .notConverged(.cancelled) }) {
                throw Fault(.cancelled, "the simulation of a test was cancelled")
            }
            return tested.isMinimum ? tested.ts.value : nil
        }
        return NestedTestSimulation(
            observed: result.ts.value, values: tests.compactMap { $0 }, failed: tests.count { $0 == nil }, seed: seed)
    }
}

import Foundation
import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct TSMapEstimatorTests {
    static let kernel = SkyModel(
        "kernel", spectral: PowerLaw(index: 2.2, amplitude: 1e-12, reference: 2), spatial: PointSpatialModel())
    static let all = TSMapOptions(
        selection: Set(TSMapOptions.Selection.allCases), scanNorms: [-1, 0, 0.5, 3], sumsOverEnergy: true)

    /// The norm that minimises a Cash statistic summed bin by bin, found without any of the estimator's shortcuts.
    static func direct(_ layers: [TSLayer], x: Int, y: Int) -> (value: (Double) -> Double, floor: Double) {
        var bins: [(n: Double, b: Double, m: Double)] = []
        for layer in layers {
            for row in layer.rows(around: y) {
                for column in layer.columns(around: x) {
                    let pixel = row * layer.nx + column
                    let offset = (row - y + layer.half) * layer.size + column - x + layer.half
                    let kernel = layer.kernels[layer.kernelStart(pixel) + offset]
                    let (n, b) = layer.data.masked(pixel)
                    bins.append((n, b, kernel * layer.exposure[pixel]))
                }
            }
        }
        let floor = bins.filter { $0.m > 0 }.map { -$0.b / $0.m }.max() ?? 0
        return ({ norm in bins.reduce(0) { $0 + Cash.value(n: $1.n, mu: $1.b + norm * $1.m) } }, floor)
    }

    @Test(arguments: [true, false]) func everyQuantityFollowsTheLikelihood(sums: Bool) throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        var options = Self.all
        options.sumsOverEnergy = sums
        let maps = try TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.45, options: options).run(dataset)
        let input = try TSInput(dataset, models: Models(), kernel: Self.kernel, pixels: 9, Execution())
        let group = try EnergyGroup.groups(of: dataset.energy, edges: nil)[0]
        let layers = input.layers(group, input.planes(group, sums: sums))
        for (x, y) in [(8, 6), (7, 5), (3, 2), (0, 0), (15, 11), (12, 3)] {
            let pixel = y * dataset.geometry.nx + x
            func value(_ quantity: MapQuantity) throws -> Double { try maps.map(quantity).values[pixel] }
            let (stat, floor) = Self.direct(layers, x: x, y: y)
            let norm = try value(.norm)
            guard maps.outcome?[pixel] == .fitted else {
                expectClose(norm, floor, relative: 1e-10)
                continue
            }
            // The slope vanishes at a minimum: half a percent of an error away the statistic is higher.
            let step = try 5e-3 * value(.normErr)
            #expect(stat(norm) <= stat(norm + step) && (stat(norm) <= stat(norm - step) || norm - step < floor))
            expectClose(try value(.ts), stat(0) - stat(norm), relative: 1e-9, absolute: 1e-9)
            expectClose(try value(.stat), stat(norm), relative: 1e-9)
            expectClose(try value(.statNull), stat(0), relative: 1e-9)
            expectClose(stat(norm + (try value(.normErrp))) - stat(norm), 1, relative: 1e-5)
            expectClose(stat(try value(.normUL)) - stat(norm), 4, relative: 1e-5)
            let low = try norm - value(.normErrn)
            if low > floor + 1e-9 { expectClose(stat(low) - stat(norm), 1, relative: 1e-5) }
            let scan = try #require(maps.scan)
            for (index, tried) in scan.norms.enumerated() {
                let stored = scan.stat[index * maps.geometry.valueCount + pixel]
                expectClose(stored, stat(tried) - stat(0), relative: 1e-7, absolute: 1e-7)
            }
        }
    }

    /// One position has the bits that it has in the maps; with joined pixels too.
    @Test(arguments: [1, 2]) func onePositionIsThatOfTheMaps(downsampling: Int) throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        var options = Self.all
        options.downsampling = downsampling
        let estimator = TSMapEstimator(
            kernel: Self.kernel, kernelWidth: 0.45, energyEdges: [1, 3, 10], options: options)
        let maps = try estimator.run(dataset)
        for (x, y) in [(8.0, 6.0), (0, 0), (15, 11)] {
            let place = try #require(dataset.geometry.direction(x: x, y: y))
            let (one, all) = (try estimator.fluxPoints(at: place, of: [dataset]), try maps.fluxPoints(at: place))
            for value: (FluxPoint) -> Double? in [{ $0.norm }, { $0.ts }, { $0.normErrn }, { $0.normUL }] {
                #expect(one.points.map { value($0)?.bitPattern } == all.points.map { value($0)?.bitPattern })
            }
            #expect(one.points.map(\.outcome) == all.points.map(\.outcome))
        }
        let outside = SkyDirection(ra: 0, dec: -80)
        let fault = #expect(throws: Fault.self) { try estimator.fluxPoints(at: outside, of: [dataset]) }
        #expect(fault?.code == .incompatible)
    }

    /// Counts equal to the prediction at the sensitivity differ from none by TS = 25.
    @Test func sensitivityIsThatOfAsimovCounts() throws {
        var dataset = try ExcessMapEstimatorTests.dataset()
        let estimator = TSMapEstimator(
            kernel: Self.kernel, kernelWidth: 0.45, options: TSMapOptions(selection: [.sensitivity]))
        let pixel = 6 * dataset.geometry.nx + 8
        let norm = try estimator.run(dataset).map(.normSensitivity).values[pixel]
        // Without noise the fit finds that norm again, with the significance asked for.
        let input = try TSInput(dataset, models: Models(), kernel: Self.kernel, pixels: 9, Execution())
        let group = try EnergyGroup.groups(of: dataset.energy, edges: nil)[0]
        let layer = input.layers(group, input.planes(group, sums: true))[0]
        var counts = [Double](repeating: 0, count: dataset.counts.values.count)
        for y in layer.rows(around: 6) {
            for x in layer.columns(around: 8) {
                let at = y * layer.nx + x
                let kernel = layer.kernels[(y - 6 + layer.half) * layer.size + x - 8 + layer.half]
                counts[at] = layer.data.background[at] + norm * kernel * layer.exposure[at]
            }
        }
        dataset.counts.values = counts
        let maps = try estimator.run(dataset)
        expectClose(try maps.map(.norm).values[pixel], norm, relative: 1e-8)
        expectClose(try maps.map(.sqrtTS).values[pixel], 5, relative: 1e-8)
    }

    /// Two datasets that are the same have twice the test statistic and the same norm.
    @Test func jointMapsAddUp() throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        var twin = dataset
        twin.name = "twin"
        let estimator = TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.45)
        let (one, two) = (try estimator.run(dataset), try estimator.run([dataset, twin]))
        expectClose(try two.map(.norm).values, try one.map(.norm).values, relative: 1e-8, absolute: 1e-8)
        expectClose(
            try two.map(.ts).values, try one.map(.ts).values.map { 2 * $0 }, relative: 1e-8, absolute: 1e-8)
    }

    @Test func threadsDoNotMatter() throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        let estimator = TSMapEstimator(
            kernel: Self.kernel, kernelWidth: 0.45, energyEdges: [1, 3, 10], options: Self.all)
        let one = try estimator.run(dataset)
        let three = try estimator.run(dataset, execution: Execution(threads: 3))
        for quantity in one.quantities {
            #expect(
                zip(try one.map(quantity).values, try three.map(quantity).values).allSatisfy {
                    $0.bitPattern == $1.bitPattern
                })
        }
    }

    /// Where some energies are masked, the kernel is that of the others alone; masked pixels and such without background say so.
    @Test func masksChangeKernelsAndOutcomes() throws {
        var dataset = try ExcessMapEstimatorTests.dataset()
        let pixels = dataset.geometry.pixelCount
        for bin in 0..<4 { dataset.maskSafe[bin * pixels + 50] = false }
        dataset.maskSafe[150] = false
        let input = try TSInput(dataset, models: Models(), kernel: Self.kernel, pixels: 9, Execution())
        let group = try EnergyGroup.groups(of: dataset.energy, edges: nil)[0]
        let layer = input.layers(group, input.planes(group, sums: true))[0]
        #expect(Set(layer.kernelNumbers).count == 3)
        let middle = 40
        let mean = (1..<4).reduce(0) { $0 + input.kernels[$1 * 81 + middle] } / 3
        expectClose(layer.kernels[layer.kernelStart(150) + middle], mean)
        let maps = try TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.45).run(dataset)
        #expect(maps.outcome?[50] == .masked)
        #expect(try maps.map(.norm).values[50].isNaN)
        #expect(maps.outcome?[150].hasValue == true)
    }

    /// Without counts the norm is the lowest there is, and limits follow from Σ m alone.
    @Test func noCounts() throws {
        let dataset = try SyntheticField.empty(pixels: SIMD2(16, 12))
        let options = TSMapOptions(selection: [.ul, .errnErrp])
        let maps = try TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.45, options: options).run(dataset)
        let pixel = 6 * dataset.geometry.nx + 8
        #expect(maps.outcome?[pixel] == .noCounts)
        let norm = try maps.map(.norm).values[pixel]
        let model = try maps.map(.npredExcess).values[pixel] / norm
        #expect(norm < 0)
        expectClose(try maps.map(.normUL).values[pixel] - norm, 2 / model, relative: 1e-8)
        #expect(try maps.map(.normErrn).values[pixel] == 0)
    }

    /// A high threshold keeps first estimates; one that all pixels pass changes nothing.
    @Test func thresholdSkipsFits() throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        func run(_ threshold: Double?) throws -> FluxMaps {
            try TSMapEstimator(
                kernel: Self.kernel, kernelWidth: 0.45, options: TSMapOptions(threshold: threshold)
            ).run(dataset)
        }
        let (full, none, some) = (try run(nil), try run(-1e9), try run(9))
        #expect(try full.map(.norm).values == none.map(.norm).values)
        let pixel = 6 * dataset.geometry.nx + 8
        #expect(try some.map(.norm).values[pixel] == full.map(.norm).values[pixel])
        let skipped = try #require(some.outcome?.indices.filter { some.outcome?[$0] == .belowThreshold })
        #expect(skipped.count > 20)
        for index in skipped { #expect(try some.map(.ts).values[index] <= full.map(.ts).values[index] + 1e-9) }
    }

    @Test func downsamplingJoinsPixels() throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        let maps = try TSMapEstimator(
            kernel: Self.kernel, kernelWidth: 0.5, options: TSMapOptions(downsampling: 2)
        ).run(dataset)
        #expect(maps.geometry.image.isClose(to: dataset.geometry.image))
        let fine = try TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.5).run(dataset)
        let pixel = 6 * dataset.geometry.nx + 8
        // Pixels of 0.1 deg blur a source of 0.09 deg.
        expectClose(try maps.map(.sqrtTS).values[pixel], try fine.map(.sqrtTS).values[pixel], relative: 0.3)
        #expect(throws: Fault.self) {
            try TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.5, options: TSMapOptions(downsampling: 0)).run(
                dataset)
        }
    }

    @Test func badInputIsRefused() throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        func code(_ estimator: TSMapEstimator, _ datasets: [MapDataset]) -> Fault.Code? {
            #expect(throws: Fault.self) { try estimator.run(datasets) }?.code
        }
        let estimator = TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.45)
        #expect(code(estimator, []) == .noData)
        #expect(code(TSMapEstimator(kernel: Self.kernel, kernelWidth: 5), [dataset]) == .badValue)
        #expect(
            code(TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.45, energyEdges: [20, 30]), [dataset]) == .badValue)
        #expect(code(estimator, [try ExcessMapEstimatorTests.dataset(isMeasured: true)]) == .incompatible)
        let shapeless = SkyModel("flat", spectral: PowerLaw(index: 2, amplitude: 1e-12))
        #expect(code(TSMapEstimator(kernel: shapeless, kernelWidth: 0.45), [dataset]) == .unsupported)
        var dark = dataset
        dark.exposure.values = dark.exposure.values.map { _ in 0 }
        #expect(code(estimator, [dark]) == .noData)
        var masked = dataset
        masked.maskSafe = masked.maskSafe.map { _ in false }
        #expect(code(estimator, [masked]) == .noData)
    }

    /// An interval of energy without background fails alone.
    @Test func oneBadBinDoesNotEndTheOthers() throws {
        var dataset = try ExcessMapEstimatorTests.dataset()
        guard case .predicted(var background) = dataset.background else { return }
        let half = background.values.count / 2
        for index in 0..<half { background.values[index] = 0 }
        dataset.background = .predicted(background)
        let execution = Execution()
        let maps = try TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.45, energyEdges: [1, 3, 10]).run(
            dataset, execution: execution)
        #expect(maps.outcome?[0] == .failed)
        #expect(maps.outcome?[dataset.geometry.pixelCount + 100].hasValue == true)
        #expect(execution.notices.all.count == 1)
    }

    private struct Stopper: ProgressObserver {
        func update(step: String, done: Int, total: Int) throws { throw Fault(.cancelled, "stopped") }
    }

    @Test func cancellationEndsTheRun() throws {
        let dataset = try ExcessMapEstimatorTests.dataset()
        let execution = Execution(progress: Stopper())
        let fault = #expect(throws: Fault.self) {
            try TSMapEstimator(kernel: Self.kernel, kernelWidth: 0.45).run(dataset, execution: execution)
        }
        #expect(fault?.code == .cancelled)
    }
}

import GammaCore
import GammaDatasets
import GammaMaps
import GammaProducts

/// The TS maps of one energy interval.
struct TSPlane: Sendable {
    private(set) var values: [MapQuantity: [Double]] = [:]
    private(set) var outcome: [MapOutcome]
    /// Scan (norm, y, x); empty when it was not asked for.
    private(set) var scan: [Double] = []

    init(failed pixels: Int) { outcome = [MapOutcome](repeating: .failed, count: pixels) }

    init(
        _ inputs: [TSInput], _ group: EnergyGroup, _ options: TSMapOptions, _ execution: Execution, step: String
    ) throws {
        let layers = inputs.flatMap { $0.layers(group, sums: options.sumsOverEnergy) }
        let (nx, ny) = (layers[0].nx, layers[0].ny)
        outcome = Self.positions(inputs, group, layers)
        guard outcome.contains(.fitted) else {
            throw Fault(
                .noData, "no pixel is in the mask and has a background",
                hint: "the dataset needs a predicted background or models, and a mask that leaves something")
        }
        let squares = try SquareSums(layers, execution)
        let (start, wanted) = (outcome, options)
        let rows = (0..<ny).split(into: 4)
        let parts = try parallelMap(rows, execution, step: step) { part -> [TSPixel] in
            var square = TSSquare(layers)
            var model = [Double](repeating: 0, count: nx)
            var scratch = [Double](repeating: 0, count: nx + layers[0].size)
            var result: [TSPixel] = []
            result.reserveCapacity(part.count * nx)
            for y in part {
                for x in 0..<nx { model[x] = 0 }
                model.withUnsafeMutableBufferPointer { sums in
                    guard let sums = sums.baseAddress else { return }
                    for layer in layers { layer.addModel(row: y, to: sums, &scratch) }
                }
                for x in 0..<nx {
                    let pixel = y * nx + x
                    guard start[pixel] == .fitted else {
                        result.append(TSPixel(start[pixel]))
                        continue
                    }
                    guard model[x] > 0 else {
                        result.append(TSPixel(.noExposure))
                        continue
                    }
                    square.gather(x: x, y: y, model: model[x])
                    result.append(
                        TSPixel(
                            square, wanted, background: squares.background[pixel], statNull: squares.stat[pixel]))
                }
            }
            return result
        }
        fill(parts.flatMap(\.self), options)
    }

    /// What is known of every pixel before a fit: whether it is in the mask of any dataset and has a background.
    private static func positions(_ inputs: [TSInput], _ group: EnergyGroup, _ layers: [TSLayer]) -> [MapOutcome] {
        let pixels = layers[0].nx * layers[0].ny
        let perInput = layers.count / inputs.count
        var result = [MapOutcome](repeating: .masked, count: pixels)
        for (number, input) in inputs.enumerated() {
            for pixel in 0..<pixels where result[pixel] != .fitted {
                guard group.bins.contains(where: { input.mask[$0 * pixels + pixel] }) else { continue }
                let background = (number * perInput..<(number + 1) * perInput).reduce(0) {
                    $0 + layers[$1].background[pixel]
                }
                result[pixel] = background > 0 ? .fitted : .noBackground
            }
        }
        return result
    }

    private mutating func fill(_ pixels: [TSPixel], _ options: TSMapOptions) {
        outcome = pixels.map(\.outcome)
        values[.norm] = pixels.map(\.norm)
        values[.normErr] = pixels.map(\.error)
        values[.ts] = pixels.map(\.ts)
        values[.niter] = pixels.map(\.steps)
        values[.npred] = pixels.map(\.npred)
        values[.npredExcess] = pixels.map(\.excess)
        values[.statNull] = pixels.map(\.statNull)
        values[.stat] = pixels.map { $0.statNull - $0.ts }
        if options.selection.contains(.errnErrp) {
            values[.normErrn] = pixels.map(\.errn)
            values[.normErrp] = pixels.map(\.errp)
        }
        if options.selection.contains(.ul) { values[.normUL] = pixels.map(\.upperLimit) }
        if options.selection.contains(.sensitivity) { values[.normSensitivity] = pixels.map(\.sensitivity) }
        if options.selection.contains(.scan) {
            scan = options.scanNorms.indices.flatMap { step in pixels.map { $0.scan.isEmpty ? .nan : $0.scan[step] } }
        }
    }
}

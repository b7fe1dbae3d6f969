import GammaCore
import GammaDatasets
import GammaMaps
import GammaProducts

/// The TS maps of one energy interval: what is known before the fits, and the fits.
struct TSPlane: Sendable {
    private let layers: [TSLayer]
    private let squares: SquareSums
    /// What is known of every pixel before a fit.
    private let start: [MapOutcome]
    private let options: TSMapOptions

    /// - Parameter pixel: the only one that is wanted; nil: all.
    /// - Throws: ``Fault/Code/noData`` when there is nothing to fit.
    init(
        _ inputs: [TSInput], _ group: EnergyGroup, _ options: TSMapOptions, only pixel: Int?, _ execution: Execution
    ) throws {
        layers = inputs.flatMap { $0.layers(group, sums: options.sumsOverEnergy) }
        let positions = Self.positions(inputs, group, layers)
        start = pixel.map { only in positions.indices.map { $0 == only ? positions[$0] : .masked } } ?? positions
        guard start.contains(.fitted) else {
            throw Fault(
                .noData, "no pixel is in the mask and has a background",
                hint: "the dataset needs a predicted background or models, and a mask that leaves something")
        }
        squares = try SquareSums(layers, execution)
        self.options = options
    }

    /// Fits all pixels; the first one is at `first` in the result.
    func fill(_ result: inout TSValues, from first: Int, _ execution: Execution, step: String) throws {
        let (nx, ny) = (layers[0].nx, layers[0].ny)
        let rows = (0..<ny).split(into: 4)
        try parallelFold(rows, into: (), execution, step: step) { rows in
            (first: first + rows.lowerBound * nx, pixels: pixels(rows))
        } fold: { _, part in
            result.set(part.pixels, from: part.first)
        }
    }

    private func pixels(_ rows: Range<Int>) -> [TSPixel] {
        let nx = layers[0].nx
        var square = TSSquare(layers)
        var model = [Double](repeating: 0, count: nx)
        var scratch = [Double](repeating: 0, count: nx + layers[0].size)
        var result: [TSPixel] = []
        result.reserveCapacity(rows.count * nx)
        for y in rows {
            let line = start[y * nx..<(y + 1) * nx]
            guard line.contains(.fitted) else {
                result += line.map { TSPixel($0) }
                continue
            }
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
                    TSPixel(square, options, background: squares.background[pixel], statNull: squares.stat[pixel]))
            }
        }
        return result
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
}

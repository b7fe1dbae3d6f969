import GammaCore
import GammaDatasets
import GammaMaps
import GammaProducts

/// The TS maps of one energy interval: what is known before the fits, and the fits.
struct TSPlane: Sendable {
    private let layers: [TSLayer]
    /// Expected counts of the source at norm 1 within the square around every pixel.
    private let models: [Double]
    /// What is known of every pixel before a fit.
    private let start: [MapOutcome]
    private let options: TSMapOptions

    /// - Parameters:
    ///   - pixel: the only one that is wanted; nil: all.
    ///   - result: takes what the squares around all pixels predict without the source.
    /// - Throws: ``Fault/Code/noData`` when there is nothing to fit.
    init(
        _ inputs: [TSInput], _ group: EnergyGroup, _ options: TSMapOptions, only pixel: Int?,
        into result: inout TSValues, _ execution: Execution
    ) throws {
        let planes = inputs.map { $0.planes(group, sums: options.sumsOverEnergy) }
        let positions = Self.positions(inputs, group, planes)
        start = pixel.map { only in positions.indices.map { $0 == only ? positions[$0] : .masked } } ?? positions
        guard start.contains(.fitted) else {
            throw Fault(
                .noData, "no pixel is in the mask and has a background",
                hint: "the dataset needs a predicted background or models, and a mask that leaves something")
        }
        let geometry = inputs[0].dataset.geometry
        // Before the layers are made, so that these take the place of what the sums needed.
        result.begin(
            SquareSums(planes.flatMap(\.self), nx: geometry.nx, ny: geometry.ny, size: inputs[0].size))
        layers = zip(inputs, planes).flatMap { $0.layers(group, $1) }
        models = try Self.models(layers, execution)
        self.options = options
    }

    private static func models(_ layers: [TSLayer], _ execution: Execution) throws -> [Double] {
        var sums = try parallelFold(layers, into: [Double](), execution) {
            try $0.models()
        } fold: { sums, part in
            if sums.isEmpty { sums = part } else { for pixel in part.indices { sums[pixel] += part[pixel] } }
        }
        // Where the source reaches nothing, transforms leave what is rounding.
        let least = (sums.max() ?? 0) * rounding
        for pixel in sums.indices where sums[pixel] < least { sums[pixel] = 0 }
        return sums
    }

    /// Of Fourier transforms, relative to the largest value.
    private static let rounding = 1e-13

    /// Fits all pixels and appends them to the result.
    func fill(_ result: inout TSValues, _ execution: Execution, step: String) throws {
        let rows = (0..<layers[0].ny).split(into: 2)
        try parallelFold(rows, into: (), execution, step: step, pixels) { _, pixels in result.append(pixels) }
    }

    private func pixels(_ rows: Range<Int>) -> [TSPixel] {
        let nx = layers[0].nx
        var square = TSSquare(layers)
        var result: [TSPixel] = []
        result.reserveCapacity(rows.count * nx)
        for y in rows {
            let line = start[y * nx..<(y + 1) * nx]
            guard line.contains(.fitted) else {
                result += line.map { TSPixel($0) }
                continue
            }
            for x in 0..<nx {
                let pixel = y * nx + x
                guard start[pixel] == .fitted else {
                    result.append(TSPixel(start[pixel]))
                    continue
                }
                guard models[pixel] > 0 else {
                    result.append(TSPixel(.noExposure))
                    continue
                }
                square.gather(x: x, y: y, model: models[pixel])
                result.append(TSPixel(square, options))
            }
        }
        return result
    }

    /// What is known of every pixel before a fit: whether it is in the mask of any dataset and has a background.
    private static func positions(_ inputs: [TSInput], _ group: EnergyGroup, _ planes: [[TSCounts]]) -> [MapOutcome] {
        let pixels = inputs[0].dataset.geometry.pixelCount
        var result = [MapOutcome](repeating: .masked, count: pixels)
        for (input, own) in zip(inputs, planes) {
            for pixel in 0..<pixels where result[pixel] != .fitted {
                guard group.bins.contains(where: { input.mask[$0 * pixels + pixel] }) else { continue }
                let background = own.reduce(0) { $0 + $1.masked(pixel).background }
                result[pixel] = background > 0 ? .fitted : .noBackground
            }
        }
        return result
    }
}

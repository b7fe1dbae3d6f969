import GammaCore
import GammaMaps
import GammaModels
import GammaNumerics

/// Kernels of the point-spread function at the position of a source, and how they change with it.
struct SourceKernels: Sendable {
    /// Pixels along each side.
    let size: Int
    private let maker: PSFKernelMaker
    private let shape: PSFKernelMaker.Shape
    /// Profiles (energy, rad) at the position; the energy is the one in which the point-spread function is known.
    private let profiles: [Double]
    /// How they change with parameters of the shape, `lon_0` and `lat_0`, and with their width.
    private let changes: [(parameter: Int, profiles: [Double])]

    /// Nil without a point-spread function.
    init?(_ source: SeenSource, anchor: SourceAnchor, slopes: [Int], context: MapContext) {
        guard let maker = context.kernelMaker, let shape = anchor.kernelShape, let spatial = source.model.spatial else {
            return nil
        }
        self.maker = maker
        self.shape = shape
        size = shape.size
        let (direction, width) = (context.direction(of: spatial), source.psfScale)
        let plain = maker.profiles(at: direction)
        profiles = maker.widened(plain, by: width)
        let position = maker.psf.map.pixelCount > 1 ? spatial.position : nil
        // Profiles are bilinear in the position, and linear in pieces in their width: a difference over a small step gives
        // their derivative.
        let step = 1e-3
        func change(_ low: [Double], _ high: [Double], _ factor: Double) -> [Double] {
            zip(low, high).map { ($1 - $0) * factor }
        }
        changes = slopes.compactMap { slope in
            guard slope < spatial.parameters.count else {
                let (low, high) = (width * (1 - step), width * (1 + step))
                return (
                    slope,
                    change(maker.widened(plain, by: low), maker.widened(plain, by: high), 1 / (high - low))
                )
            }
            guard let position else { return nil }
            var (low, high) = (position, position)
            switch spatial.parameters[slope].name {
            case "lon_0": (low.lon, high.lon) = (position.lon - step, position.lon + step)
            case "lat_0": (low.lat, high.lat) = (max(position.lat - step, -90), min(position.lat + step, 90))
            default: return nil
            }
            let distance = (high.lon - low.lon) + (high.lat - low.lat)
            return (
                slope,
                change(
                    maker.widened(maker.profiles(at: low), by: width),
                    maker.widened(maker.profiles(at: high), by: width),
                    spatial.parameters[slope].internalFactor / distance)
            )
        }
    }

    /// The kernel (y, x) at a bin of energy, and its derivatives by the parameters that it depends on.
    func kernel(_ bin: Int) -> (values: [Double], changes: [Int: [Double]]) {
        let all = maker.kernels(bin, [profiles] + changes.map(\.profiles), shape)
        return (all[0], Dictionary(uniqueKeysWithValues: zip(changes.map(\.parameter), all.dropFirst())))
    }
}

extension SourceKernels {
    /// The plan of convolutions on a window.
    func convolver(_ window: SourceWindow) throws -> PlaneConvolver {
        try PlaneConvolver(width: window.width, height: window.height, kernelWidth: size, kernelHeight: size)
    }

    /// Correlates planes with the kernels: what the convolution does, carried back.
    func correlate(_ planes: PlaneStack, _ window: SourceWindow, _ execution: Execution) throws {
        let convolver = try convolver(window)
        let pool = ConvolutionPool(convolver)
        _ = try parallelMap(Array(0..<planes.planes), execution) { bin in
            pool.withScratch { scratch in
                let out = planes.plane(bin)
                convolver.form(&scratch.kernel, ofKernel: kernel(bin).values, workspace: scratch.workspace)
                scratch.plane.withUnsafeMutableBufferPointer { plane in
                    guard let values = plane.baseAddress else { return }
                    for index in 0..<planes.pixels { plane[index] = Double(out[index]) }
                    convolver.form(&scratch.image, ofImage: UnsafeBufferPointer(plane), workspace: scratch.workspace)
                    convolver.inverse(
                        scratch.image, scratch.kernel, flipped: true, into: plane, workspace: scratch.workspace)
                    FoldKernel.narrow(values, to: out, count: planes.pixels)
                }
            }
        }
    }
}

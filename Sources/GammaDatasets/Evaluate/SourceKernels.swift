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
    /// Profiles (true energy, rad) at the position.
    private let profiles: [Double]
    /// Profiles on either side of it by parameters of the shape, `lon_0` and `lat_0`, and the step between the two.
    private let sides: [Int: (below: [Double], above: [Double], step: Double)]

    /// Nil without a point-spread function.
    init?(_ spatial: any SpatialModel, anchor: SourceAnchor, slopes: [Int], context: MapContext) {
        guard let maker = context.kernelMaker, let shape = anchor.kernelShape else { return nil }
        self.maker = maker
        self.shape = shape
        size = shape.size
        profiles = maker.profiles(at: context.direction(of: spatial))
        guard let position = spatial.position, maker.psf.map.pixelCount > 1 else {
            sides = [:]
            return
        }
        // Profiles are bilinear in the position: a difference over a small step gives their derivative.
        let step = 1e-3
        var sides: [Int: (below: [Double], above: [Double], step: Double)] = [:]
        for slope in slopes {
            var (low, high) = (position, position)
            switch spatial.parameters[slope].name {
            case "lon_0": (low.lon, high.lon) = (position.lon - step, position.lon + step)
            case "lat_0": (low.lat, high.lat) = (max(position.lat - step, -90), min(position.lat + step, 90))
            default: continue
            }
            let width = (high.lon - low.lon) + (high.lat - low.lat)
            sides[slope] = (
                maker.profiles(at: low), maker.profiles(at: high), width / spatial.parameters[slope].internalFactor
            )
        }
        self.sides = sides
    }

    /// The kernel (y, x) at a bin of true energy.
    func kernel(_ bin: Int) -> [Double] { maker.kernel(bin, profiles, shape) }

    /// Its derivative by a parameter of the shape; nil where it does not depend on it.
    func slope(_ parameter: Int, _ bin: Int) -> [Double]? {
        sides[parameter].map { sides in
            zip(maker.kernel(bin, sides.below, shape), maker.kernel(bin, sides.above, shape)).map {
                ($1 - $0) / sides.step
            }
        }
    }
}

extension SourceKernels {
    /// The plan of convolutions on a window.
    func convolver(_ window: SourceWindow) throws -> PlaneConvolver {
        try PlaneConvolver(width: window.width, height: window.height, kernelWidth: size, kernelHeight: size)
    }

    /// Planes correlated with the kernels: what the convolution does, carried back.
    func correlated(_ planes: PlaneStack, _ window: SourceWindow, _ execution: Execution) throws -> PlaneStack {
        let convolver = try convolver(window)
        let result = PlaneStack(planes: planes.planes, pixels: planes.pixels)
        _ = try parallelMap(runs(of: planes.planes, execution), execution) { bins in
            let workspace = PlaneWorkspace()
            var plane = [Double](repeating: 0, count: planes.pixels)
            for bin in bins {
                let from = planes.plane(bin)
                let image = convolver.spectrum(
                    ofImage: (0..<planes.pixels).map { Double(from[$0]) }, workspace: workspace)
                let kernel = convolver.spectrum(ofKernel: kernel(bin), precision: .double)
                plane.withUnsafeMutableBufferPointer {
                    convolver.inverse(image, kernel, flipped: true, into: $0, workspace: workspace)
                }
                let out = result.plane(bin)
                for index in 0..<planes.pixels { out[index] = Float(plane[index]) }
            }
        }
        return result
    }
}

/// The bins of true energy in runs, several for each thread, that each get memory for transforms of their own.
func runs(of bins: Int, _ execution: Execution) -> [Range<Int>] {
    let length = max(bins / (4 * execution.threads), 1)
    return stride(from: 0, to: bins, by: length).map { $0..<min($0 + length, bins) }
}

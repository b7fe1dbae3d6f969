import Foundation
import GammaCore

extension WCSMap {
    /// The kernels of ``smoothed(_:)``; sizes in degrees.
    public enum Smoothing: Sendable, Hashable {
        /// A Gaussian of that standard deviation, cut at four of them.
        case gauss(sigma: Double)
        /// A disk of that radius.
        case disk(radius: Double)
        /// A square of that side, in whole pixels.
        case box(width: Double)
    }

    /// Every image smoothed with a kernel of sum 1; beyond the border images are reflected, as in Gammapy
    /// (`scipy.ndimage`).
    /// - Throws: ``Fault/Code/badValue`` for a size that is not positive or of more than 10 000 pixels.
    public func smoothed(_ smoothing: Smoothing) throws -> WCSMap {
        let scale = (geometry.wcs.pixelScales.x + geometry.wcs.pixelScales.y) / 2
        func pixels(_ size: Double) throws -> Double {
            guard size > 0, size / scale <= 10_000 else {
                throw Fault(.badValue, "a map cannot be smoothed over \(size) deg with pixels of \(scale) deg")
            }
            return size / scale
        }
        let (nx, ny) = (geometry.nx, geometry.ny)
        switch smoothing {
        case .gauss(let sigma):
            let sigma = try pixels(sigma)
            let radius = Int(4 * sigma + 0.5)
            let weights = (-radius...radius).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
            let sum = weights.reduce(0, +)
            return try images {
                PlaneConvolution.separable($0, nx: nx, ny: ny, factors: weights.map { $0 / sum }, before: radius)
            }
        case .disk(let radius):
            let kernel = try ConvolutionKernel.disk(radius: pixels(radius)).normalized
            return try images {
                PlaneConvolution.reflecting(
                    $0, nx: nx, ny: ny, kernel: kernel.values, width: kernel.width, height: kernel.height)
            }
        case .box(let width):
            let size = try Int(pixels(width))
            guard size > 1 else { return self }
            let factors = [Double](repeating: 1 / Double(size), count: size)
            return try images { PlaneConvolution.separable($0, nx: nx, ny: ny, factors: factors, before: size / 2) }
        }
    }

    /// Every image convolved with the kernel, cut to the size of the map, which counts as 0 beyond its border.
    ///
    /// A kernel without axes serves all images; one with axes needs those of the map, or gives an image its axes.
    /// - Throws: ``Fault/Code/incompatible`` for a kernel of other axes.
    public func convolved(with kernel: ConvolutionKernel) throws -> WCSMap {
        let size = kernel.width * kernel.height
        func convolved(_ plane: Int, _ number: Int) -> [Double] {
            PlaneConvolution.same(
                image(number: plane), nx: geometry.nx, ny: geometry.ny,
                kernel: Array(kernel.values[number * size..<(number + 1) * size]), width: kernel.width,
                height: kernel.height)
        }
        var result: WCSMap
        if geometry.axes.isEmpty, !kernel.axes.isEmpty {
            result = try with(
                geometry.with(axes: kernel.axes), (0..<kernel.planeCount).flatMap { convolved(0, $0) })
        } else {
            guard kernel.axes.isEmpty || kernel.axes.map(\.binCount) == geometry.axes.map(\.binCount) else {
                throw Fault(
                    .incompatible,
                    "a kernel with axes \(kernel.axes.map(\.name)) of \(kernel.axes.map(\.binCount)) bins does not fit a map "
                        + "with axes \(geometry.axes.map(\.name)) of \(geometry.axes.map(\.binCount))")
            }
            result = try with(
                geometry, (0..<geometry.planeCount).flatMap { convolved($0, kernel.axes.isEmpty ? 0 : $0) })
        }
        if storage == .mask { result.storage = .float }
        return result
    }

    private func image(number: Int) -> [Double] {
        Array(values[number * geometry.pixelCount..<(number + 1) * geometry.pixelCount])
    }

    private func images(_ change: ([Double]) -> [Double]) throws -> WCSMap {
        var result = try with(geometry, (0..<geometry.planeCount).flatMap { change(image(number: $0)) })
        if storage == .mask { result.storage = .float }
        return result
    }
}

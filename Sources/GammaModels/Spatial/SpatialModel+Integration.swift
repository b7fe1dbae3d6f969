import GammaCore
import GammaMaps

/// The finest division of a pixel along each side, as in Gammapy.
private let largestOversampling = 200

extension SpatialModel {
    /// min(⌈pixel / step⌉, 200); 200 for a step of 0.
    public func oversamplingFactor(pixelScale: Double) -> Int {
        guard let step = integrationStep, !step.isNaN, pixelScale > 0 else { return 1 }
        guard step > 0 else { return largestOversampling }
        let factor = (pixelScale / step).rounded(.up)
        return factor < Double(largestOversampling) ? max(Int(factor), 1) : largestOversampling
    }

    /// The pixels over which the model is integrated on an image, and their division.
    ///
    /// Undivided pixels are taken from the whole image. Otherwise the window is cut to twice the evaluation radius (at
    /// least two pixels) around the position, and a window that misses the image is the whole image, undivided. It is
    /// rounded to whole pixels as in Gammapy; for shapes with a sharp edge, of which that cuts some per cent off, it is a
    /// pixel wider on each side.
    /// - Parameter oversampling: division of the pixels; by default ``oversamplingFactor(pixelScale:)``.
    public func window(on image: WCSGeometry, oversampling: Int? = nil) -> PixelWindow {
        let pixelScale = max(image.wcs.pixelScales.x, image.wcs.pixelScales.y)
        let factor = max(oversampling ?? oversamplingFactor(pixelScale: pixelScale), 1)
        guard factor > 1, let radius = evaluationRadius, let position else {
            return PixelWindow(image, factor: factor)
        }
        let width = 2 * (max(radius, pixelScale) + (hasSharpEdge ? pixelScale : 0))
        guard let cutout = try? image.image.cutout(around: position, width: SIMD2(width, width)) else {
            return PixelWindow(image, factor: 1)
        }
        return PixelWindow(columns: cutout.columns, rows: cutout.rows, factor: factor)
    }

    /// Directions and solid angles of the model's ``window(on:oversampling:)`` on an image, to be kept.
    public func samples(on image: WCSGeometry, oversampling: Int? = nil) -> PixelSamples {
        PixelSamples(image, window: window(on: image, oversampling: oversampling), frame: frame ?? .icrs)
    }

    /// Integral over every pixel of an image.
    public func integrate(over image: WCSGeometry, oversampling: Int? = nil, energy: Double? = nil) -> [Double] {
        let samples = samples(on: image, oversampling: oversampling)
        return samples.window.spread(integrate(over: samples, energy: energy), over: image)
    }

    /// The integrals over the pixels of an image and their derivatives.
    public func integrateWithGradient(
        over image: WCSGeometry, oversampling: Int? = nil, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        let samples = samples(on: image, oversampling: oversampling)
        let (values, gradient) = integrateWithGradient(over: samples, energy: energy)
        let window = samples.window
        return (window.spread(values, over: image), gradient.map { window.spread($0, over: image) })
    }

    /// Mean of the samples of each pixel times its solid angle.
    public func integrate(over samples: PixelSamples, energy: Double? = nil) -> [Double] {
        var result = [Double](repeating: 0, count: samples.pixelCount)
        for block in blocks(of: samples) {
            samples.integrate(evaluate(samples.directions(of: block), energy: energy), over: block, into: &result)
        }
        return result
    }

    /// The integrals and their derivatives.
    public func integrateWithGradient(
        over samples: PixelSamples, energy: Double? = nil
    ) -> (values: [Double], gradient: [[Double]]) {
        var values = [Double](repeating: 0, count: samples.pixelCount)
        var gradient = parameters.map { _ in values }
        for block in blocks(of: samples) {
            let part = evaluateWithGradient(samples.directions(of: block), energy: energy)
            samples.integrate(part.values, over: block, into: &values)
            for row in gradient.indices { samples.integrate(part.gradient[row], over: block, into: &gradient[row]) }
        }
        return (values, gradient)
    }

    /// Runs of pixels that the model is evaluated for: those of its own window.
    private func blocks(of samples: PixelSamples) -> [Range<Int>] {
        let all = samples.window
        guard all.factor > 1, !samples.evaluatesAll else { return samples.blocks(of: all) }
        let own = window(on: samples.image, oversampling: all.factor)
        return own.factor == all.factor ? samples.blocks(of: own) : samples.blocks(of: all)
    }
}

extension PixelSamples {
    /// Samples that are evaluated at once, so that they stay in cache.
    private static let blockSize = 1 << 13

    /// Runs of pixels common to this window and another, as positions in this one.
    func blocks(of other: PixelWindow) -> [Range<Int>] {
        let columns = window.columns.clamped(to: other.columns)
        let rows = window.rows.clamped(to: other.rows)
        guard !columns.isEmpty, !rows.isEmpty else { return [] }
        let width = window.columns.count
        let runs: [Range<Int>]
        if columns == window.columns {
            let first = (rows.lowerBound - window.rows.lowerBound) * width
            runs = [first..<first + rows.count * width]
        } else {
            runs = rows.map { row in
                let start =
                    (row - window.rows.lowerBound) * width + columns.lowerBound - window.columns.lowerBound
                return start..<start + columns.count
            }
        }
        let size = max(Self.blockSize / parts, 1)
        return runs.flatMap { run in
            stride(from: run.lowerBound, to: run.upperBound, by: size).map { $0..<min($0 + size, run.upperBound) }
        }
    }

    /// Directions of the samples of a run of pixels.
    func directions(of pixels: Range<Int>) -> SkySamples {
        directions[pixels.lowerBound * parts..<pixels.upperBound * parts]
    }

    /// Means of the values of each pixel times solid angle.
    func integrate(_ values: [Double], over pixels: Range<Int>, into result: inout [Double]) {
        let parts = parts
        let scale = 1 / Double(parts)
        values.withUnsafeBufferPointer { values in
            for pixel in pixels where solidAngles[pixel] > 0 {
                let first = (pixel - pixels.lowerBound) * parts
                var sum = 0.0
                for part in first..<first + parts { sum += values[part] }
                result[pixel] = sum * scale * solidAngles[pixel]
            }
        }
    }
}

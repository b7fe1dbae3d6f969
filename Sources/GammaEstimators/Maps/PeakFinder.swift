import GammaCore
import GammaMaps
import GammaProducts

/// Finds the local maxima of maps: pixels above a threshold that no pixel within a square around them exceeds.
public struct PeakFinder: Sendable {
    /// Half the side of the square.
    public enum Distance: Sendable, Hashable {
        /// In pixels.
        case pixels(Int)
        /// In deg, rounded to whole pixels.
        case degrees(Double)
    }

    /// Peaks are above this value.
    public var threshold: Double
    /// Least distance of two peaks along columns or rows.
    public var minDistance: Distance

    /// Makes a finder.
    public init(threshold: Double = 5, minDistance: Distance = .pixels(1)) {
        self.threshold = threshold
        self.minDistance = minDistance
    }

    /// The peaks of one energy bin of flux maps, with what the maps hold there.
    ///
    /// - Parameter quantity: the map; by default the significance, for which positions come with errors.
    /// - Throws: ``Fault/Code/noData`` without such a map, ``Fault/Code/badValue`` for a bin or distance that does not fit.
    public func run(_ maps: FluxMaps, bin: Int = 0, quantity: MapQuantity = .sqrtTS) throws -> SourceList {
        let image = try maps.map(quantity).sliced("energy", bin: bin)
        let isSignificance = quantity == .sqrtTS
        let start = bin * maps.geometry.pixelCount
        let reference = maps.references[bin].flux
        let known = maps.quantities.compactMap { name in (try? maps.map(name).values).map { (name, $0) } }
        let peaks = try peaks(of: image, isSignificance: isSignificance).map { peak in
            var peak = peak
            let pixel = start + peak.y * image.geometry.nx + peak.x
            for (name, values) in known { peak.values[name] = values[pixel] }
            peak.flux = peak.values[.norm].map { $0 * reference }
            peak.fluxErr = peak.values[.normErr].map { $0 * reference }
            return peak
        }
        return SourceList(
            peaks, quantity: quantity.rawValue, threshold: threshold,
            energyRange: maps.energy.edges[bin]...maps.energy.edges[bin + 1])
    }

    /// The peaks of an image, the highest first.
    ///
    /// Pixels without value count as the lowest value there is, those beyond the border as 0; an image of one value has no
    /// peak. These are the rules of Gammapy's `find_peaks`.
    /// - Parameter isSignificance: whether the values are significances √TS, so that positions can be fitted.
    /// - Throws: ``Fault/Code/badValue`` for a distance that is no number of pixels.
    public func peaks(of map: WCSMap, isSignificance: Bool = false) throws -> [Peak] {
        guard map.geometry.planeCount == 1 else {
            throw Fault(
                .badValue, "peaks are found in one image, not in \(map.geometry.planeCount)",
                hint: "choose a bin of each axis")
        }
        let (nx, ny) = (map.geometry.nx, map.geometry.ny)
        guard let lowest = map.values.filter(\.isFinite).min() else { return [] }
        let values = map.values.map { $0.isFinite ? $0 : lowest }
        guard let first = values.first, values.contains(where: { $0 != first }) else { return [] }
        let half = try halfWidth(map.geometry)
        let highest = Self.maxima(values, nx: nx, ny: ny, half: half)
        return values.indices.filter { values[$0] == highest[$0] && values[$0] > threshold }
            .sorted { values[$0] > values[$1] }
            .compactMap { peak(map, values, $0, isSignificance) }
    }

    private func halfWidth(_ geometry: WCSGeometry) throws -> Int {
        let pixels: Double
        switch minDistance {
        case .pixels(let count): pixels = Double(count)
        case .degrees(let width):
            let scales = geometry.wcs.pixelScales
            pixels = ((width / scales.x + width / scales.y) / 2).rounded(.toNearestOrEven)
        }
        guard pixels >= 0, pixels <= 1e6 else {
            throw Fault(.badValue, "peaks cannot be \(minDistance) apart")
        }
        return Int(pixels)
    }

    /// The maximum over a square around every pixel.
    private static func maxima(_ image: [Double], nx: Int, ny: Int, half: Int) -> [Double] {
        func line(_ values: [Double]) -> [Double] {
            values.indices.map { index in
                let (low, high) = (index - half, index + half)
                let inside = values[max(low, 0)...min(high, values.count - 1)].reduce(-Double.infinity) { max($0, $1) }
                return low < 0 || high >= values.count ? max(inside, 0) : inside
            }
        }
        let rows = (0..<ny).flatMap { line(Array(image[$0 * nx..<($0 + 1) * nx])) }
        var result = rows
        for x in 0..<nx {
            for (y, value) in line((0..<ny).map { rows[$0 * nx + x] }).enumerated() { result[y * nx + x] = value }
        }
        return result
    }

    private func peak(_ map: WCSMap, _ values: [Double], _ pixel: Int, _ isSignificance: Bool) -> Peak? {
        let (x, y) = (pixel % map.geometry.nx, pixel / map.geometry.nx)
        guard let direction = map.geometry.direction(x: Double(x), y: Double(y)) else { return nil }
        var peak = Peak(x: x, y: y, direction: direction, value: values[pixel])
        guard isSignificance, let vertex = TSVertex(map, x: x, y: y) else { return peak }
        peak.fitted = map.geometry.direction(x: Double(x) + vertex.dx, y: Double(y) + vertex.dy)
        let scales = map.geometry.wcs.pixelScales
        peak.positionError = vertex.error * (scales.x * scales.y).squareRoot()
        return peak
    }
}

/// The parabola through the test statistic of a pixel and its eight neighbours.
private struct TSVertex {
    /// Place of the maximum from the middle of the pixel, in pixels.
    let dx: Double
    let dy: Double
    /// Where TS has fallen by 1, in pixels: the geometric mean of the ellipse's axes.
    let error: Double

    /// Nil at the border, next to pixels without value, and where there is no maximum within the pixel's neighbourhood.
    init?(_ map: WCSMap, x: Int, y: Int) {
        let (nx, ny) = (map.geometry.nx, map.geometry.ny)
        guard x > 0, y > 0, x < nx - 1, y < ny - 1 else { return nil }
        func ts(_ dx: Int, _ dy: Int) -> Double {
            let value = map.values[(y + dy) * nx + x + dx]
            return value * abs(value)
        }
        let slopeX = (ts(1, 0) - ts(-1, 0)) / 2
        let slopeY = (ts(0, 1) - ts(0, -1)) / 2
        let xx = ts(1, 0) - 2 * ts(0, 0) + ts(-1, 0)
        let yy = ts(0, 1) - 2 * ts(0, 0) + ts(0, -1)
        let xy = (ts(1, 1) - ts(1, -1) - ts(-1, 1) + ts(-1, -1)) / 4
        let determinant = xx * yy - xy * xy
        guard xx < 0, yy < 0, determinant > 0 else { return nil }
        dx = -(yy * slopeX - xy * slopeY) / determinant
        dy = -(xx * slopeY - xy * slopeX) / determinant
        guard abs(dx) <= 1, abs(dy) <= 1 else { return nil }
        // TS = top − ½ rᵀ H r falls by 1 where rᵀ (H/2) r = 1.
        error = 2.0.squareRoot() / determinant.squareRoot().squareRoot()
    }
}

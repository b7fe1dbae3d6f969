import GammaCore

extension WCSMask {
    /// The connected parts of every image, numbered from 1 in the order of their first pixels; 0 is outside.
    ///
    /// Pixels are connected along rows and columns, not along diagonals, as in `scipy.ndimage.label`.
    public func labelled() -> (labels: [Int32], count: Int) {
        let (nx, ny) = (geometry.nx, geometry.ny)
        var labels = [Int32](repeating: 0, count: flags.count)
        var (count, stack) = (0, [Int]())
        for first in flags.indices where flags[first] && labels[first] == 0 {
            count += 1
            labels[first] = Int32(count)
            stack.append(first)
            while let pixel = stack.popLast() {
                let (x, y) = (pixel % nx, pixel / nx % ny)
                for (isInside, next) in [
                    (x > 0, pixel - 1), (x < nx - 1, pixel + 1), (y > 0, pixel - nx), (y < ny - 1, pixel + nx),
                ] where isInside && flags[next] && labels[next] == 0 {
                    labels[next] = Int32(count)
                    stack.append(next)
                }
            }
        }
        return (labels, count)
    }

    /// The connected parts that contain at least one true pixel of another mask: with a low threshold here and a high one
    /// there, a threshold with hysteresis.
    /// - Throws: ``Fault/Code/incompatible`` when the geometries differ.
    public func parts(touching seeds: WCSMask) throws -> WCSMask {
        try geometry.requireSame(seeds.geometry, "a mask and its seeds")
        let (labels, count) = labelled()
        var isKept = [Bool](repeating: false, count: count + 1)
        for pixel in labels.indices where seeds.flags[pixel] && labels[pixel] > 0 { isKept[Int(labels[pixel])] = true }
        return WCSMask(unchecked: geometry, labels.map { isKept[Int($0)] })
    }

    /// The circle around each connected part of an image that reaches all corners of its pixels, about the mean of them.
    public func circles() -> [ExclusionSource.Circle] {
        let (labels, count) = labelled()
        var pixels = [[Int]](repeating: [], count: count)
        for index in labels.indices where labels[index] > 0 { pixels[Int(labels[index]) - 1].append(index) }
        return pixels.compactMap { part in
            let columns = part.map { Double($0 % geometry.nx) }
            let rows = part.map { Double($0 / geometry.nx % geometry.ny) }
            let size = Double(part.count)
            guard let centre = geometry.direction(x: columns.reduce(0, +) / size, y: rows.reduce(0, +) / size) else {
                return nil
            }
            let places = geometry.wcs.directions(x: columns, y: rows)
            let reach = places.lon.indices.reduce(0.0) { reach, index in
                let place = SkyDirection(lon: places.lon[index], lat: places.lat[index], frame: geometry.frame)
                return max(reach, centre.separation(to: place))
            }
            let scales = geometry.wcs.pixelScales
            return ExclusionSource.Circle(
                centre: centre, radius: reach + 0.5 * (scales.x * scales.x + scales.y * scales.y).squareRoot())
        }
    }
}

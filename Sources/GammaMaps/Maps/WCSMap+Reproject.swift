import Foundation
import GammaCore

extension WCSMap {
    /// The map on another image: its pixels divided finely enough, and collected by their centres in the new pixels, as
    /// Gammapy's `reproject_to_geom`. Axes stay.
    ///
    /// Where the new image has no pixel of the map it is 0.
    /// - Parameters:
    ///   - other: the image to make; its axes are not looked at.
    ///   - preservingSum: for counts and the like: the sum over the image stays what it is of the pixels that find a
    ///     place. Otherwise means, for densities.
    ///   - precision: how many pieces lie at least along the side of a new pixel.
    /// - Throws: ``Fault/Code/badValue`` for a precision below 1 or a division that becomes too large.
    public func reprojected(
        to other: WCSGeometry, preservingSum: Bool = false, precision: Int = 10
    ) throws -> WCSMap {
        guard precision >= 1 else { throw Fault(.badValue, "the precision \(precision) of a projection is below 1") }
        let (old, new) = (geometry.wcs.pixelScales, other.wcs.pixelScales)
        let ratio = min(new.x, new.y) / min(old.x, old.y)
        let pieces = (Double(precision) / ratio).rounded(.up)
        guard pieces < 10_000 else {
            throw Fault(
                .badValue, "pixels of \(old.x) deg cannot be divided finely enough for pixels of \(new.x) deg",
                hint: "interpolate the map instead")
        }
        let factor = max(1, Int(pieces))
        // One image at a time: the divided map is factor² times as large.
        let fine = try geometry.image.upsampled(by: factor)
        let centres = fine.pixelCentres()
        let targets = other.pixelIndices(lon: centres.lon, lat: centres.lat, frame: fine.frame)
        var counts = [Double](repeating: 0, count: other.pixelCount)
        for target in targets where target >= 0 { counts[target] += 1 }
        let geometry = try other.with(axes: geometry.axes)
        let planes = try (0..<geometry.planeCount).map { plane in
            try reprojected(plane: plane, factor, targets, counts, preservingSum)
        }
        var result = try with(geometry, planes.flatMap(\.self))
        if storage == .mask { result.storage = .float }
        return result
    }

    private func reprojected(
        plane: Int, _ factor: Int, _ targets: [Int], _ counts: [Double], _ preservingSum: Bool
    ) throws -> [Double] {
        let pixels = geometry.pixelCount
        let image = try with(geometry.image, Array(values[plane * pixels..<(plane + 1) * pixels]))
        let fine = try image.upsampled(by: factor, preservingSum: preservingSum)
        var result = [Double](repeating: 0, count: counts.count)
        var sum = 0.0
        for (index, target) in targets.enumerated() where target >= 0 {
            result[target] += fine.values[index]
            if !fine.values[index].isNaN { sum += fine.values[index] }
        }
        // Means first, then scaled to the sum: pixels hold unequal numbers of pieces.
        for target in result.indices where counts[target] > 0 { result[target] /= counts[target] }
        guard preservingSum else { return result }
        let reached = result.reduce(0) { $1.isNaN ? $0 : $0 + $1 }
        let scale = sum / reached
        return scale.isFinite ? result.map { $0 * scale } : result.map { _ in 0 }
    }
}

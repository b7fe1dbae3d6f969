import Foundation
import GammaCore

extension WCSGeometry {
    /// For every pixel of the image whether its centre is inside one of the regions, row after row.
    ///
    /// Regions are tested in the pixel plane. A point marks the pixels whose centres are less than one pixel away from
    /// it in both directions, as Gammapy does.
    /// - Throws: ``Fault/Code/incompatible`` for a region that has no place in the projection.
    public func mask(inside regions: [SkyRegion]) throws -> [Bool] {
        var mask = [Bool](repeating: false, count: pixelCount)
        for region in regions {
            let part = try outline(of: region, wcs).mask(nx: nx, ny: ny)
            for index in part.indices where part[index] { mask[index] = true }
        }
        return mask
    }

    private func outline(of region: SkyRegion, _ wcs: WCSTransform) throws -> PixelRegion {
        let shape = try region.pixelRegion(wcs)
        guard case .point(let position) = shape else { return shape }
        return .rectangle(centre: position, width: 2, height: 2, angle: 0)
    }

    /// For every pixel the fraction of it inside the region, from `oversampling` × `oversampling` points.
    /// - Throws: ``Fault/Code/incompatible`` for a region that has no place in the projection, ``Fault/Code/badValue``
    ///   for more than 2³¹ points.
    public func weights(of region: SkyRegion, oversampling: Int = 10) throws -> [Double] {
        guard (1...10_000).contains(oversampling), pixelCount <= (1 << 31) / (oversampling * oversampling) else {
            throw Fault(
                .badValue,
                "an image of \(nx) × \(ny) pixels cannot be sampled with \(oversampling) × \(oversampling) "
                    + "points a pixel", hint: "choose larger pixels or fewer points")
        }
        let outline = try outline(of: region, resampled(by: 1 / Double(oversampling)))
        let points = Double(oversampling * oversampling)
        var weights = [Double](repeating: 0, count: pixelCount)
        for y in 0..<ny {
            for x in 0..<nx {
                var inside = 0
                for row in y * oversampling..<(y + 1) * oversampling {
                    for column in x * oversampling..<(x + 1) * oversampling
                    where outline.contains(x: Double(column), y: Double(row)) { inside += 1 }
                }
                weights[y * nx + x] = Double(inside) / points
            }
        }
        return weights
    }
}

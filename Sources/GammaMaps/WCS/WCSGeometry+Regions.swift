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
            let shape = try region.pixelRegion(wcs)
            let part: [Bool]
            if case .point(let position) = shape {
                part = PixelRegion.rectangle(centre: position, width: 2, height: 2, angle: 0).mask(nx: nx, ny: ny)
            } else {
                part = shape.mask(nx: nx, ny: ny)
            }
            for index in part.indices where part[index] { mask[index] = true }
        }
        return mask
    }

    /// For every pixel the fraction of it inside the region, from `oversampling` × `oversampling` points.
    /// - Throws: ``Fault/Code/incompatible`` for a region that has no place in the projection.
    public func weights(of region: SkyRegion, oversampling: Int = 10) throws -> [Double] {
        let fine = try image.upsampled(by: oversampling)
        let mask = try fine.mask(inside: [region])
        var weights = [Double](repeating: 0, count: pixelCount)
        for y in 0..<fine.ny {
            for x in 0..<fine.nx where mask[y * fine.nx + x] {
                weights[(y / oversampling) * nx + x / oversampling] += 1
            }
        }
        let points = Double(oversampling * oversampling)
        return weights.map { $0 / points }
    }
}

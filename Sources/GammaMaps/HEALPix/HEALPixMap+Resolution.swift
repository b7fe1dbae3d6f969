import Foundation
import GammaCore

extension HEALPixMap {
    /// The map with its pixels numbered in another way.
    /// - Throws: ``Fault/Code/badValue`` for nested ordering of a side that is no power of two.
    public func reordered(to ordering: HEALPixOrdering) throws -> HEALPixMap {
        guard ordering != geometry.grid.ordering else { return self }
        let target = try geometry.with(ordering: ordering)
        let numbers = try target.grid.renumbered(
            target.pixels ?? Array(0..<target.pixelCount), to: geometry.grid.ordering)
        return try replacing(target, picking(numbers.map(geometry.localIndex(ofPixel:))))
    }

    /// The map in larger or smaller pixels, as healpy's `ud_grade` and Gammapy's `to_nside`.
    ///
    /// Larger pixels get the sum of the pixels of the map in them; smaller ones an equal share. A disc or list of pixels
    /// becomes the list of the pixels that touch it.
    /// - Parameter preservingCounts: whether the sum stays; if not, values are averaged and repeated.
    /// - Throws: ``Fault/Code/badValue`` when one side is no multiple of the other, ``Fault`` for a side that is none.
    public func regraded(toNside nside: Int, preservingCounts: Bool = true) throws -> HEALPixMap {
        let old = geometry.grid
        let new = try HEALPixGrid(nside: nside, ordering: old.ordering)
        let factor = max(nside / old.nside, old.nside / nside)
        guard factor * min(nside, old.nside) == max(nside, old.nside) else {
            throw Fault(
                .badValue, "pixels of NSIDE \(old.nside) cannot be divided or joined to NSIDE \(nside)",
                hint: "one must be a multiple of the other")
        }
        if nside == old.nside { return self }
        return try nside > old.nside
            ? divided(new, factor, preservingCounts) : joined(new, preservingCounts)
    }

    private func divided(_ fine: HEALPixGrid, _ factor: Int, _ preservingCounts: Bool) throws -> HEALPixMap {
        let allSky = try HEALPixGeometry(
            grid: fine, frame: geometry.frame, axes: geometry.isAllSky ? geometry.axes : [])
        let target =
            try geometry.pixels.map { pixels in
                try HEALPixGeometry(
                    grid: fine, frame: geometry.frame,
                    pixels: pixels.flatMap { geometry.grid.children(of: $0, in: fine) }, axes: geometry.axes)
            } ?? allSky
        let parents = (target.pixels ?? Array(0..<target.pixelCount)).map {
            geometry.localIndex(ofPixel: geometry.grid.parent(of: $0, in: fine))
        }
        let share = preservingCounts ? 1 / Double(factor * factor) : 1
        return try replacing(target, picking(parents).map { $0 * share })
    }

    private func joined(_ coarse: HEALPixGrid, _ preservingCounts: Bool) throws -> HEALPixMap {
        let numbers = (geometry.pixels ?? Array(0..<geometry.pixelCount)).map {
            coarse.parent(of: $0, in: geometry.grid)
        }
        let target =
            geometry.isAllSky
            ? try HEALPixGeometry(grid: coarse, frame: geometry.frame, axes: geometry.axes)
            : try HEALPixGeometry(grid: coarse, frame: geometry.frame, pixels: numbers, axes: geometry.axes)
        let places = numbers.map(target.localIndex(ofPixel:))
        var sums = [Double](repeating: 0, count: target.valueCount)
        var counts = [Double](repeating: 0, count: target.pixelCount)
        for place in places { counts[place] += 1 }
        for plane in 0..<geometry.planeCount {
            for (index, place) in places.enumerated() {
                sums[plane * target.pixelCount + place] += values[plane * places.count + index]
            }
        }
        if !preservingCounts { for index in sums.indices { sums[index] /= counts[index % target.pixelCount] } }
        return try replacing(target, sums)
    }
}

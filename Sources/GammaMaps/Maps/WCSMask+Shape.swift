import GammaCore

extension WCSMask {
    /// How flags are reduced to one.
    public enum Reduction: Sendable {
        /// True when at least one is.
        case any
        /// True when all are.
        case all
    }

    /// Flags reduced over some of the axes, by default all.
    /// - Parameter keepingAxes: keep the axes, with one bin.
    /// - Throws: ``Fault/Code/incompatible`` when there is no such axis.
    public func reducedOverAxes(
        _ names: [String]? = nil, by reduction: Reduction, keepingAxes: Bool = false
    ) throws -> WCSMask {
        var mask = self
        for name in names ?? geometry.axes.map(\.name) {
            let place = try mask.geometry.place(ofAxis: name)
            let flags = mask.grouped(place, [0..<place.axis.binCount], reduction)
            let axis = keepingAxes ? try place.axis.squashed() : nil
            mask = try WCSMask(mask.geometry.replacing(place, by: axis), flags: flags)
        }
        return mask
    }

    /// Bins of an axis grouped by the edges of `axis`, each snapped to the nearest edge.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis, ``Fault/Code/badValue`` when no bin is left.
    public func resampled(to axis: MapAxis, by reduction: Reduction = .any) throws -> WCSMask {
        let place = try geometry.place(ofAxis: axis.name)
        let (coarse, groups) = try place.axis.resampled(to: axis)
        return try WCSMask(geometry.replacing(place, by: coarse), flags: grouped(place, groups, reduction))
    }

    private func grouped(_ place: WCSGeometry.AxisPlace, _ groups: [Range<Int>], _ reduction: Reduction) -> [Bool] {
        switch reduction {
        case .any:
            MapArray.grouped(
                flags, outer: place.outer, count: place.axis.binCount, inner: place.inner, groups: groups, start: false
            ) { $0 || $1 }
        case .all:
            MapArray.grouped(
                flags, outer: place.outer, count: place.axis.binCount, inner: place.inner, groups: groups, start: true
            ) { $0 && $1 }
        }
    }

    /// Some of the bins of an axis.
    /// - Throws: ``Fault/Code/incompatible`` without such an axis, ``Fault/Code/badValue`` for bins it has not.
    public func sliced(_ name: String, _ bins: Range<Int>) throws -> WCSMask {
        let place = try geometry.place(ofAxis: name)
        let axis = try place.axis.slice(bins)
        let part = MapArray.slice(
            flags, outer: place.outer, count: place.axis.binCount, inner: place.inner, bins: bins)
        return try WCSMask(geometry.replacing(place, by: axis), flags: part)
    }

    /// The part of the mask around a direction; see ``WCSGeometry/cutout(around:width:oddSize:mode:)``.
    /// - Throws: ``Fault/Code/incompatible`` when there is no overlap.
    public func cutout(
        around direction: SkyDirection, width: SIMD2<Double>, oddSize: Bool = false,
        mode: WCSGeometry.CutoutMode = .trim
    ) throws -> WCSMask {
        try cutout(geometry.cutout(around: direction, width: width, oddSize: oddSize, mode: mode))
    }

    /// The part of the mask that a cut-out of its geometry describes.
    /// - Throws: ``Fault/Code/incompatible`` when it lies outside.
    public func cutout(_ cutout: WCSGeometry.Cutout) throws -> WCSMask {
        try cutout.check(geometry)
        let part = MapArray.part(
            flags, nx: geometry.nx, ny: geometry.ny, columns: cutout.columns, rows: cutout.rows)
        return try WCSMask(cutout.geometry.with(axes: geometry.axes), flags: part)
    }

    /// Adds what is true in a mask cut from the same image.
    /// - Throws: ``Fault/Code/incompatible`` when axes differ, pixels do not coincide or none is in common.
    public mutating func stack(_ other: WCSMask) throws {
        guard geometry.axes == other.geometry.axes else {
            throw Fault(.incompatible, "the masks have \(geometry.axisDifference(from: other.geometry))")
        }
        let overlap = try geometry.overlap(with: other.geometry)
        let (nx, width) = (geometry.nx, other.geometry.nx)
        for plane in 0..<geometry.planeCount {
            for (number, row) in overlap.rows.enumerated() {
                let target = (plane * geometry.ny + row) * nx + overlap.columns.lowerBound
                let source = (plane * other.geometry.ny + overlap.y + number) * width + overlap.x
                for k in 0..<overlap.columns.count where other.flags[source + k] { flags[target + k] = true }
            }
        }
    }

    /// Flags on the image of another geometry, by the pixels that contain its pixel centres. The result has the axes of
    /// this mask.
    /// - Parameter outside: the flag where this mask has no pixel.
    /// - Throws: ``Fault/Code/badValue`` when the result is too large.
    public func lookedUp(on other: WCSGeometry, outside: Bool = false) throws -> WCSMask {
        let centres = other.pixelCentres()
        let pixels = geometry.pixelIndices(lon: centres.lon, lat: centres.lat, frame: other.frame)
        let target = try other.with(axes: geometry.axes)
        var result: [Bool] = []
        result.reserveCapacity(target.valueCount)
        for plane in 0..<geometry.planeCount {
            let start = plane * geometry.pixelCount
            for pixel in pixels { result.append(pixel < 0 ? outside : flags[start + pixel]) }
        }
        return try WCSMask(target, flags: result)
    }

    /// Every pixel true when at least one (or all) of the `factor` × `factor` pixels joined in it are.
    /// - Throws: ``Fault/Code/badValue`` when the numbers of pixels are no multiples of the factor.
    public func downsampled(by factor: Int, _ reduction: Reduction = .any) throws -> WCSMask {
        let coarse = try geometry.downsampled(by: factor)
        var result = [Bool](repeating: reduction == .all, count: coarse.valueCount)
        for index in flags.indices where flags[index] == (reduction == .any) {
            let (x, row) = (index % geometry.nx, index / geometry.nx)
            let (y, plane) = (row % geometry.ny, row / geometry.ny)
            result[(plane * coarse.ny + y / factor) * coarse.nx + x / factor] = reduction == .any
        }
        return try WCSMask(coarse, flags: result)
    }
}

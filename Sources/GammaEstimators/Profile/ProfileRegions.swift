import GammaCore
import GammaMaps

/// Neighbouring regions of the sky with their distances from a start: what a flux profile is measured in.
public struct ProfileRegions: Sendable, Hashable {
    /// The regions, in order of distance.
    public let regions: [SkyRegion]
    /// Nearest and farthest distance of each, deg.
    public let distances: [ClosedRange<Double>]

    /// Boxes along the great circle from one direction to another, each across it.
    ///
    /// Gammapy's `make_orthogonal_rectangle_sky_regions` has the same boxes where the line is straight in the image; these
    /// here follow the sky in any projection, and their distances begin at the start of the line.
    /// - Parameters:
    ///   - width: of the boxes, across the line, deg.
    ///   - binning: along the line, deg from its start.
    /// - Throws: ``Fault/Code/badValue`` for a line without length, opposite ends, or impossible bins.
    public static func line(
        from start: SkyDirection, to end: SkyDirection, width: Double, binning: ProfileBinning
    ) throws -> ProfileRegions {
        let line = try ProfileLine(from: start, to: end)
        guard width > 0, width <= 180 else {
            throw Fault(.badValue, "a profile cannot be \(width) deg wide", hint: "choose a width of the boxes in deg")
        }
        let edges = try binning.edges(from: 0, to: line.length)
        return ProfileRegions(edges: edges) { low, high in
            let centre = line.direction(at: (low + high) / 2)
            return .rectangle(
                centre: centre, width: high - low, height: width, angle: line.boxAngle(at: (low + high) / 2))
        }
    }

    /// Slices of a box: along its width, beginning at its left end where its angle is 0.
    /// - Parameters:
    ///   - length: of the box along the profile, deg.
    ///   - width: across it, deg.
    ///   - angle: of the box as that of ``SkyRegion/rectangle(centre:width:height:angle:)``, deg: at 0 the profile runs to the
    ///     west, at 90 to the north.
    ///   - binning: deg from the end where the profile begins.
    /// - Throws: as ``line(from:to:width:binning:)``.
    public static func box(
        centre: SkyDirection, length: Double, width: Double, angle: Double = 0, binning: ProfileBinning
    ) throws -> ProfileRegions {
        guard length > 0, length < 180, angle.isFinite, centre.isValid else {
            throw Fault(.badValue, "a box of \(length) × \(width) deg at \(centre), angle \(angle), holds no profile")
        }
        return try line(
            from: centre.offset(by: length / 2, positionAngle: angle + 90),
            to: centre.offset(by: length / 2, positionAngle: angle - 90), width: width, binning: binning)
    }

    /// Rings around a centre.
    ///
    /// Gammapy's `make_concentric_annulus_sky_regions` makes one ring less than it is told, and its innermost one misses a
    /// pixel just at the centre.
    /// - Parameters:
    ///   - inner: nearest distance, deg.
    ///   - outer: farthest distance, deg.
    ///   - binning: deg from the centre.
    /// - Throws: ``Fault/Code/badValue`` for radii that are no rings, or impossible bins.
    public static func radial(
        centre: SkyDirection, from inner: Double = 0, to outer: Double, binning: ProfileBinning
    ) throws -> ProfileRegions {
        guard centre.isValid, inner >= 0, outer <= 180 else {
            throw Fault(.badValue, "there are no rings from \(inner) to \(outer) deg around \(centre)")
        }
        return ProfileRegions(edges: try binning.edges(from: inner, to: outer)) { low, high in
            .annulus(centre: centre, inner: low, outer: high)
        }
    }

    /// Any regions, with distances of the caller's choice.
    /// - Throws: ``Fault/Code/badValue`` unless there is one distance a region, and for regions that make no sense.
    public init(_ regions: [SkyRegion], distances: [ClosedRange<Double>]) throws {
        guard regions.count == distances.count, !regions.isEmpty else {
            throw Fault(
                .badValue, "a profile needs one distance a region, not \(distances.count) for \(regions.count) regions")
        }
        for region in regions { try region.validate() }
        self.regions = regions
        self.distances = distances
    }

    private init(edges: [Double], region: (Double, Double) -> SkyRegion) {
        distances = zip(edges, edges.dropFirst()).map { $0...$1 }
        regions = distances.map { region($0.lowerBound, $0.upperBound) }
    }
}

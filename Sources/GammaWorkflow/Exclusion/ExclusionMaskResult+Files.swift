import GammaCore
import GammaEstimators
import GammaIO
import GammaMaps
import GammaPlots

extension ExclusionMaskResult {
    /// Significances with the outline of the mask.
    public var map: SkyMapFigure {
        SkyMapFigure.significance(significance, title: "Exclusion mask").outline(of: mask, name: "Excluded")
    }

    /// Distribution of the significances, of all pixels and of those that are not excluded.
    public var histogram: SignificanceHistogramFigure {
        SignificanceHistogramFigure([
            .init(name: "All pixels", values: significance.values.filter(\.isFinite)),
            .init(name: "Not excluded", values: remaining),
        ])
    }

    /// Writes everything to a folder, which is made when it is missing; each file is replaced as a whole.
    ///
    /// `exclusion_mask.fits`, `exclusion_circles.reg` with a circle around each region, `significance.fits`,
    /// `figures/{exclusion_mask,significances}.{png,svg,pdf}`.
    /// - Returns: the paths written, in order.
    @discardableResult
    public func write(to folder: String) throws -> [String] {
        let folder = try DataPath.expand(folder)
        try OutputFolder.make(folder + "/figures")
        let files = ["exclusion_mask.fits", "exclusion_circles.reg", "significance.fits"].map { "\(folder)/\($0)" }
        try mask.write(to: files[0])
        let regions = circles.map { SkyRegion.circle(centre: $0.centre, radius: $0.radius) }
        try AtomicFile.write(SkyRegion.ds9Text(regions), to: files[1])
        try significance.write(to: files[2])
        return try files + map.saveAll(to: folder + "/figures/exclusion_mask")
            + histogram.saveAll(to: folder + "/figures/significances")
    }

    /// One document with the outcome, the rounds and the circles around the regions.
    public var json: JSONValue {
        .object([
            ("schema", .string("gammakit-exclusion-1")), ("stable", .bool(outcome == .stable)),
            ("outcome", .string("\(outcome)")), ("rounds", .array(rounds.map(\.json))),
            (
                "circles",
                .array(
                    circles.map { circle in
                        .object([
                            ("frame", .string(circle.centre.frame.rawValue)), ("lon_deg", .double(circle.centre.lon)),
                            ("lat_deg", .double(circle.centre.lat)), ("radius_deg", .double(circle.radius)),
                        ])
                    })
            ),
        ])
    }
}

extension ExclusionRound {
    fileprivate var json: JSONValue {
        .object([
            ("round", .int(iteration)), ("excluded_fraction", .double(excludedFraction)), ("regions", .int(regions)),
            ("new_pixels", .int(newPixels)), ("pixels", .int(pixels)), ("mean", .double(mean)),
            ("width", .double(width)), ("maximum", .double(maximum)),
        ])
    }
}

import ArgumentParser
import GammaKit

/// Where a profile is measured: boxes along a line, or rings; of an image also columns or rows.
struct ProfileOptions: ParsableArguments {
    @Option(name: .long, help: "Frame of the positions: icrs, galactic or fk5.")
    var frame = "icrs"

    @Option(name: .long, parsing: .unconditional, help: "Where the line begins: '359 0', '83.63 22.01', '5h34m 22d'.")
    var from: String?

    @Option(name: .long, parsing: .unconditional, help: "Where the line ends.")
    var to: String?

    @Option(name: .long, help: "Width of the boxes across the line in deg.")
    var width: Double?

    @Option(name: .long, parsing: .unconditional, help: "Centre of the rings.")
    var centre: String?

    @Option(name: .long, help: "With --image: longitude or latitude, over all of the image.")
    var axis: ImageAxis?

    @Option(name: .customLong("r-in"), help: "Inner radius of the first ring in deg.")
    var innerRadius = 0.0

    @Option(name: .long, help: "Outer radius of the last ring in deg.")
    var radius: Double?

    @Option(name: .long, help: "Number of bins; 10 by default, of an image as wide as its pixels.")
    var bins: Int?

    @Option(name: .long, help: "Width of the bins in deg.")
    var binWidth: Double?

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Edges of the bins in deg from the beginning of the line, or from the centre.")
    var binEdges: [Double] = []

    func validate() throws {
        let isLine = from != nil || to != nil || width != nil
        let isRadial = centre != nil || radius != nil
        guard [isLine, isRadial, axis != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("give --from, --to and --width, or --centre and --radius, or of an image --axis")
        }
        if isLine, from == nil || to == nil || width == nil {
            throw ValidationError("a profile along a line needs --from, --to and --width")
        }
        if isRadial, centre == nil || radius == nil { throw ValidationError("rings need --centre and --radius") }
        guard [bins != nil, binWidth != nil, !binEdges.isEmpty].count(where: { $0 }) <= 1 else {
            throw ValidationError("give one of --bins, --bin-width and --bin-edges")
        }
    }

    /// The regions of the bins.
    func regions() throws -> ProfileRegions {
        let frame = try SkyFrame(parsing: frame)
        func direction(_ text: String) throws -> SkyDirection { try SkyDirection(parsing: text, frame: frame) }
        if let centre, let radius {
            return try .radial(centre: direction(centre), from: innerRadius, to: radius, binning: binning)
        }
        guard let from, let to, let width else {
            throw ValidationError("the profile of a flux needs a line or rings; --axis is for images (--image)")
        }
        return try .line(from: direction(from), to: direction(to), width: width, binning: binning)
    }

    /// The profile of an image, whose bins are as wide as its pixels unless they are given.
    func imageEstimator(_ method: ImageProfileEstimator.Method, _ image: WCSGeometry) throws -> ImageProfileEstimator {
        let frame = try SkyFrame(parsing: frame)
        func direction(_ text: String) throws -> SkyDirection { try SkyDirection(parsing: text, frame: frame) }
        if let centre, let radius {
            let bins = givenBinning ?? .width(image.wcs.pixelScales.max())
            return ImageProfileEstimator(
                .radial(try direction(centre)), method: method,
                binning: .edges(try bins.edges(from: innerRadius, to: radius)))
        }
        if let axis {
            return ImageProfileEstimator(
                axis == .longitude ? .longitude : .latitude, method: method, binning: givenBinning)
        }
        guard let from, let to, let width else { throw ValidationError("a profile needs a line, rings or an axis") }
        return ImageProfileEstimator(
            .line(from: try direction(from), to: try direction(to), width: width), method: method, binning: givenBinning
        )
    }

    private var binning: ProfileBinning { givenBinning ?? .count(10) }

    private var givenBinning: ProfileBinning? {
        if !binEdges.isEmpty { return .edges(binEdges) }
        return binWidth.map { .width($0) } ?? bins.map { .count($0) }
    }
}

/// An axis of an image.
enum ImageAxis: String, ExpressibleByArgument, CaseIterable {
    case longitude
    case latitude
}

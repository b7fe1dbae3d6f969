import ArgumentParser
import GammaKit

/// Where a profile is measured: boxes along a line, or rings.
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

    @Option(name: .customLong("r-in"), help: "Inner radius of the first ring in deg.")
    var innerRadius = 0.0

    @Option(name: .long, help: "Outer radius of the last ring in deg.")
    var radius: Double?

    @Option(name: .long, help: "Number of bins; 10 by default.")
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
        guard isLine != isRadial else {
            throw ValidationError("give --from, --to and --width, or --centre and --radius")
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
        guard let from, let to, let width else { throw ValidationError("a profile needs a line or rings") }
        return try .line(from: direction(from), to: direction(to), width: width, binning: binning)
    }

    private var binning: ProfileBinning {
        if !binEdges.isEmpty { return .edges(binEdges) }
        return binWidth.map { .width($0) } ?? .count(bins ?? 10)
    }
}

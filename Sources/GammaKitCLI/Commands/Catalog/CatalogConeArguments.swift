import ArgumentParser
import GammaKit

/// A circle on the sky: longitude, latitude and radius, which may have minus signs.
struct CatalogConeArguments: ParsableArguments {
    @Argument(
        parsing: .allUnrecognized,
        help: "Longitude, latitude and radius: 83.63 22.01 5, or 5h34m32s +22d00m52s '5 deg'.")
    var cone: [String] = []

    @Option(name: .long, help: "Frame of the position: icrs, galactic or fk5.")
    var frame = "icrs"

    func centre() throws -> (centre: SkyDirection, radius: Double) {
        if let option = cone.first(where: { $0.hasPrefix("--") }) {
            throw ValidationError("Unknown option '\(option)'")
        }
        guard cone.count == 3 else {
            throw ValidationError("a cone is a longitude, a latitude and a radius, not \(cone.count) values")
        }
        let centre = try SkyDirection(lonText: cone[0], latText: cone[1], frame: SkyFrame(parsing: frame))
        let radius = try AngleText.degrees(cone[2], default: .degrees)
        guard radius > 0, radius <= 180 else { throw ValidationError("the radius must be between 0 and 180 deg") }
        return (centre, radius)
    }
}

import GammaCore

@testable import GammaMaps

/// The maps of the reference script.
enum MapSamples {
    static let crab = SkyDirection(ra: 83.63, dec: 22.01)

    static func energy() throws -> MapAxis { try .energy(min: 0.1, max: 10, bins: 4) }

    static func geometry(
        _ nx: Int, _ ny: Int, binSize: Double = 0.1, axes: [MapAxis] = [], projection: String = "TAN",
        centre: SkyDirection = crab
    ) throws -> WCSGeometry {
        try .create(
            centre: centre, pixels: [nx, ny], binSize: [binSize, binSize], projection: projection, axes: axes)
    }

    /// Values 37 i mod 101 / 7.
    static func filled(_ geometry: WCSGeometry, unit: Unit = .none) throws -> WCSMap {
        try WCSMap(
            geometry, values: (0..<geometry.valueCount).map { Double($0 * 37 % 101) / 7 }, unit: unit,
            storage: .double)
    }

    static func small() throws -> WCSMap { try filled(geometry(7, 5, axes: [energy()]), unit: .s) }

    static func cube() throws -> WCSMap {
        let rad = try MapAxis(edges: [0, 0.1, 0.3, 0.6], name: "rad", unit: .deg)
        return try filled(geometry(4, 3, axes: [rad, energy()]), unit: .perSr)
    }

    static func even() throws -> WCSMap { try filled(geometry(8, 6, axes: [energy()])) }

    static func wide() throws -> WCSGeometry { try geometry(12, 10, axes: [energy()]) }

    /// An image of 7 × 5 pixels.
    static func image() throws -> WCSMap { try small().reducedOverAxes() }
}

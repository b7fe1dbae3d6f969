import Foundation
import GammaCore
import GammaMaps
import GammaModels

/// Sources at random places of a field, to search for: point sources and Gaussians with power-law spectra.
///
/// Fluxes are drawn evenly in their logarithm, all other numbers evenly. No two sources are nearer to each other than
/// ``separation`` and both their extents (2 σ), so that each can be told from the others.
public struct SourcePopulation: Sendable {
    /// Number of point sources.
    public var points = 12
    /// Number of extended sources.
    public var extended = 6
    /// dN/dE at 1 TeV in cm⁻² s⁻¹ TeV⁻¹ of point sources; extended ones get more, by 1 + σ/0.05°.
    public var amplitudes = 3e-13...5e-12
    /// Spectral indices.
    public var indices = 2.0...2.6
    /// σ of extended sources in deg.
    public var sigmas = 0.1...0.3
    /// Least distance of two sources in deg, extents apart.
    public var separation = 0.4
    /// Distance from the border of the image in deg that sources keep.
    public var margin = 0.5

    /// Makes a population of 12 point sources and 6 extended ones.
    public init() {}

    /// The sources: `point-1` …, then `extended-1` …; the same seed gives the same ones.
    /// - Throws: ``Fault/Code/badValue`` when they do not fit on the image, and for numbers and fluxes that are none.
    public func sources(on geometry: WCSGeometry, seed: UInt64) throws -> Models {
        guard points >= 0, extended >= 0, amplitudes.lowerBound > 0 else {
            throw Fault(
                .badValue,
                "\(points) point and \(extended) extended sources of at least \(amplitudes.lowerBound) cm-2 s-1 TeV-1",
                hint: "numbers of sources must not be negative, fluxes must be positive")
        }
        var random = RandomStream(seed: seed, stream: "field-sources")
        func draw(_ range: ClosedRange<Double>) -> Double {
            range.lowerBound + random.uniform() * (range.upperBound - range.lowerBound)
        }
        var models = Models()
        var taken: [(place: SkyDirection, extent: Double)] = []
        // Extended sources first: later ones find less room.
        let sizes = (0..<extended).map { _ in draw(sigmas) } + [Double](repeating: 0, count: points)
        for (number, sigma) in sizes.enumerated() {
            let place = try place(extent: 2 * sigma, taken, on: geometry, &random)
            taken.append((place, 2 * sigma))
            let flux = exp(draw(log(amplitudes.lowerBound)...log(amplitudes.upperBound)))
            let spectrum = PowerLaw(index: draw(indices), amplitude: flux * (1 + sigma / 0.05))
            let isPoint = number >= extended
            models.components.append(
                .sky(
                    SkyModel(
                        isPoint ? "point-\(number - extended + 1)" : "extended-\(number + 1)", spectral: spectrum,
                        spatial: isPoint ? PointSpatialModel(at: place) : GaussianSpatialModel(at: place, sigma: sigma))
                ))
        }
        return models
    }

    private func place(
        extent: Double, _ taken: [(place: SkyDirection, extent: Double)], on geometry: WCSGeometry,
        _ random: inout RandomStream
    ) throws -> SkyDirection {
        let scales = geometry.wcs.pixelScales
        let (edgeX, edgeY) = (margin / scales.x, margin / scales.y)
        let (width, height) = (Double(geometry.nx - 1) - 2 * edgeX, Double(geometry.ny - 1) - 2 * edgeY)
        for _ in 0..<10_000 where width >= 0 && height >= 0 {
            let (x, y) = (edgeX + random.uniform() * width, edgeY + random.uniform() * height)
            guard let direction = geometry.direction(x: x, y: y) else { continue }
            let isFree = taken.allSatisfy { $0.place.separation(to: direction) >= separation + extent + $0.extent }
            if isFree { return direction }
        }
        throw Fault(
            .badValue, "\(points) point and \(extended) extended sources do not fit on the image",
            hint: "make the field larger, or the separation of the sources less")
    }
}

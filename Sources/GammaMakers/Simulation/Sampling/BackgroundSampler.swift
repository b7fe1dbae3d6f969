import Foundation
import GammaCore
import GammaData
import GammaNumerics

/// Draws events of a background response: energies and field-of-view coordinates.
///
/// The field of view is cut into small cells, each with its own spectrum. Within a cell the rate is that of its centre,
/// and between energies (four to a bin of the response) a power law, as where background counts are predicted
/// (numerics.md §3.6).
struct BackgroundSampler {
    /// A cell: between two longitudes and sines of latitude, or a ring between two cosines of the offset.
    private enum Cells {
        case rings(cosines: [Double])
        case rectangles(longitudes: [Double], sines: [Double])
    }

    private let cells: Cells
    private let energies: [Double]
    /// Rates in s⁻¹ TeV⁻¹ sr⁻¹, C order (energy, cell).
    private let rates: [Double]
    private let cellCount: Int
    private let sums: CumulativeSum

    /// Events a second in the whole field of view.
    var rate: Double { sums.total }

    /// - Throws: ``Fault/Code/badValue`` for rates that are infinite.
    init(_ background: any BackgroundModel) throws {
        let filled = try background.filled()
        energies = Self.divided(background.energy.edges, parts: 4) { low, high, part in low * pow(high / low, part) }
        let centres: (lon: [Double], lat: [Double])
        let solidAngles: [Double]
        if let cube = background as? Background3D {
            let longitudes = Self.divided(cube.longitude.edges, width: 0.1)
            let latitudes = Self.divided(cube.latitude.edges, width: 0.1)
            let sines = latitudes.map { sin($0 * Double.pi / 180) }
            cells = .rectangles(longitudes: longitudes, sines: sines)
            let (lon, lat) = (Self.middles(longitudes), Self.middles(latitudes))
            centres = (lon.flatMap { x in lat.map { _ in x } }, lon.flatMap { _ in lat })
            solidAngles = zip(longitudes, longitudes.dropFirst()).flatMap { west, east in
                zip(sines, sines.dropFirst()).map { (east - west) * Double.pi / 180 * ($1 - $0) }
            }
        } else {
            let axis = background.axes[1]
            let offsets = Self.divided(axis.edges.map { max(0, $0) }, width: 0.02)
            cells = .rings(cosines: offsets.map { cos($0 * Double.pi / 180) })
            let rings = Self.middles(offsets)
            centres = (rings.map { _ in 0 }, rings)
            // 1 − cos θ as 2 sin²(θ/2), which does not cancel.
            let caps = offsets.map { 4 * Double.pi * pow(sin($0 * Double.pi / 360), 2) }
            solidAngles = zip(caps, caps.dropFirst()).map { $1 - $0 }
        }
        cellCount = solidAngles.count
        let rates = filled.evaluate(energies: energies, longitudes: centres.lon, latitudes: centres.lat)
        self.rates = rates
        var weights: [Double] = []
        weights.reserveCapacity(rates.count)
        for e in energies.indices.dropLast() {
            for (cell, solidAngle) in solidAngles.enumerated() {
                let densities = (rates[e * solidAngles.count + cell], rates[(e + 1) * solidAngles.count + cell])
                let segment = PowerLawSegment(from: energies[e], to: energies[e + 1], densities: densities)
                weights.append(segment.integral * solidAngle)
            }
        }
        sums = CumulativeSum(weights)
        guard rate.isFinite else {
            throw Fault(.badValue, "the background rate is infinite", at: background.header.origin)
        }
    }

    /// An event: reconstructed energy in TeV and field-of-view coordinates in deg.
    /// - Precondition: the rate is positive.
    func draw(
        energy energyRandom: inout RandomStream, position: inout RandomStream
    ) -> (energy: Double, lon: Double, lat: Double) {
        let (index, fraction) = sums.index(at: energyRandom.uniform())
        let (e, cell) = index.quotientAndRemainder(dividingBy: cellCount)
        let densities = (rates[e * cellCount + cell], rates[(e + 1) * cellCount + cell])
        let segment = PowerLawSegment(from: energies[e], to: energies[e + 1], densities: densities)
        let (lon, lat) = place(in: cell, position.uniform(), position.uniform())
        return (segment.energy(fraction: fraction), lon, lat)
    }

    /// A place in a cell, uniform in solid angle.
    private func place(in cell: Int, _ u: Double, _ v: Double) -> (lon: Double, lat: Double) {
        let degrees = 180 / Double.pi
        switch cells {
        case .rectangles(let longitudes, let sines):
            let (x, y) = cell.quotientAndRemainder(dividingBy: sines.count - 1)
            let sine = sines[y] + v * (sines[y + 1] - sines[y])
            return (longitudes[x] + u * (longitudes[x + 1] - longitudes[x]), asin(sine) * degrees)
        case .rings(let cosines):
            let cosine = cosines[cell] + v * (cosines[cell + 1] - cosines[cell])
            let sine = max(0, 1 - cosine * cosine).squareRoot()
            let angle = 2 * Double.pi * u
            return (atan2(sine * sin(angle), cosine) * degrees, asin(sine * cos(angle)) * degrees)
        }
    }

    private static func middles(_ edges: [Double]) -> [Double] { zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 } }

    /// Each interval divided into parts; edges themselves are kept exactly.
    private static func divided(
        _ edges: [Double], parts: Int, _ between: (_ low: Double, _ high: Double, _ part: Double) -> Double
    ) -> [Double] {
        var result = [edges[0]]
        for (low, high) in zip(edges, edges.dropFirst()) {
            for part in 1..<max(parts, 2) where parts > 1 {
                result.append(between(low, high, Double(part) / Double(parts)))
            }
            result.append(high)
        }
        return result
    }

    private static func divided(_ edges: [Double], width: Double) -> [Double] {
        var result = [edges[0]]
        for (low, high) in zip(edges, edges.dropFirst()) {
            let parts = Int(min(max(((high - low) / width - 1e-9).rounded(.up), 1), 1000))
            result += divided([low, high], parts: parts) { $0 + ($1 - $0) * $2 }.dropFirst()
        }
        return result
    }
}

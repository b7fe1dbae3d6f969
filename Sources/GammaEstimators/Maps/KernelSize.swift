import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels

/// How many pixels the kernel of a TS map is across.
struct KernelSize: Sendable {
    /// Side in deg.
    let width: Double
    /// Odd number of pixels.
    let pixels: Int

    /// - Throws: ``Fault/Code/badValue`` for a width that is not positive or larger than the map.
    init(_ kernel: SkyModel, width wanted: Double?, datasets: [MapDataset]) throws {
        let geometry = datasets[0].geometry
        let scale = geometry.wcs.pixelScales.max()
        let smallest = min(geometry.nx, geometry.ny)
        func odd(_ width: Double) -> Double { (width / scale).rounded(.up) }
        guard let wanted else {
            let shape = kernel.spatial.map { $0.evaluationRadius ?? .infinity } ?? 0
            let reach = datasets.map { $0.psf.map { $0.rad.edges[$0.rad.binCount] } ?? 0 }.max() ?? 0
            let largest = (smallest - 1) / 2 * 2 + 1
            let size = odd(2 * (shape + reach))
            pixels = size < Double(largest) ? Int(size) / 2 * 2 + 1 : largest
            width = (Double(pixels) - 0.5) * scale
            return
        }
        guard wanted > 0, odd(wanted) < Double(smallest) + 1, Int(odd(wanted)) / 2 * 2 + 1 <= smallest else {
            throw Fault(
                .badValue,
                "a kernel of \(wanted) deg does not fit a map of \(geometry.nx) × \(geometry.ny) pixels of \(scale) deg",
                hint: "choose a smaller width of the kernel")
        }
        width = wanted
        pixels = Int(odd(wanted)) / 2 * 2 + 1
    }
}

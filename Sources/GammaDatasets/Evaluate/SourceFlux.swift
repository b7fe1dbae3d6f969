import GammaCore
import GammaData
import GammaModels

/// Flux of a source in bins of true energy, with its time dependence averaged over the good time intervals.
struct SourceFlux: Sendable {
    /// ∫ dN/dE dE · T for each bin, cm⁻² s⁻¹.
    let values: [Double]
    /// Its derivatives, one row a spectral parameter, then a temporal one; empty when they were not asked for.
    let gradient: [[Double]]

    init(_ source: SkyModel, grid: EnergyGrid, temporal: (value: Double, gradient: [Double]), wantsGradient: Bool) {
        guard wantsGradient else {
            values = source.spectral.integral(grid).map { $0 * temporal.value }
            gradient = []
            return
        }
        let (flux, rows) = source.spectral.integralWithGradient(grid)
        values = flux.map { $0 * temporal.value }
        gradient =
            rows.map { $0.map { $0 * temporal.value } } + temporal.gradient.map { slope in flux.map { $0 * slope } }
    }
}

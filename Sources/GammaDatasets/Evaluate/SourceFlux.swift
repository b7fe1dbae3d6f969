import GammaCore
import GammaData
import GammaModels

/// Flux of a source in bins of true energy, with its time dependence averaged over the good time intervals.
struct SourceFlux: Sendable {
    /// ∫ dN/dE dE · T for each bin, cm⁻² s⁻¹.
    let values: [Double]
    /// Its derivatives, one row a spectral parameter, then a temporal one, then one of the responses but for the width of the
    /// point-spread function; empty when they were not asked for.
    let gradient: [[Double]]

    init(_ source: SeenSource, grid: EnergyGrid, temporal: (value: Double, gradient: [Double]), wantsGradient: Bool) {
        guard wantsGradient else {
            values = source.integral(grid).map { $0 * temporal.value }
            gradient = []
            return
        }
        let (flux, rows) = source.integralWithGradient(grid)
        let spectral = source.model.spectral.parameters.count
        values = flux.map { $0 * temporal.value }
        let scaled = rows.map { $0.map { $0 * temporal.value } }
        gradient =
            scaled.prefix(spectral) + temporal.gradient.map { slope in flux.map { $0 * slope } }
            + scaled.dropFirst(spectral)
    }
}

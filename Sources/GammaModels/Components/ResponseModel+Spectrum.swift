extension ResponseModel {
    /// ∫ of a spectrum as the datasets see it over each bin, cm⁻² s⁻¹: N at the bin's logarithmic centre times ∫ φ dE between
    /// the edges divided by the energy scale.
    public func integral(of spectrum: any SpectralModel, _ grid: EnergyGrid) -> [Double] {
        zip(spectral.evaluate(grid.centres), spectrum.integral(scaled(grid))).map { $0 * $1 }
    }

    /// The integrals with their derivatives: rows of the spectrum's parameters, of the norm's, and of the energy scale.
    public func integralWithGradient(
        of spectrum: any SpectralModel, _ grid: EnergyGrid
    ) -> (values: [Double], gradient: [[Double]]) {
        let seen = scaled(grid)
        let (flux, rows) = spectrum.integralWithGradient(seen)
        // d/ds ∫ φ dE from a/s to b/s = (a φ(a/s) − b φ(b/s))/s².
        let ends = zip(seen.edges, spectrum.evaluate(seen.edges)).map { $0 * $1 / energyScale.value }
        let slope = flux.indices.map { ends[$0] - ends[$0 + 1] }
        return scaledByNorm(flux, rows, slope, at: grid.centres)
    }

    /// dN/dE as the datasets see it, cm⁻² s⁻¹ TeV⁻¹.
    public func evaluate(_ spectrum: any SpectralModel, _ energies: [Double]) -> [Double] {
        let scale = energyScale.value
        let flux = spectrum.evaluate(energies.map { $0 / scale })
        return zip(spectral.evaluate(energies), flux).map { $0 * $1 / scale }
    }

    /// dN/dE with its derivatives, rows as those of ``integralWithGradient(of:_:)``.
    public func evaluateWithGradient(
        _ spectrum: any SpectralModel, _ energies: [Double]
    ) -> (values: [Double], gradient: [[Double]]) {
        let scale = energyScale.value
        let (flux, rows) = spectrum.evaluateWithGradient(energies.map { $0 / scale })
        // d/ds φ(E/s)/s, the slope of φ by a central difference: spectra do not give it.
        let step = 1e-4
        let high = spectrum.evaluate(energies.map { $0 / (scale * (1 + step)) })
        let low = spectrum.evaluate(energies.map { $0 / (scale * (1 - step)) })
        let slope = flux.indices.map {
            (high[$0] / (1 + step) - low[$0] / (1 - step)) / (2 * step * scale * scale)
        }
        return scaledByNorm(
            flux.map { $0 / scale }, rows.map { $0.map { $0 / scale } }, slope, at: energies)
    }

    /// The grid that comes to lie on another one.
    private func scaled(_ grid: EnergyGrid) -> EnergyGrid {
        energyScale.value == 1 ? grid : EnergyGrid(edges: grid.edges.map { $0 / energyScale.value })
    }

    private func scaledByNorm(
        _ flux: [Double], _ rows: [[Double]], _ slope: [Double], at energies: [Double]
    ) -> (values: [Double], gradient: [[Double]]) {
        let (norms, normRows) = spectral.evaluateWithGradient(energies)
        func product(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 * $1 } }
        let gradient =
            rows.map { product(norms, $0) } + normRows.map { product(flux, $0) } + [product(norms, slope)]
        return (product(norms, flux), gradient)
    }
}

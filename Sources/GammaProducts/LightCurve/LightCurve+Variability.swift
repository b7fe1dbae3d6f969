extension LightCurve {
    /// The fluxes of one energy bin as a series for measures of variability; upper limits take part with their best fit.
    ///
    /// Times are the middles of the bins, in seconds from the first bin's start.
    public func variability(_ type: SEDType = .flux, energyBin: Int = 0) -> FluxVariability {
        let seconds = bins.map { bin in bins.first.map { bin.middle.seconds(since: $0.start) } ?? 0 }
        return FluxVariability(
            values: values(type, energyBin: energyBin), errors: values(type, .err, energyBin: energyBin),
            seconds: seconds)
    }
}

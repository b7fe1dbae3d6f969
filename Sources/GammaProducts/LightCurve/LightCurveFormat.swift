/// The layouts of a light curve in a table.
public enum LightCurveFormat: String, Sendable, Hashable, CaseIterable {
    /// Gammapy's own: time_min and time_max as MJD days, arrays over energy bins in each row.
    case lightcurve
    /// astropy's `BinnedTimeSeries`: time_bin_start and time_bin_size; one energy bin only.
    case binnedTimeSeries = "binned-time-series"
}

import GammaProducts

extension CatalogSource {
    /// The light curve that the catalogue states; nil when there is none.
    /// - Parameter name: `1-year`, `2-month`, `1-month`; nil for the first one.
    public func lightCurve(_ name: String? = nil) -> LightCurve? {
        guard let history = name.map({ name in histories.first { $0.name == name } }) ?? histories.first else {
            return nil
        }
        let spectrum = spectrum()
        let bins = zip(zip(history.edges, history.edges.dropFirst()), history.bands).map { times, band in
            LightCurve.Bin(start: times.0, stop: times.1, points: [Self.point(band, .flux, spectrum)])
        }
        return LightCurve(bins, metadata: metadata(.flux))
    }
}

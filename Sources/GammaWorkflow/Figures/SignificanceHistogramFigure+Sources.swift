import GammaPlots

extension SignificanceHistogramFigure {
    /// The significances of all pixels and of those outside sources, with the Gaussian of the latter.
    /// - Parameter isSource: a flag for each pixel.
    public init(_ values: [Double], outside isSource: [Bool], title: String = "") {
        let outside = zip(values, isSource).filter { !$0.1 }.map(\.0)
        let all = Series(name: "All pixels", values: values)
        guard isSource.contains(true), outside.contains(where: \.isFinite) else {
            self.init([all], title: title)
            return
        }
        self.init([all, Series(name: "Outside sources", values: outside)], title: title)
    }
}

/// From values to colours, with the text of the bar that explains them.
struct ColourScale: Sendable {
    var map: ColourMap
    /// The bar beside the image: name, unit, range and stretch.
    var axis: Axis

    init(
        _ name: RichText, unit: RichText? = nil, map: ColourMap = .viridis, stretch: Stretch = .linear, range: AxisRange
    ) {
        self.map = map
        axis = Axis(name, unit: unit, range, stretch: stretch)
    }

    /// The colour of a value; light grey where there is none. What a logarithm cannot show is the lowest colour.
    func packed(_ value: Double) -> UInt32 {
        value.isNaN ? 0xFFEE_EEEE : map.packed(axis.fraction(value))
    }
}

/// Colours that are told apart with any kind of colour vision (after Okabe & Ito 2008).
public enum Palette {
    /// Colours of successive series; repeats when exhausted.
    public static let series = [
        Colour(hex: 0x0072B2), Colour(hex: 0xD55E00), Colour(hex: 0x009E73), Colour(hex: 0xCC79A7),
        Colour(hex: 0xE69F00),
        Colour(hex: 0x56B4E9), Colour(hex: 0x6B4C9A), Colour(hex: 0x7F7F7F),
    ]

    /// The colour of series `index`, counted from 0.
    public static func colour(_ index: Int) -> Colour { series[abs(index % series.count)] }

    /// Text and axes.
    static let ink = Colour(hex: 0x1A1A1A)
    /// Grid lines.
    static let grid = Colour(hex: 0xE4E4E4)
    /// Reference lines such as zero in a residual panel.
    static let reference = Colour(hex: 0x8C8C8C)
    /// Hatching of what is left out.
    static let hatch = Colour(hex: 0xB0B0B0)
}

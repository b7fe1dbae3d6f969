import Foundation

/// The energies of sets of points: bars one above the other, below all fluxes.
extension SpectrumFigure {
    private var bars: [(index: Int, low: Double, high: Double)] {
        points.enumerated().compactMap { index, set in set.energyRange.map { (index, $0.low, $0.high) } }
    }

    /// Height of a bar with its gap, as a part of the logarithm of all fluxes.
    private static var step: Double { 0.035 }

    /// The axis with room for the bars.
    func withEnergyRanges(_ fluxes: AxisRange) -> AxisRange {
        guard !bars.isEmpty else { return fluxes }
        return AxisRange(place(Double(bars.count) + 1.5, below: fluxes), fluxes.high, .log)
    }

    /// Draws them, the first one on top, and says what they are.
    func addEnergyRanges(to panel: inout Panel, below fluxes: AxisRange) {
        for (row, bar) in bars.enumerated() {
            let y = place(Double(row) + 1.5, below: fluxes)
            panel.layers.append(
                .line(x: [bar.low, bar.high], y: [y, y], Stroke(colour(ofPoints: bar.index), width: 3)))
        }
        if !bars.isEmpty {
            panel.legend.append(LegendEntry("Energies in the fit", .line(Stroke(Palette.reference, width: 3))))
        }
    }

    private func place(_ row: Double, below fluxes: AxisRange) -> Double {
        fluxes.low * pow(fluxes.high / fluxes.low, -row * Self.step)
    }
}

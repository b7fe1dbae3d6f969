import GammaCore
import GammaIO
import GammaNumerics

import struct GammaCore.Unit

/// Rate of background events over reconstructed energy and the field of view.
public protocol BackgroundModel: InstrumentResponse {
    /// Reconstructed energy in TeV.
    var energy: IRFAxis { get }
    /// Orientation of the field-of-view axes.
    var alignment: FOVAlignment { get set }

    /// Rates in s⁻¹ TeV⁻¹ sr⁻¹ at energies in TeV and field-of-view positions in deg, C order (energy, position).
    ///
    /// Interpolated in the logarithm of the rate; 0 outside the axes.
    func evaluate(energies: [Double], longitudes: [Double], latitudes: [Double]) -> [Double]

    /// Rates in s⁻¹ sr⁻¹ in energy bins, C order (bin, position).
    ///
    /// One power-law trapezoid a bin between the rates at its edges (numerics.md §3.6); with `oversampling` each bin is
    /// first divided into that many equal ratios.
    func integral(
        energyEdges: [Double], longitudes: [Double], latitudes: [Double], oversampling: Int
    ) -> [Double]

    /// The same background with gaps between valid energies of one field-of-view bin closed, and ready to be
    /// integrated over a map; see numerics.md §3.6.
    func filled() throws -> Self
}

extension BackgroundModel {
    /// Rates in s⁻¹ sr⁻¹ in energy bins, without dividing them.
    public func integral(energyEdges: [Double], longitudes: [Double], latitudes: [Double]) -> [Double] {
        integral(energyEdges: energyEdges, longitudes: longitudes, latitudes: latitudes, oversampling: 1)
    }
}

extension ResponseReader {
    /// Background rates in C order and the smallest number that does not count as zero. The column may be called BGD
    /// (CTA-1DC), and its unit may be missing or unreadable.
    func background(axes: [IRFAxis]) throws -> BackgroundTable {
        let name = ["BKG", "BGD"].first { table.index(of: $0) != nil } ?? "BKG"
        let column = try table.column(name)
        let unit = try? Unit(parsing: column.unit)
        var corrected = self
        if unit == nil || unit == Unit.none {
            notices.add(
                "the background has no usable unit: s-1 MeV-1 sr-1 is taken",
                at: Origin(column: name).completed(by: table.origin))
            corrected = try ResponseReader(
                table.replacingUnit(of: name, by: Unit.backgroundRateInFiles), notices: notices)
        }
        let values = try corrected.values(name, in: .backgroundRate, axes: axes)
        return try BackgroundTable(axes: axes, values: values, floor: Self.floor(of: column))
    }

    /// The smallest normal number of a column's precision, in s⁻¹ TeV⁻¹ sr⁻¹.
    private static func floor(of column: Column) -> Double {
        if case .double = column.values { return Double.leastNormalMagnitude * 1e6 }
        return Double(Float.leastNormalMagnitude) * 1e6
    }
}

extension Table {
    /// The table with another unit on one column.
    func replacingUnit(of name: String, by unit: Unit) -> Table {
        var table = Table(name: self.name, header: header, origin: origin)
        for var column in columns {
            if column.name == name { column.unit = unit.description }
            table.append(column)
        }
        return table
    }
}

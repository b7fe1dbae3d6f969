import GammaIO
import GammaNumerics

/// The posterior of a spectrum: at each energy quantiles of dN/dE, cm⁻² s⁻¹ TeV⁻¹.
public struct SpectrumPosterior: Sendable, Equatable {
    /// The source.
    public let source: String
    /// Energies in TeV.
    public let energies: [Double]
    /// Medians of dN/dE.
    public let median: [Double]
    /// From the 15.87 % to the 84.13 % quantile.
    public let low68: [Double], high68: [Double]
    /// From the 2.28 % to the 97.72 % quantile.
    public let low95: [Double], high95: [Double]

    /// - Parameter curves: dN/dE of each draw at all energies.
    init(source: String, energies: [Double], curves: [[Double]]) {
        let columns = energies.indices.map { index in curves.map { $0[index] }.filter { !$0.isNaN }.sorted() }
        func quantiles(_ probability: Double) -> [Double] { columns.map { Quantile.ofSorted($0, probability) } }
        self.source = source
        self.energies = energies
        median = quantiles(0.5)
        (low68, high68) = (quantiles(0.158655), quantiles(0.841345))
        (low95, high95) = (quantiles(0.0227501), quantiles(0.9772499))
    }

    /// One row an energy.
    public var table: Table {
        var header = FITSHeader()
        header["SOURCE"] = .string(source)
        func column(_ name: String, _ values: [Double]) -> Column {
            Column(name, .double(values), unit: "TeV-1 s-1 cm-2")
        }
        return Table(
            name: "SPECTRUM_POSTERIOR", header: header,
            columns: [
                Column("energy", .double(energies), unit: "TeV"), column("dnde_median", median),
                column("dnde_low_68", low68), column("dnde_high_68", high68), column("dnde_low_95", low95),
                column("dnde_high_95", high95),
            ])
    }
}

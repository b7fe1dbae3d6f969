import GammaIO
import GammaModels

extension Models {
    /// The fitted spectrum of a source at energies in TeV: dN/dE with its error by linear propagation (`dnde_err`), and errors on
    /// either side from spectra sampled from the covariance within the limits of the parameters (`dnde_errn`, `dnde_errp`).
    /// The seed of the samples and the decorrelation energy are in the header.
    /// - Throws: ``Fault/Code/unknownKey`` when there is no such source.
    public func spectrumTable(of source: String, energies: [Double], seed: UInt64 = 0) throws -> Table {
        let position = try position(of: source)
        let spectral = components[position].spectral
        let covariance = spectralCovariance(ofModelAt: position)
        let (values, errors) = spectral.evaluateError(energies, covariance: covariance)
        let sampled = spectral.evaluate(energies, covariance: covariance, errors: .sampled(seed: seed))
        var header = FITSHeader()
        header["SOURCE"] = .string(source)
        header["SEED"] = .string("\(seed)")
        if let energy = spectral.pivotEnergy(covariance: covariance) { header["E_PIVOT"] = .double(energy) }
        let unit = "TeV-1 s-1 cm-2"
        return Table(
            name: "SPECTRUM", header: header,
            columns: [
                Column("energy", .double(energies), unit: "TeV"), Column("dnde", .double(values), unit: unit),
                Column("dnde_err", .double(errors), unit: unit),
                Column("dnde_errn", .double(sampled.below), unit: unit),
                Column("dnde_errp", .double(sampled.above), unit: unit),
            ])
    }
}

import Foundation
import GammaCore
import GammaIO

/// An XSPEC table model with one parameter: HDUs PARAMETERS, ENERGIES (keV) and SPECTRA.
struct XSPECTable {
    /// Values of the parameter, ascending.
    let parameters: [Double]
    /// Geometric means of the energy bins in TeV.
    let energies: [Double]
    /// One spectrum a parameter value.
    let values: [Double]

    init(_ path: String) throws {
        let file = try FITSReader(path)
        let spectra = try file.table(named: "SPECTRA")
        let bins = try file.table(named: "ENERGIES")
        let low = try bins.doubles("ENERG_LO")
        let high = try bins.doubles("ENERG_HI")
        let keV = 1e-9
        let energies = zip(low, high).map { ($0 * $1).squareRoot() * keV }
        let parameter = try spectra.doubles("PARAMVAL")
        let values = try spectra.doubles("INTPSPEC")
        let count = energies.count
        let (size, overflow) = parameter.count.multipliedReportingOverflow(by: count)
        guard count > 0, !overflow, size == values.count, parameter.count == spectra.rowCount else {
            throw Fault(
                .badColumn, "the spectra do not have one value for each of the \(count) energies",
                at: Origin(file: path, hdu: "SPECTRA", column: "INTPSPEC"))
        }
        // Some tables hold a parameter value twice: the first one counts.
        var rows: [Int] = []
        for row in parameter.indices.sorted(by: { (parameter[$0], $0) < (parameter[$1], $1) })
        where rows.last.map({ parameter[$0] != parameter[row] }) ?? true { rows.append(row) }
        self.parameters = rows.map { parameter[$0] }
        self.energies = energies
        self.values = rows.flatMap { values[$0 * count..<($0 + 1) * count] }
    }
}

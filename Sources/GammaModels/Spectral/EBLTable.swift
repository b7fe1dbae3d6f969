import Foundation
import GammaCore

/// Transmission of the extragalactic background light by redshift and energy.
public struct EBLTable: Sendable, Equatable {
    /// Redshifts, ascending.
    public let redshifts: [Double]
    /// Energies in TeV, ascending.
    public let energies: [Double]
    /// Transmission, redshift after redshift.
    public let transmission: [Double]
    private let redshiftTable: NodeTable
    private let energyTable: NodeTable
    private let scaled: [Double]

    /// Makes a table.
    /// - Parameter isSinglePrecision: whether values were stored with 32 bits, which sets the smallest one.
    /// - Throws: ``Fault/Code/badValue`` when axes are not ascending, sizes differ or values are no numbers.
    public init(redshifts: [Double], energies: [Double], transmission: [Double], isSinglePrecision: Bool = false) throws
    {
        func isAscending(_ values: [Double]) -> Bool {
            values.allSatisfy(\.isFinite) && zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
        }
        guard redshifts.count >= 2, isAscending(redshifts) else {
            throw Fault(.badValue, "an absorption table needs at least two ascending redshifts")
        }
        guard energies.count >= 2, isAscending(energies), energies[0] > 0 else {
            throw Fault(.badValue, "an absorption table needs at least two ascending positive energies")
        }
        let (count, overflow) = redshifts.count.multipliedReportingOverflow(by: energies.count)
        guard !overflow, transmission.count == count else {
            throw Fault(
                .badValue,
                "an absorption table of \(redshifts.count) redshifts and \(energies.count) energies has \(transmission.count) values"
            )
        }
        guard transmission.allSatisfy(\.isFinite) else {
            throw Fault(.badValue, "a value of the absorption table is not a number")
        }
        self.redshifts = redshifts
        self.energies = energies
        self.transmission = transmission
        redshiftTable = NodeTable(nodes: redshifts)
        energyTable = NodeTable(nodes: energies.map { log($0) })
        let tiny = isSinglePrecision ? Double(Float.leastNormalMagnitude) : Double.leastNormalMagnitude
        scaled = transmission.map { ValueScale.log($0, tiny: tiny) }
    }

    /// The table at one redshift.
    struct Row {
        let energies: NodeTable
        /// Logarithm of the transmission at each energy, and its derivative by redshift.
        let values: [Double]
        let slopes: [Double]

        /// Transmission to the power alpha, with its derivatives by redshift and by alpha.
        func evaluate(_ logEnergy: Double, _ alpha: Double) -> (value: Double, byRedshift: Double, byAlpha: Double) {
            let (lower, weight) = energies.locate(logEnergy)
            let exponent = values[lower] + weight * (values[lower + 1] - values[lower])
            // Gammapy holds the transmission within 0 and 1 before the power is taken.
            if exponent >= 0 { return (1, 0, 0) }
            guard ValueScale.exp(exponent) > 0 else { return (alpha == 0 ? 1 : 0, 0, 0) }
            let value = exp(alpha * exponent)
            let slope = slopes[lower] + weight * (slopes[lower + 1] - slopes[lower])
            return (value, value * alpha * slope, value * exponent)
        }
    }

    func row(at redshift: Double) -> Row {
        let (lower, weight) = redshiftTable.locate(redshift)
        let step = redshifts[lower + 1] - redshifts[lower]
        let count = energies.count
        var values = [Double](repeating: 0, count: count)
        var slopes = values
        for k in 0..<count {
            let a = scaled[lower * count + k]
            let difference = scaled[(lower + 1) * count + k] - a
            values[k] = a + weight * difference
            slopes[k] = difference / step
        }
        return Row(energies: energyTable, values: values, slopes: slopes)
    }
}

import GammaCore
import GammaIO
import GammaMaps
import GammaNumerics

/// Effective area and energy dispersion of an OGIP spectrum: an ARF with or without an RMF, or one response matrix that holds
/// both, as X-ray missions have it (OGIP memo 92-002).
struct OGIPResponse {
    var energyTrue: MapAxis
    /// cm² in each bin of true energy.
    var effectiveArea: [Double]
    /// Of the matrix; nil without one.
    var channels: OGIPChannels?
    var dispersion: Matrix?

    /// - Parameters:
    ///   - arf: path of the effective area; nil when there is none.
    ///   - rmf: path of the matrix; nil when there is none.
    ///   - origin: of the spectrum, for faults.
    init(arf: String?, rmf: String?, _ origin: Origin) throws {
        let matrix = try rmf.map(RedistributionMatrixFile.init(reading:))
        if let arf {
            let table = try FITSReader(arf).table(named: "SPECRESP")
            energyTrue = try table.energyAxis(low: "ENERG_LO", high: "ENERG_HI", name: "energy_true")
            effectiveArea = try table.doubles("SPECRESP", in: .cm2).map { $0.isFinite ? $0 : 0 }
            if let matrix { try add(matrix, to: table) }
        } else if let matrix, matrix.holdsArea {
            energyTrue = matrix.energyTrue
            effectiveArea = (0..<matrix.matrix.rows).map { row in
                (0..<matrix.matrix.columns).reduce(0) { $0 + matrix.matrix[row, $1] }
            }
            channels = matrix.channels
            var kernel = matrix.matrix
            for row in 0..<kernel.rows where effectiveArea[row] > 0 {
                for column in 0..<kernel.columns { kernel[row, column] /= effectiveArea[row] }
            }
            dispersion = kernel
        } else {
            throw Fault(
                .missingKeyword, "the spectrum names no effective area file",
                at: Origin(keyword: "ANCRFILE").completed(by: origin),
                hint: "a spectrum without ARF has no exposure; write its name into ANCRFILE")
        }
    }

    private mutating func add(_ matrix: RedistributionMatrixFile, to area: Table) throws {
        guard matrix.energyTrue.hasEdges(of: energyTrue, tolerance: OGIPChannels.tolerance) else {
            let (rows, bins) = (matrix.energyTrue.binCount, energyTrue.binCount)
            throw Fault(
                .incompatible,
                "the redistribution matrix has "
                    + (rows == bins ? "other true energies than" : "\(rows) true energies, not the \(bins) of")
                    + " the effective area in \(area.origin)",
                at: Origin(column: "ENERG_LO").completed(by: matrix.origin),
                hint: "take matrix (RESPFILE) and effective area (ANCRFILE) of one instrument response, binned alike")
        }
        channels = matrix.channels
        dispersion = matrix.matrix
    }
}

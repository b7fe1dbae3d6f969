import GammaCore
import GammaIO
import GammaMaps

/// The channels for which a file has bounds of energy (table EBOUNDS of OGIP memo 92-002).
struct OGIPChannels {
    /// Numbers of 32 bits in other units agree to this share.
    static let tolerance = 1e-4
    /// Bounds of the channels, TeV.
    let energy: MapAxis
    /// The table.
    private let bounds: Table

    /// Reads the table.
    /// - Throws: faults of its columns.
    init(_ bounds: Table) throws {
        energy = try bounds.energyAxis(low: "E_MIN", high: "E_MAX", name: "energy")
        self.bounds = bounds
    }

    /// - Throws: ``Fault/Code/incompatible`` unless a spectrum has the same channels.
    func check(_ spectrum: Table) throws {
        try spectrum.checkChannels(against: bounds, hint: "take the matrix (RESPFILE) that was made for this spectrum")
    }

    /// - Throws: ``Fault/Code/incompatible`` unless the channels of a matrix are these.
    func check(_ matrix: OGIPChannels) throws {
        let hint = "take the matrix (RESPFILE) that was made for this spectrum"
        try bounds.checkChannels(against: matrix.bounds, hint: hint)
        guard !energy.hasEdges(of: matrix.energy, tolerance: OGIPChannels.tolerance) else { return }
        throw Fault(
            .incompatible, "the channels have other energies than those in \(matrix.bounds.origin)",
            at: Origin(column: "E_MIN").completed(by: bounds.origin), hint: hint)
    }
}

extension Table {
    /// - Throws: ``Fault/Code/incompatible`` unless this table has as many channels as the other, numbered alike.
    func checkChannels(against other: Table, hint: String) throws {
        func fault(_ message: String) -> Fault {
            Fault(
                .incompatible, message, at: Origin(column: optionalColumn("CHANNEL")?.name).completed(by: origin),
                hint: hint)
        }
        guard rowCount == other.rowCount else {
            throw fault("there are \(rowCount) channels here, but \(other.rowCount) in \(other.origin)")
        }
        let first = optionalColumn("CHANNEL")?.integers?.first
        let otherFirst = other.optionalColumn("CHANNEL")?.integers?.first
        guard let first, let otherFirst, first != otherFirst else { return }
        throw fault("the channels begin with \(first) here, but with \(otherFirst) in \(other.origin)")
    }
}

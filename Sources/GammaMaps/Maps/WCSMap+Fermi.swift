import Foundation
import GammaCore
import GammaIO

import struct GammaCore.Unit

extension WCSMap {
    /// The layouts of Fermi-LAT's tools, each with one axis of energy.
    public enum FermiFormat: String, Sendable, Hashable, CaseIterable {
        /// Counts (`gtbin`): edges in the table `EBOUNDS`, keV.
        case countsCube = "fgst-ccube"
        /// Diffuse emission: nodes in the table `ENERGIES`, MeV; cm⁻² s⁻¹ MeV⁻¹ sr⁻¹.
        case template = "fgst-template"
        /// Exposure (`gtexpcube2`): nodes in the table `ENERGIES`, MeV; cm² s.
        case exposureCube = "fgst-bexpcube"
    }

    /// The map as HDUs in a layout of Fermi-LAT's tools. Bins become nodes at their centres where nodes are wanted.
    /// - Throws: ``Fault/Code/incompatible`` for other axes than one of energy, ``Fault/Code/badUnit``.
    public func fitsHDUs(_ format: FermiFormat) throws -> [FITSHDU] {
        guard let axis = geometry.axes.first, geometry.axes.count == 1, axis.isEnergy else {
            throw Fault(
                .incompatible,
                "the format \(format.rawValue) has one axis of energy, the map has \(geometry.axes.map(\.name))")
        }
        let target: Unit
        switch format {
        case .countsCube: target = unit
        case .template: target = try Unit(parsing: "cm-2 s-1 MeV-1 sr-1")
        case .exposureCube: target = .cm2s
        }
        let map = try converted(to: target)
        var header = FITSHeader(geometry.wcs.cards)
        header["BUNIT"] = .string(target.description)
        let image = FITSImage(
            header: header, shape: [geometry.nx, geometry.ny, axis.binCount], pixels: map.values,
            kind: storage == .double ? .double : .float)
        return [.image(image), .table(try axis.fermiTable(format))]
    }

    /// Writes the map to a file in a layout of Fermi-LAT's tools.
    /// - Throws: as ``fitsHDUs(_:)``, or ``Fault/Code/fileUnwritable``.
    public func write(to path: String, format: FermiFormat) throws {
        try FITSWriter.write(fitsHDUs(format), to: path)
    }
}

extension MapAxis {
    /// The energy axis of Fermi-LAT's cubes: edges in EBOUNDS (keV unless a unit is given), nodes in ENERGIES (MeV).
    static func fermi(_ table: Table) throws -> MapAxis {
        func values(_ column: Column, _ unit: Unit) throws -> [Double] {
            let scale = try unit.factor(to: .TeV)
            return try table.doubles(column.name, in: .TeV).map { column.unit.isEmpty ? $0 * scale : $0 }
        }
        if let nodes = table.optionalColumn("ENERGY"), table.name.uppercased() != "EBOUNDS" {
            return try MapAxis(nodes: values(nodes, .MeV), name: "energy_true", unit: .TeV, interpolation: .log)
        }
        return try .energy(edges: values(table.column("E_MIN"), .keV) + values(table.column("E_MAX"), .keV).suffix(1))
    }

    fileprivate func fermiTable(_ format: WCSMap.FermiFormat) throws -> Table {
        let target: Unit = format == .countsCube ? .keV : .MeV
        let factor = try unit.factor(to: target)
        func column(_ name: String, _ values: some Sequence<Double>) -> Column {
            Column(name, .double(values.map { $0 * factor }), unit: target.description)
        }
        guard format == .countsCube else { return Table(name: "ENERGIES", columns: [column("Energy", centres)]) }
        guard !isNodeType else {
            throw Fault(.incompatible, "the format \(format.rawValue) has edges of energy, the map has nodes")
        }
        return Table(
            name: "EBOUNDS",
            columns: [
                Column("CHANNEL", .int32((1...Int32(binCount)).map { $0 })), column("E_MIN", edges.dropLast()),
                column("E_MAX", edges.dropFirst()),
            ])
    }
}

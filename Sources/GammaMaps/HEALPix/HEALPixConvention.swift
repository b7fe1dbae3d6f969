import GammaCore
import GammaIO

/// The customs by which HEALPix maps are stored in FITS tables (keyword HPX_CONV).
public enum HEALPixConvention: String, Sendable, Hashable, CaseIterable {
    /// Gammapy's own.
    case gadf
    /// Counts cube of the Fermi-LAT tools.
    case fermiCounts = "fgst-ccube"
    /// Exposure cube of the Fermi-LAT tools; cm² s.
    case fermiExposure = "fgst-bexpcube"
    /// Template of the Fermi-LAT tools, intensities at energies.
    case fermiTemplate = "fgst-template"
    /// Source map of the Fermi-LAT tools.
    case fermiSourceMap = "fgst-srcmap"
    /// Sky map of Galprop.
    case galprop
    /// An image by healpy, with several pixels a row.
    case healpy

    /// Name of the columns of values, followed by a number; nil for any.
    var column: String? {
        switch self {
        case .gadf, .fermiCounts, .fermiSourceMap: "CHANNEL"
        case .fermiExposure, .fermiTemplate: "ENERGY"
        case .galprop: "Bin"
        case .healpy: nil
        }
    }

    /// Name of the table when written.
    var hdu: String {
        switch self {
        case .fermiExposure: "HPXEXPOSURES"
        case .galprop: "SKYMAP2"
        default: "SKYMAP"
        }
    }

    /// Name of the table of axes; nil where it follows from that of the map.
    var bands: String? {
        switch self {
        case .gadf, .healpy: nil
        case .fermiCounts, .fermiSourceMap: "EBOUNDS"
        case .fermiExposure, .fermiTemplate, .galprop: "ENERGIES"
        }
    }

    /// Keyword of the frame.
    var frameKeyword: String { self == .galprop ? "COORDTYPE" : "COORDSYS" }

    /// The convention of a table: by HPX_CONV, else by the names of table and columns, as Gammapy tells them apart.
    /// - Throws: ``Fault/Code/badKeyword`` for an unknown HPX_CONV.
    init(of table: Table) throws {
        if let text = table.header.string("HPX_CONV"), !text.isEmpty {
            let name = text.lowercased() == "galprop2" ? "galprop" : text.lowercased()
            guard let known = Self(rawValue: name) else {
                throw Fault(
                    .badKeyword, "the HEALPix convention '\(text)' is not known",
                    at: Origin(keyword: "HPX_CONV").completed(by: table.origin),
                    hint: "known are \(Self.allCases.map { $0.rawValue.uppercased() }.joined(separator: ", "))")
            }
            self = known
            return
        }
        let first = table.columns.first { $0.name.uppercased() != "PIX" }?.name.uppercased() ?? ""
        if table.name == "HPXEXPOSURES" {
            self = .fermiExposure
        } else if table.name == "SKYMAP2" || first == "BIN0" {
            self = .galprop
        } else if first == "ENERGY1" {
            self = .fermiTemplate
        } else if first == "CHANNEL0" || first == "CHANNEL1" {
            self = table.name == "SKYMAP" ? .fermiCounts : .fermiSourceMap
        } else {
            self = .healpy
        }
    }

    /// The columns of values in order.
    /// - Throws: ``Fault/Code/missingColumn``.
    func valueColumns(_ table: Table) throws -> [Column] {
        let columns: [Column]
        if let prefix = column {
            columns = table.columns.filter {
                $0.name.uppercased().hasPrefix(prefix.uppercased()) && Int($0.name.dropFirst(prefix.count)) != nil
            }
        } else {
            columns = Array(table.columns.filter { $0.name.uppercased() != "PIX" }.prefix(1))
        }
        guard !columns.isEmpty else {
            throw Fault(
                .missingColumn, "there is no column of values \(column ?? "")1, …", at: table.origin,
                hint: "columns here: \(table.columns.map(\.name).joined(separator: ", "))")
        }
        return columns
    }
}

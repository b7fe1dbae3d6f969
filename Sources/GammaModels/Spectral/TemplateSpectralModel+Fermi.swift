import Foundation
import GammaCore
import GammaIO

import struct GammaCore.Unit

extension TemplateSpectralModel {
    /// Reads an isotropic spectrum of Fermi-LAT: lines of energy (MeV) and differential flux (cm⁻² s⁻¹ MeV⁻¹ sr⁻¹), further columns
    /// left aside.
    /// - Throws: ``Fault/Code/fileUnreadable``, ``Fault/Code/badValue`` with the line of what is no number.
    public static func readFermiIsotropic(_ path: String) throws -> TemplateSpectralModel {
        let file = try DataPath.expand(path)
        let text: String
        do {
            text = try TextFile.read(file)
        } catch let fault as Fault {
            throw Fault(
                fault.code, "the isotropic spectrum cannot be read: \(fault.message)", at: fault.origin,
                hint:
                    "it is a text file such as iso_P8R3_SOURCE_V3_v1.txt, which comes with the Fermi-LAT background models"
            )
        }
        var (energies, values): ([Double], [Double]) = ([], [])
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard words.count >= 2, let energy = Double(first), let value = Double(words[1]) else {
                throw Fault(
                    .badValue, "'\(line)' is not an energy and a flux", at: Origin(file: file, line: number + 1),
                    hint: "lines hold energy in MeV and flux in cm-2 s-1 MeV-1 sr-1")
            }
            energies.append(energy)
            values.append(value)
        }
        do {
            return try TemplateSpectralModel(
                energies: energies, energyUnit: .MeV, values: values, valueUnit: Unit(parsing: "MeV-1 s-1 cm-2"))
        } catch let fault as Fault {
            throw fault.located(in: Origin(file: file))
        }
    }
}

extension SkyModel {
    /// The isotropic background that goes with events of Fermi-LAT, times a norm: the spectrum comes out of a fit to the data,
    /// so that only the exposure is applied.
    public static func fermiIsotropic(_ path: String, name: String = "fermi-diffuse-iso") throws -> SkyModel {
        SkyModel(
            name, spectral: try TemplateSpectralModel.readFermiIsotropic(path) * PowerLawNorm(),
            spatial: ConstantSpatialModel(), applyIRF: ApplyIRF(psf: false, edisp: false))
    }
}

import GammaCore
import GammaIO
import GammaMaps

extension PSFMap {
    /// Reads a point-spread function: the HDUs PSF and PSF_EXPOSURE of Gammapy's layout (also of a dataset's file), in true
    /// or reconstructed energy (`PSFMap`, `RecoPSFMap`), or a file of the Fermi-LAT tool `gtpsf`, which is the same
    /// everywhere (its image is nil).
    /// - Parameter hdu: name of the HDU, or its number from 1.
    /// - Throws: faults that name the file and HDU.
    public static func read(_ path: String, hdu: String = "PSF") throws -> PSFMap {
        let reader = try FITSReader(DataPath.expand(path))
        if reader.optionalIndex(of: "THETA") != nil { return try fermi(reader) }
        return try PSFMap(ResponseMap(reader: reader, name: hdu, unit: .perSr))
    }

    /// Tables PSF (Energy in MeV, Exposure in cm² s, Psf in sr⁻¹) and THETA (deg); units in the file win.
    private static func fermi(_ reader: FITSReader) throws -> PSFMap {
        let (psf, theta) = (try reader.table(named: "PSF"), try reader.table(named: "THETA"))
        let energies = try psf.doubles("Energy", in: .TeV).map {
            try psf.column("Energy").unit.isEmpty ? $0 * 1e-6 : $0
        }
        do {
            return try PSFMap(
                ResponseMap(
                    image: nil,
                    energyTrue: MapAxis(nodes: energies, name: "energy_true", unit: .TeV, interpolation: .log),
                    axis: MapAxis(nodes: theta.doubles("Theta", in: .deg), name: "rad", unit: .deg),
                    values: psf.doubles("Psf", in: .perSr), exposure: psf.doubles("Exposure", in: .cm2s)))
        } catch let fault as Fault {
            throw fault.located(in: psf.origin)
        }
    }

    /// Writes the HDUs PSF and PSF_EXPOSURE in Gammapy's layout.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws {
        try FITSWriter.write(map.fitsHDUs(name: "PSF", unit: .perSr), to: path)
    }
}

extension EnergyDispersionMap {
    /// Reads the HDUs EDISP and EDISP_EXPOSURE of Gammapy's layout (also of a dataset's file): kernels (`EDispKernelMap`) or
    /// densities in migra (`EDispMap`), with the exposure or without.
    /// - Parameter hdu: name of the HDU, or its number from 1.
    /// - Throws: faults that name the file and HDU.
    public static func read(_ path: String, hdu: String = "EDISP") throws -> EnergyDispersionMap {
        try EnergyDispersionMap(ResponseMap(reader: FITSReader(DataPath.expand(path)), name: hdu, unit: .none))
    }

    /// Writes the HDUs EDISP and EDISP_EXPOSURE in Gammapy's layout.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws {
        try FITSWriter.write(map.fitsHDUs(name: "EDISP", unit: .none), to: path)
    }
}

import GammaCore
import GammaData
import GammaDatasets
import GammaMaps

/// Data of Fermi-LAT as its tools leave them: selected events (`gtselect`, `gtmktime`), an exposure cube (`gtexpcube2`), and a
/// point-spread function (`gtpsf`), which is taken to be the same everywhere.
public struct FermiData: Sendable {
    /// Events with energies in TeV.
    public var events: EventList
    /// Good time intervals of the event file; nil when it has none.
    public var gti: GTI?
    /// Exposure.
    public var exposure: FermiExposure
    /// Point-spread function; nil when maps without it are wanted.
    public var psf: PSFMap?

    /// Puts data together.
    public init(events: EventList, gti: GTI? = nil, exposure: FermiExposure, psf: PSFMap? = nil) {
        self.events = events
        self.gti = gti
        self.exposure = exposure
        self.psf = psf
    }

    /// Reads the three files.
    /// - Throws: faults of reading, with file, HDU and column.
    public init(events: String, exposure: String, psf: String? = nil) throws {
        self.init(
            events: try EventList.read(events), gti: try? GTI.read(events), exposure: try FermiExposure.read(exposure),
            psf: try psf.map(PSFMap.read))
    }
}

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
    /// - Throws: faults of reading, with file, HDU and column, and the tool of Fermi-LAT that makes such a file.
    public init(events: String, exposure: String, psf: String? = nil) throws {
        self.init(
            events: try Self.reading("selected events", by: "gtselect and gtmktime") { try EventList.read(events) },
            gti: try Self.goodTimes(events),
            exposure: try Self.reading("an exposure cube", by: "gtexpcube2") { try FermiExposure.read(exposure) },
            psf: try psf.map { path in
                try Self.reading("a point-spread function", by: "gtpsf") { try PSFMap.read(path) }
            })
    }

    private static func goodTimes(_ events: String) throws -> GTI? {
        do {
            return try GTI.read(events)
        } catch let fault as Fault where fault.code == .missingHDU {
            return nil
        }
    }

    private static func reading<Content>(
        _ what: String, by tool: String, _ body: () throws -> Content
    ) throws -> Content {
        do {
            return try body()
        } catch let fault as Fault where [.fileNotFound, .missingHDU, .missingColumn].contains(fault.code) {
            let hint = "\(what) as \(tool) of the Fermitools leaves it is needed here"
            throw Fault(fault.code, fault.message, at: fault.origin, hint: fault.hint.map { "\(hint); \($0)" } ?? hint)
        }
    }
}

/// Section `observations`: which runs of which archive.
public struct ObservationsConfig: Sendable, Hashable {
    /// What a run must have to be used. The raw values are Gammapy's names.
    public enum RequiredIRF: String, Sendable, Hashable, CaseIterable {
        /// Event list.
        case events
        /// Good time intervals.
        case gti
        /// Effective area.
        case aeff
        /// Background model.
        case bkg
        /// Energy dispersion.
        case edisp
        /// Point spread function.
        case psf
        /// Energy-dependent radius of the on region.
        case radMax = "rad_max"
    }

    /// The archive: a folder with index files, an index file, or a folder of event files.
    public var datastore: ConfigPath = "$GAMMAPY_DATA/hess-dl3-dr1"
    /// Runs to use; empty: all.
    public var obsIDs: [Int] = []
    /// Text file with one run a line, instead of ``obsIDs``.
    public var obsFile: ConfigPath?
    /// Runs pointing into this circle; nothing set: anywhere.
    public var obsCone = CircleConfig()
    /// Time intervals to keep; nothing set: all times.
    public var obsTime = TimeIntervalsConfig()
    /// Conditions on columns of the observation index; nil: none. Not in Gammapy.
    public var select: ConfigColumnConditions?
    /// What a run must have to be used.
    public var requiredIRF: [RequiredIRF] = [.aeff, .edisp, .psf, .bkg]
}

/// Key `fermi` of an instrument: the files of Fermi-LAT's tools in place of an archive.
public struct FermiConfig: Sendable, Hashable {
    /// The ring around the on region in which the background of a spectrum is measured.
    public struct Ring: Sendable, Hashable {
        /// Inner radius.
        public var inner: ConfigAngle
        /// Width.
        public var width: ConfigAngle

        /// Makes a ring.
        public init(inner: ConfigAngle, width: ConfigAngle) {
            self.inner = inner
            self.width = width
        }
    }

    /// Selected events (`gtselect`, `gtmktime`).
    public var events: ConfigPath
    /// Exposure cube (`gtexpcube2`), in HEALPix or as an image.
    public var exposure: ConfigPath
    /// Point-spread function (`gtpsf`).
    public var psf: ConfigPath
    /// For a spectrum; maps have none.
    public var offRing: Ring?

    /// Names the files.
    public init(events: ConfigPath, exposure: ConfigPath, psf: ConfigPath, offRing: Ring? = nil) {
        self.events = events
        self.exposure = exposure
        self.psf = psf
        self.offRing = offRing
    }

    /// The files as they are on this machine.
    /// - Throws: a fault that names the place in the configuration when a variable is not set.
    func paths() throws -> (events: String, exposure: String, psf: String) {
        (try events.expanded(), try exposure.expanded(), try psf.expanded())
    }
}

import GammaCore

/// Where an HDU of an observation is kept: one row of an HDU index table.
public struct HDULocation: Sendable, Hashable {
    /// The observation's number as text.
    public var observationID: String
    /// What the HDU is for.
    public var type: HDUType
    /// Format of the HDU; nil for formats that are not known here, such as HAWC's response maps.
    public var hduClass: HDUClass?
    /// Path of the file, folders of the index table resolved.
    public var path: String
    /// Name of the HDU, or its number from 0, as text.
    public var hdu: String

    /// Makes a location.
    public init(observationID: String, type: HDUType, hduClass: HDUClass?, path: String, hdu: String) {
        self.observationID = observationID
        self.type = type
        self.hduClass = hduClass
        self.path = path
        self.hdu = hdu
    }

    /// File and HDU, for faults.
    public var origin: Origin { Origin(file: path, hdu: hdu) }
}

import GammaIO

/// Orientation of the field-of-view axes of a background (FOVALIGN). Raw values are those that Gammapy writes.
public enum FOVAlignment: String, Sendable, Hashable, CaseIterable {
    /// Aligned with altitude and azimuth.
    case altAz = "ALTAZ"
    /// Aligned with right ascension and declination; longitude grows towards decreasing right ascension.
    case raDec = "RADEC"
    /// Aligned with right ascension and declination; longitude grows with right ascension (H.E.S.S. DL3 DR1).
    case reverseLongitudeRADec = "REVERSE_LON_RADEC"

    /// The alignment that a header tells; RADEC when it tells none or an unknown one.
    init(header: FITSHeader) { self = header.string("FOVALIGN").flatMap { Self(rawValue: $0.uppercased()) } ?? .raDec }
}

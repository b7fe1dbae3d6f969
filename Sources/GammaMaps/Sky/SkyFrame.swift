import Foundation
import GammaCore

/// A celestial coordinate system.
public enum SkyFrame: String, Sendable, Hashable, CaseIterable, Codable {
    /// International Celestial Reference System: right ascension and declination.
    case icrs
    /// FK5 at equinox J2000.
    case fk5
    /// Galactic longitude and latitude (IAU 1958, in its J2000 form).
    case galactic

    /// Reads `icrs`, `fk5`, `j2000`, `galactic`, `gal`, whatever the case.
    /// - Throws: ``Fault/Code/badValue``.
    public init(parsing text: String) throws {
        switch text.trimmingCharacters(in: .whitespaces).lowercased() {
        case "icrs", "radec": self = .icrs
        case "fk5", "j2000": self = .fk5
        case "galactic", "gal": self = .galactic
        default:
            throw Fault(.badValue, "'\(text)' is not a coordinate frame", hint: "use 'icrs', 'fk5' or 'galactic'")
        }
    }
}

extension SkyFrame {
    /// Rows of the rotation from ICRS to this frame.
    ///
    /// FK5 is turned against ICRS by the angles of Feissel & Mignard (1997, A&A 331, L33); the Galactic pole and
    /// origin are the J2000 values that astropy uses, so that positions agree to rounding.
    var rotationFromICRS: Rotation {
        switch self {
        case .icrs: .identity
        case .fk5: Self.icrsToFK5
        case .galactic: Self.icrsToGalactic
        }
    }

    private static let icrsToFK5 =
        Rotation(aboutX: 19.9 / 3_600_000) * Rotation(aboutY: 9.1 / 3_600_000) * Rotation(aboutZ: -22.9 / 3_600_000)

    private static let icrsToGalactic =
        Rotation(aboutZ: 180 - 122.9319185680026) * Rotation(aboutY: 90 - 27.12825118085622)
        * Rotation(aboutZ: 192.8594812065348) * icrsToFK5
}

import GammaCore
import GammaData
import GammaDatasets
import GammaMaps

/// Data of an array that looks at the whole sky above it, as HAWC and SWGO keep them: events of one class (HAWC's share of
/// detectors hit), and responses that are maps, exposure and background those of one transit.
public struct HAWCData: Sendable {
    /// Events.
    public var events: EventList
    /// Good time intervals; nil when there are none.
    public var gti: GTI?
    /// Exposure of one transit (true energy, y, x), in `m2 s` or `m2 s transit-1`.
    public let exposure: WCSMap
    /// Background of one transit (energy, y, x): counts a pixel, or counts by energy and solid angle (`TeV-1 sr-1`), with or
    /// without `transit-1`.
    public let background: WCSMap
    /// Point-spread function, for HAWC in reconstructed energy.
    public let psf: PSFMap
    /// Energy dispersion, for HAWC kernels; its axes of energy are those of the datasets.
    public let energyDispersion: EnergyDispersionMap
    /// Observation number.
    public var observationID: String?
    /// Whether the background is counts by energy and solid angle.
    let isBackgroundDensity: Bool

    /// Puts data together.
    /// - Throws: ``Fault/Code/incompatible`` for maps of other axes, ``Fault/Code/badUnit`` for other units.
    public init(
        events: EventList, gti: GTI? = nil, exposure: WCSMap, background: WCSMap, psf: PSFMap,
        energyDispersion: EnergyDispersionMap, observationID: String? = nil
    ) throws {
        try Self.checkExposure(exposure)
        isBackgroundDensity = try Self.isDensity(background)
        self.events = events
        self.gti = gti
        self.exposure = exposure
        self.background = background
        self.psf = psf
        self.energyDispersion = energyDispersion
        self.observationID = observationID
    }

    /// Whether exposure and background say themselves that they are those of one transit.
    var namesTransit: Bool {
        [exposure.unit, background.unit].allSatisfy { $0.description.lowercased().contains("transit") }
    }

    static func checkExposure(_ map: WCSMap) throws {
        try checkAxis(map, "energy_true", "exposure")
        guard map.unit.isConvertible(to: .cm2s) else {
            throw Fault(
                .badUnit, "the exposure is in '\(map.unit)', not in area times time", at: Origin(keyword: "BUNIT"),
                hint: "the exposure of one transit is in 'm2 s transit-1' or 'm2 s'")
        }
    }

    static func isDensity(_ map: WCSMap) throws -> Bool {
        try checkAxis(map, "energy", "background")
        if map.unit.isConvertible(to: .none) { return false }
        guard map.unit.isConvertible(to: try density) else {
            throw Fault(
                .badUnit, "the background is in '\(map.unit)', neither counts nor counts by energy and solid angle",
                at: Origin(keyword: "BUNIT"),
                hint:
                    "the background of one transit is in 'transit-1' or 'TeV-1 sr-1 transit-1'; 'transit-1' may be left out"
            )
        }
        return true
    }

    /// The unit of a background by energy and solid angle.
    static var density: Unit { get throws { try Unit(parsing: "TeV-1 sr-1") } }

    private static func checkAxis(_ map: WCSMap, _ name: String, _ what: String) throws {
        guard map.geometry.axes.map(\.name) == [name] else {
            throw Fault(
                .incompatible, "the \(what) needs the axis '\(name)' and no other, not \(map.geometry.axes.map(\.name))"
            )
        }
    }
}

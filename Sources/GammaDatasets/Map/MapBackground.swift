import GammaMaps

/// What is known of the background of a map dataset, which decides the fit statistic.
public enum MapBackground: Sendable, Equatable {
    /// No background: Cash statistic of the signal alone.
    case none
    /// Predicted background counts (energy, y, x): Cash statistic.
    case predicted(WCSMap)
    /// Off counts: WStat, the background of each bin is profiled.
    case measured(MapOffMeasurement)

    /// The kinds of background.
    public enum Kind: Sendable {
        /// No background.
        case none
        /// Predicted counts.
        case predicted
        /// Off counts.
        case measured
    }

    /// Which of the three it is.
    public var kind: Kind {
        switch self {
        case .none: .none
        case .predicted: .predicted
        case .measured: .measured
        }
    }

    /// No counts and no acceptance anywhere.
    static func zeros(_ kind: Kind, _ geometry: WCSGeometry) throws -> MapBackground {
        switch kind {
        case .none: return .none
        case .predicted: return try .predicted(WCSMap(geometry))
        case .measured:
            let zeros = try WCSMap(geometry)
            return .measured(MapOffMeasurement(counts: zeros, acceptance: zeros, acceptanceOff: zeros))
        }
    }

    /// The same kind with every map changed alike.
    func mapped(_ change: (WCSMap) throws -> WCSMap) rethrows -> MapBackground {
        switch self {
        case .none: .none
        case .predicted(let map): .predicted(try change(map))
        case .measured(let off):
            .measured(
                MapOffMeasurement(
                    counts: try change(off.counts), acceptance: try change(off.acceptance),
                    acceptanceOff: try change(off.acceptanceOff)))
        }
    }

    /// Adds the background of a dataset within its safe mask.
    mutating func stack(_ other: MapDataset, _ window: StackWindow) {
        // The case is emptied first and no other copy kept, so that its arrays are changed in place.
        if case .predicted(var map) = self {
            self = .none
            window.add(other.backgroundCounts, where: other.maskSafe, into: &map.values)
            self = .predicted(map)
        } else if case .measured(let theirs) = other.background, case .measured(var off) = self {
            self = .none
            off.stack(theirs, mask: other.maskSafe, window)
            self = .measured(off)
        }
    }
}

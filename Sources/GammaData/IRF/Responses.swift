import GammaCore
import GammaIO

/// The instrument responses of one observation, as far as they are there.
public struct Responses: Sendable {
    /// Effective area.
    public var effectiveArea: EffectiveArea2D?
    /// Energy dispersion.
    public var energyDispersion: EnergyDispersion2D?
    /// Point spread function.
    public var pointSpread: (any PointSpreadFunction)?
    /// Background rate.
    public var background: (any BackgroundModel)?
    /// Directional cut; of point-like responses only.
    public var radMax: RadMax2D?

    /// Makes a set.
    public init(
        effectiveArea: EffectiveArea2D? = nil, energyDispersion: EnergyDispersion2D? = nil,
        pointSpread: (any PointSpreadFunction)? = nil, background: (any BackgroundModel)? = nil, radMax: RadMax2D? = nil
    ) {
        self.effectiveArea = effectiveArea
        self.energyDispersion = energyDispersion
        self.pointSpread = pointSpread
        self.background = background
        self.radMax = radMax
    }

    /// All responses that are there, in the order aeff, edisp, psf, bkg, rad_max.
    public var all: [any InstrumentResponse] {
        let list: [(any InstrumentResponse)?] = [effectiveArea, energyDispersion, pointSpread, background, radMax]
        return list.compactMap { $0 }
    }

    /// The kinds that are there.
    public var kinds: Set<IRFKind> {
        Set(IRFKind.allCases.filter { kind in all.contains { type(of: $0).hduClass.type == kind.hduType } })
    }

    /// Whether a directional cut is applied in the effective area or the energy dispersion.
    public var isPointLike: Bool { effectiveArea?.isPointLike ?? energyDispersion?.isPointLike ?? false }

    /// Takes a response to its place.
    public mutating func set(_ response: any InstrumentResponse) {
        switch response {
        case let response as EffectiveArea2D: effectiveArea = response
        case let response as EnergyDispersion2D: energyDispersion = response
        case let response as any PointSpreadFunction: pointSpread = response
        case let response as any BackgroundModel: background = response
        case let response as RadMax2D: radMax = response
        default: break
        }
    }

    /// Takes the directional cut from the keyword RAD_MAX of a point-like effective area or energy dispersion, when no
    /// table gives it.
    mutating func completeRadMax() throws {
        guard radMax == nil else { return }
        if let response = effectiveArea, response.isPointLike, let radius = response.radMax {
            radMax = try RadMax2D(fixed: radius, of: response)
        } else if let response = energyDispersion, response.isPointLike, let radius = response.radMax {
            radMax = try RadMax2D(fixed: radius, of: response)
        }
    }

    /// Reads the response that a table holds.
    /// - Throws: faults of reading; ``Fault/Code/unsupported`` when the class is not that of a response.
    public static func read(
        _ table: Table, as hduClass: HDUClass, notices: Notices = Notices()
    ) throws -> any InstrumentResponse {
        switch hduClass {
        case .effectiveArea2D: return try EffectiveArea2D(table: table, notices: notices)
        case .energyDispersion2D: return try EnergyDispersion2D(table: table, notices: notices)
        case .psfTable: return try PSFTable(table: table, notices: notices)
        case .psf3Gauss: return try PSF3Gauss(table: table, notices: notices)
        case .psfKing: return try PSFKing(table: table, notices: notices)
        case .background2D: return try Background2D(table: table, notices: notices)
        case .background3D: return try Background3D(table: table, notices: notices)
        case .radMax2D: return try RadMax2D(table: table, notices: notices)
        case .events, .gti, .pointing:
            throw Fault(.unsupported, "'\(hduClass.rawValue)' is not an instrument response", at: table.origin)
        }
    }

    /// Reads all responses of a file; of several of one kind the first is taken.
    /// - Throws: faults of the file and of its responses.
    public static func read(_ path: String, notices: Notices = Notices()) throws -> Responses {
        let reader = try FITSReader(DataPath.expand(path))
        var responses = Responses()
        for (index, hduClass) in try reader.classifiedHDUs() {
            guard let kind = IRFKind.allCases.first(where: { $0.hduType == hduClass.type }) else { continue }
            if responses.kinds.contains(kind) {
                notices.add("more than one HDU of type \(kind.rawValue): the first is used", at: Origin(file: path))
                continue
            }
            responses.set(try read(reader.table(index), as: hduClass, notices: notices))
        }
        try responses.completeRadMax()
        return responses
    }
}

import GammaCore
import GammaMaps
import GammaModels

/// What a simulated observation is pointed at: a name and a direction.
public struct SimulationTarget: Sendable, Hashable {
    /// Name, as OBJECT in headers.
    public var name: String
    /// Direction.
    public var direction: SkyDirection

    /// Makes a target.
    public init(_ name: String, at direction: SkyDirection) {
        self.name = name
        self.direction = direction
    }

    /// The Crab nebula.
    public static let crab = SimulationTarget("Crab", at: SkyDirection(ra: 83.6331, dec: 22.0145))

    /// Well-known sources that can be asked for by name.
    public static let known = [
        crab,
        SimulationTarget("Mrk 421", at: SkyDirection(ra: 166.1138, dec: 38.2088)),
        SimulationTarget("Mrk 501", at: SkyDirection(ra: 253.4676, dec: 39.7602)),
        SimulationTarget("M 87", at: SkyDirection(ra: 187.7059, dec: 12.3911)),
        SimulationTarget("PKS 2155-304", at: SkyDirection(ra: 329.7169, dec: -30.2256)),
        SimulationTarget("Sgr A*", at: SkyDirection(ra: 266.4168, dec: -29.0078)),
    ]

    /// Reads the name of a known source, or right ascension and declination: `83.63 22.01`, `83.63 deg, 22.01 deg`,
    /// `5h34m31.9s +22d00m52s`. Plain numbers are degrees.
    /// - Throws: ``Fault/Code/badValue``.
    public init(parsing text: String) throws {
        func plain(_ text: String) -> String { text.lowercased().filter { $0 != " " } }
        if let target = Self.known.first(where: { plain($0.name) == plain(text) }) {
            self = target
            return
        }
        // A unit apart from its number does not count as a coordinate.
        let words = text.replacing(",", with: " ").split(separator: " ")
        let parts = words.filter { !["deg", "d", "°"].contains($0) }
        guard parts.count == 2,
            let direction = try? SkyDirection(lonText: String(parts[0]), latText: String(parts[1]), frame: .icrs),
            direction.isValid
        else {
            let names = Self.known.map(\.name)
            let near = nearestName(to: text, in: names).map { "did you mean '\($0)'? " } ?? ""
            throw Fault(
                .badValue, "'\(text)' is neither a target nor right ascension and declination",
                hint: near + "write for example '83.63 22.01'; names: \(names.joined(separator: ", "))")
        }
        self.init("\(parts[0]) \(parts[1])", at: direction)
    }

    /// A point source here with the spectrum of the Crab nebula as measured by MAGIC
    /// (J. High Energy Astrophys. 5–6, 30, 2015): a log parabola.
    public func crabLikeSource() -> SkyModel {
        let name = String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
        let spectrum = LogParabola.fromLog10(amplitude: 3.23e-11, reference: 1, alpha: 2.47, beta: 0.24)
        return SkyModel(name, spectral: spectrum, spatial: PointSpatialModel(at: direction.converted(to: .icrs)))
    }
}

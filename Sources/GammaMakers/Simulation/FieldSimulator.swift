import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels

/// Simulates reduced maps of a field: the runs of a survey, reduced and stacked, and counts drawn in every bin.
///
/// Exposure, background, point-spread function and energy dispersion are those that ``MapReduction`` makes of runs on a square
/// grid of pointings; only the events are left out. That is much quicker than simulating events, and equivalent for
/// everything that starts from maps. Everything can be set before ``dataset(execution:)``.
public struct FieldSimulator: Sendable {
    /// Image and axis of reconstructed energy.
    public var geometry: WCSGeometry
    /// Axis of true energy.
    public var energyTrue: MapAxis
    /// Largest distance in deg of neighbouring pointings along rows and columns.
    public var spacing = 1.4
    /// Livetime at each pointing in s.
    public var livetime = 5 * 3600.0
    /// Largest offset in deg at which data are used.
    public var offsetMax = 2.5
    /// The responses; nil takes those of ``ArrayResponse``.
    public var responses: Responses?
    /// Name of the dataset.
    public var name = "field"

    /// Makes a simulator.
    /// - Throws: ``Fault/Code/incompatible`` unless the geometry has the axis `energy` and no other.
    public init(_ geometry: WCSGeometry, energyTrue: MapAxis? = nil) throws {
        let energy = try geometry.axis("energy")
        guard geometry.axes.count == 1 else {
            throw Fault(.incompatible, "a field needs the axis 'energy' and no other, not \(geometry.axes.map(\.name))")
        }
        self.geometry = geometry
        let (low, high) = (energy.edges[0], energy.edges[energy.binCount])
        // What is measured comes from true energies beyond both ends.
        self.energyTrue =
            try energyTrue
            ?? .energy(min: low / 2, max: high * 2, bins: energy.binCount * 2, name: "energy_true")
    }

    /// Makes a simulator of a field in tangential projection, with eight bins of energy from 0.4 to 40 TeV.
    /// - Parameters:
    ///   - width: along longitude and latitude in deg.
    ///   - binSize: side of a pixel in deg.
    /// - Throws: ``Fault/Code/badValue`` for a field without pixels.
    public init(centre: SkyDirection, width: SIMD2<Double>, binSize: Double) throws {
        try self.init(
            .create(
                centre: centre, width: width, binSize: SIMD2(repeating: binSize), projection: "TAN",
                axes: [.energy(min: 0.4, max: 40, bins: 8)]))
    }

    /// The dataset without sources and without counts.
    /// - Throws: ``Fault/Code/badValue`` for settings that make no sense, faults of the responses.
    public func dataset(execution: Execution = Execution()) throws -> MapDataset {
        guard spacing > 0, livetime > 0, offsetMax > 0 else {
            throw Fault(
                .badValue, "a field with pointings \(spacing) deg apart, of \(livetime) s, up to \(offsetMax) deg",
                hint: "all of them must be positive")
        }
        let empty = try MapDataset.empty(
            name: name, geometry: geometry, energyTrue: energyTrue,
            rad: MapAxis(min: 0, max: 0.4, bins: 80, name: "rad", unit: .deg))
        let reduction = MapReduction(safeMask: SafeMaskMaker([.offsetMax(degrees: offsetMax)]))
        var dataset = try reduction.stack(observations(), into: empty, execution).dataset
        dataset.name = name
        return dataset
    }

    /// The dataset with Poisson counts of background and sources; the same seed gives the same counts.
    public func simulate(_ models: Models, seed: UInt64, execution: Execution = Execution()) throws -> MapDataset {
        let empty = try dataset(execution: execution)
        var random = RandomStream(seed: seed, stream: "field-counts")
        let safe = empty.maskSafe
        let signal = try empty.predictedSignal(models, execution)
        return try empty.fake(
            signal: signal.indices.map { safe[$0] ? signal[$0] : 0 },
            background: empty.backgroundCounts.enumerated().map { safe[$0.offset] ? $0.element : 0 }, random: &random)
    }

    /// The pointings, row after row: a grid that fills the image evenly.
    func pointings() -> [SkyDirection] {
        func centres(_ pixels: Int, _ scale: Double) -> [Double] {
            let count = max(Int((Double(pixels) * scale / spacing).rounded(.up)), 1)
            return (0..<count).map { (Double($0) + 0.5) * Double(pixels) / Double(count) - 0.5 }
        }
        let scales = geometry.wcs.pixelScales
        return centres(geometry.ny, scales.y).flatMap { y in
            centres(geometry.nx, scales.x).compactMap { geometry.direction(x: $0, y: y) }
        }
    }

    private func observations() throws -> [Observation] {
        let responses = try responses ?? ArrayResponse().responses()
        let gti = try GTI(starts: [0], stops: [livetime], reference: ArchiveSimulator.reference)
        return pointings().enumerated().map { number, pointing in
            Observation(
                id: String(number + 1), events: .empty(timeReference: ArchiveSimulator.reference), gti: gti,
                pointing: .fixed(pointing.converted(to: .icrs)), responses: responses)
        }
    }
}

import Foundation
import GammaKit

/// Times a TS map of a simulated field: `MapTS SIDE [each|summed|joint] [THREADS]`. Prints one JSON object.
///
/// SIDE × SIDE pixels of 0.02 deg, ten bins of energy, twenty of true energy, counts of background and a few sources, and a
/// kernel of 31 × 31 pixels (a point-spread function that reaches to 0.3 deg). `each` makes a map of every bin of energy,
/// `summed` one of their sum, `joint` one with a common norm. `seconds` is wall time, `processor` the time of all threads;
/// `inputs` are the bytes of the dataset's maps and masks, `peak` the most memory that the process held while the map was
/// made (Linux; 0 elsewhere), dataset included.
@main
struct MapTS {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1, let side = Int(arguments[1]), side >= 31 else {
            throw Fault(.badValue, "usage: MapTS SIDE [each|summed|joint] [THREADS]")
        }
        let mode = arguments.count > 2 ? arguments[2] : "each"
        let threads = arguments.count > 3 ? Int(arguments[3]) ?? 1 : ProcessInfo.processInfo.activeProcessorCount
        ProcessMemory.returnBlocks()
        let dataset = try Field(side: side).simulated()
        let estimator = TSMapEstimator(
            energyEdges: mode == "each" ? dataset.energy.edges : nil,
            options: TSMapOptions(sumsOverEnergy: mode != "joint"))
        resetPeak()
        let (start, used) = (ContinuousClock.now, processorSeconds())
        let maps = try estimator.run(dataset, execution: Execution(threads: max(threads, 1)))
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let (processor, inputs, peak) = (processorSeconds() - used, bytes(dataset), peakBytes())
        print(
            JSONValue.object([
                ("side", .int(side)), ("mode", .string(mode)), ("threads", .int(threads)),
                ("seconds", .double(seconds)), ("processor", .double(processor)), ("inputs", .int(inputs)),
                ("peak", .int(peak)), ("peakByInputs", .double(Double(peak) / Double(inputs))),
                ("largest", .double(try maps.map(.sqrtTS).values.filter(\.isFinite).max() ?? .nan)),
            ]).text())
    }

    /// Bytes of the maps and masks of a dataset.
    static func bytes(_ dataset: MapDataset) -> Int {
        8 * (dataset.counts.values.count + dataset.backgroundCounts.count + dataset.exposure.values.count)
            + dataset.maskSafe.count
    }

    /// Processor time of all threads in s.
    static func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    /// Forgets the most memory held so far, where the system can.
    static func resetPeak() {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        file.write(Data("5".utf8))
    }

    /// The most memory held since then.
    static func peakBytes() -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(separator: " ").compactMap({ Int($0) }).first
        else { return 0 }
        return kibibytes * 1024
    }
}

/// A field with analytic responses: background and exposure that fall off from the middle.
struct Field {
    let geometry: WCSGeometry
    let energyTrue: MapAxis
    let offsets: [Double]

    init(side: Int) throws {
        geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 83.63, dec: 22.01), pixels: SIMD2(side, side), binSize: SIMD2(0.02, 0.02),
            projection: "TAN", axes: [.energy(min: 0.5, max: 50, bins: 10)])
        energyTrue = try .energy(min: 0.3, max: 80, bins: 20, name: "energy_true")
        let centre = geometry.centre
        offsets = geometry.image.separations(from: centre)
    }

    /// Some three counts of background a pixel in all, most of them in the first bins, and nine sources.
    func simulated() throws -> MapDataset {
        let energy = geometry.axes[0]
        let background = energy.centres.flatMap { e in offsets.map { 0.9 * pow(e, -1.5) * exp(-$0 * $0 / 20) } }
        let exposure = energyTrue.centres.flatMap { e in offsets.map { 4e14 * min(1, e) * exp(-$0 * $0 / 20) } }
        let empty = try MapDataset(
            name: "field", counts: WCSMap(geometry),
            exposure: WCSMap(geometry.with(axes: [energyTrue]), values: exposure, unit: .cm2s),
            background: .predicted(WCSMap(geometry, values: background)), psf: pointSpread())
        var random = RandomStream(seed: 4, stream: "field")
        return try empty.fake(signal: empty.predictedSignal(sources()), random: &random)
    }

    private func pointSpread() throws -> PSFMap {
        let rad = try MapAxis(min: 0, max: 0.3, bins: 60, name: "rad", unit: .deg)
        let perSteradian = (180 / Double.pi) * (180 / Double.pi)
        let values = energyTrue.centres.flatMap { energy -> [Double] in
            let variance = pow(0.06 * pow(energy, -0.2), 2)
            return rad.centres.map { exp(-$0 * $0 / (2 * variance)) / (2 * Double.pi * variance) * perSteradian }
        }
        return try PSFMap(ResponseMap(image: nil, energyTrue: energyTrue, axis: rad, values: values))
    }

    private func sources() -> Models {
        let reach = 0.35 * 0.02 * Double(geometry.nx)
        let steps = [-1.0, 0, 1]
        let places = steps.flatMap { east in steps.map { (east: east, north: $0) } }
        return Models(
            places.enumerated().map { number, place in
                let centre = geometry.centre.offset(by: reach * place.east, positionAngle: 90)
                    .offset(by: reach * place.north, positionAngle: 0)
                return .sky(
                    SkyModel(
                        "source-\(number + 1)",
                        spectral: PowerLaw(index: 2.2, amplitude: 2e-13 * Double(number + 1), reference: 1),
                        spatial: PointSpatialModel(at: centre)))
            })
    }
}

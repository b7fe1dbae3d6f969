import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaIO
import GammaMakers
import GammaMaps

import struct GammaCore.Unit

/// Data in HAWC's layout, made by formulas: events of a class, and the responses of one transit as maps. The script that
/// made the reference numbers of the tests writes the same with Gammapy.
public struct SyntheticHAWC: Sendable {
    /// Middle of all maps.
    public static let centre = SkyDirection(ra: 83.63, dec: 22.01)

    /// Class of the events, 1 or 2.
    let number: Int
    private let energy: MapAxis
    private let energyTrue: MapAxis
    private let rad: MapAxis

    /// Makes the data of a class.
    public init(_ number: Int = 1) throws {
        self.number = number
        energy = try .energy(min: 1, max: 100, bins: 4)
        energyTrue = try .energy(min: 0.5, max: 200, bins: 8, name: "energy_true")
        let nodes = (0..<60).map { 0.01 * pow(300, Double($0) / 59) }
        rad = try MapAxis(nodes: nodes, name: "rad", unit: .deg, interpolation: .log)
    }

    /// A tangential image around the centre.
    public static func image(pixels: Int = 40, size: Double = 0.1) throws -> WCSGeometry {
        try .create(
            centre: centre, pixels: SIMD2(pixels, pixels), binSize: SIMD2(size, size), projection: "TAN")
    }

    /// Values (…, y, x) of an image with columns and rows counted from the middle.
    private func grid(_ pixels: Int, _ value: (_ i: Double, _ j: Double) -> Double) -> [Double] {
        (0..<pixels).flatMap { y in
            (0..<pixels).map { x in value(Double(x - pixels / 2), Double(y - pixels / 2)) }
        }
    }

    /// 200 events.
    public func events() throws -> EventList {
        let k = (0..<200).map(Double.init)
        var header = FITSHeader()
        header["OBS_ID"] = .string("103000133")
        header["TELESCOP"] = .string("HAWC")
        return try EventList(
            ra: k.map { (k: Double) -> Double in 83.64 + 1.5 * sin(1.7 * k) },
            dec: k.map { (k: Double) -> Double in 22.01 + 1.5 * cos(2.3 * k) },
            energy: k.map { (k: Double) -> Double in
                1.5 * pow(10, 1.7 * (0.618 * k).truncatingRemainder(dividingBy: 1))
            }, time: k,
            timeReference: TimeReference(mjdInteger: 56466, mjdFraction: 0, scale: .tai),
            columns: [Column("dec", .double(k.map { _ in 0 }))], header: header)
    }

    /// Three sidereal days.
    public func gti() throws -> GTI {
        try GTI(
            starts: [0], stops: [3 * HAWCDatasetMaker.siderealDay],
            reference: TimeReference(mjdInteger: 56466, mjdFraction: 0, scale: .tai))
    }

    /// Exposure of one transit, m² s.
    public func exposure(unit: String = "m2 s") throws -> WCSMap {
        var values: [Double] = []
        for e in energyTrue.centres {
            let mean: Double = Double(number) * 2e9 * (e / 10).squareRoot()
            values += grid(9) { (i: Double, j: Double) -> Double in mean * (1 + 0.05 * j + 0.02 * i) }
        }
        return try WCSMap(
            Self.image(pixels: 9, size: 1).with(axes: [energyTrue]), values: values, unit: Unit(parsing: unit),
            storage: .double)
    }

    /// Background of one transit, counts a pixel.
    public func background(unit: String = "") throws -> WCSMap {
        var values: [Double] = []
        for e in energy.centres {
            let mean: Double = 0.02 * pow(e, -1.5)
            values += grid(45) { (i: Double, j: Double) -> Double in mean * (1 + 0.01 * j - 0.005 * i) }
        }
        return try WCSMap(
            Self.image(pixels: 45, size: 0.2).with(axes: [energy]), values: values, unit: Unit(parsing: unit),
            storage: .double)
    }

    /// Gaussians in reconstructed energy, on logarithmic radii.
    public func psf() throws -> PSFMap {
        let perSteradian: Double = pow(180 / Double.pi, 2)
        var values: [Double] = []
        for e in energy.centres {
            let mean: Double = 0.34 / pow(Double(number), 0.05) * pow(e, -0.1)
            for r in rad.centres {
                values += grid(7) { (i: Double, j: Double) -> Double in
                    let sigma: Double = mean * (1 + 0.03 * i + 0.02 * j)
                    let variance: Double = sigma * sigma
                    return exp(-r * r / (2 * variance)) / (2 * Double.pi * variance) * perSteradian
                }
            }
        }
        return try PSFMap(
            ResponseMap(image: Self.image(pixels: 7, size: 1.5), energyTrue: energy, axis: rad, values: values))
    }

    /// Kernels, Gaussians in the logarithm of energy.
    public func energyDispersion() throws -> EnergyDispersionMap {
        var values: [Double] = []
        for e in energyTrue.centres {
            for bin in 0..<energy.binCount {
                let low: Double = log10(energy.edges[bin] / e) - 0.05
                let high: Double = log10(energy.edges[bin + 1] / e) - 0.05
                values += grid(7) { (_: Double, j: Double) -> Double in
                    let width: Double = 0.15 * (1 + 0.05 * j) * 2.0.squareRoot()
                    return (erf(high / width) - erf(low / width)) / 2
                }
            }
        }
        return try EnergyDispersionMap(
            ResponseMap(image: Self.image(pixels: 7, size: 1.5), energyTrue: energyTrue, axis: energy, values: values))
    }

    /// All of it in memory.
    public func data() throws -> HAWCData {
        try HAWCData(
            events: events(), gti: gti(), exposure: exposure(), background: background(), psf: psf(),
            energyDispersion: energyDispersion(), observationID: "103000133")
    }

    /// Writes two classes: the responses in `irfs`, a map of 100 transits, and an index with an unnamed table for each class.
    /// - Parameters:
    ///   - exposureUnit: that of the exposure maps.
    ///   - types: the HDU types that are listed.
    /// - Returns: path of the index.
    public static func write(
        to folder: String, exposureUnit: String = "m2 s",
        types: [String] = ["events", "gti", "aeff", "bkg", "edisp", "psf"]
    ) throws -> String {
        try FileManager.default.createDirectory(atPath: folder + "/irfs", withIntermediateDirectories: true)
        let image = try image(pixels: 5, size: 1)
        try WCSMap(image, values: Array(repeating: 100, count: 25)).write(to: folder + "/irfs/TransitsMap_Crab.fits.gz")
        let tables = try [1, 2].map { try SyntheticHAWC($0).write(to: folder, exposureUnit, types) }
        let path = folder + "/hdu-index-table-NN-Crab.fits.gz"
        try FITSWriter.write([.image(FITSImage(kind: .uint8))] + tables.map { .table($0) }, to: path)
        return path
    }

    private func write(to folder: String, _ exposureUnit: String, _ types: [String]) throws -> Table {
        let image = FITSImage(shape: [4, 4], pixels: Array(repeating: 1, count: 16))
        let events = "events_\(number).fits.gz"
        try FITSWriter.write(
            [.image(image), .table(self.events().fitsTable()), .table(gti().table())], to: "\(folder)/\(events)")
        let exposure = "Exposure [\(number)].fits.gz"
        try self.exposure(unit: exposureUnit).write(to: "\(folder)/irfs/\(exposure)", name: "EXPOSURE")
        var background = try self.background().fitsHDUs()
        if case .image(var image) = background[0] {
            image.name = "BKG"
            background[0] = .image(image)
        }
        try FITSWriter.write(background, to: "\(folder)/irfs/Background_\(number).fits.gz")
        try psf().write(to: "\(folder)/irfs/PSF_\(number).fits.gz")
        try energyDispersion().write(to: "\(folder)/irfs/EDISP_\(number).fits.gz")
        let rows = [
            ["events", "events", "", events, "EVENTS"], ["gti", "gti", "", events, "GTI"],
            ["aeff", "map", "irfs", exposure, "EXPOSURE"],
            ["bkg", "map", "irfs", "Background_\(number).fits.gz", "BKG"],
            ["edisp", "edisp_kernel_map", "irfs", "EDISP_\(number).fits.gz", "EDISP"],
            ["psf", "psf_map_reco", "irfs", "PSF_\(number).fits.gz", "PSF"],
        ].filter { types.contains($0[0]) }
        let names = ["HDU_TYPE", "HDU_CLASS", "FILE_DIR", "FILE_NAME", "HDU_NAME"]
        return Table(
            columns: [Column("OBS_ID", .string(rows.map { _ in "103000133" }))]
                + names.enumerated().map { index, name in Column(name, .string(rows.map { $0[index] })) })
    }
}

import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

import struct GammaCore.Unit

/// Agreement with Gammapy 2.1.
struct GammapyShapesTests {
    @Test(arguments: SpatialReference.values)
    func values(_ reference: SpatialReference) throws {
        let model = try ModelReading().spatial(YAMLNode.parse(reference.texts[0]))
        let values = model.evaluate(lon: reference.numbers[0], lat: reference.numbers[1])
        // Gammapy takes 1 − cos s from the rounded cosine, which costs 1e-16/(1 − cos σ), here 1e-11; scipy looks for the
        // slopes of the piecewise norm by iterations that end at a change of 1e-6. The edge of its disk is 1 − erf, with the
        // rounding error of 1.
        let isPiecewise = model is PiecewiseNormSpatialModel
        expectClose(values, reference.numbers[2], relative: isPiecewise ? 1e-6 : 1e-9, absolute: 1e-12)
    }

    @Test(arguments: SpatialReference.integrals)
    func integrals(_ reference: SpatialReference) throws {
        let image = try SpatialSamples.geometry(reference.texts[0])
        let model = try ModelReading().spatial(YAMLNode.parse(reference.texts[1]))
        guard !model.hasSharpEdge else { return try edges(model, image, reference.numbers[0]) }
        let digest = SpatialSamples.digest(model.integrate(over: image), image)
        // Gammapy adds the samples and keeps the map in 32 bits, to 6e-8 each.
        expectClose(digest, reference.numbers[0], relative: model is PointSpatialModel ? 1e-9 : 3e-7, absolute: 1e-14)
    }

    /// Gammapy takes few samples of pixels on an edge and cuts its window through others: here its sums are up to 6 % off. Ours
    /// are those of samples ten times as fine to second order in the size of samples, and so is every pixel, to a few per cent of
    /// the brightest one.
    private func edges(_ model: any SpatialModel, _ image: WCSGeometry, _ gammapy: [Double]) throws {
        let values = model.integrate(over: image)
        let factor = model.oversamplingFactor(pixelScale: image.wcs.pixelScales.max())
        let window = PixelWindow(image, factor: 10 * factor)
        let fine = model.integrate(
            over: PixelSamples(image, window: window, frame: model.frame ?? .icrs, evaluatesAll: true))
        let (sum, expected) = (values.reduce(0, +), fine.reduce(0, +))
        let sample = image.wcs.pixelScales.max() / Double(factor) / (model.evaluationRadius ?? 1)
        expectClose(sum, expected, relative: 0.25 * sample * sample, "sum")
        if !(model is DiskSpatialModel) { #expect(abs(sum - expected) < 0.2 * abs(gammapy[0] - expected)) }
        expectClose(values, fine, absolute: 0.04 * (fine.max() ?? 0), "pixels")
    }

    private let lon = [1.0, 0.93, 1.4, 359.9, 2.4, 1.7, 5]
    private let lat = [2.0, 2.11, 1.3, 2.2, 2.8, 2.9, 2]

    private func expect(
        _ name: String, _ model: any SpatialModel, energy: Double? = nil, relative: Double = 1e-10
    ) throws {
        let expected = try #require(SpatialReference.template(name))
        expectClose(model.evaluate(lon: lon, lat: lat, energy: energy), expected, relative: relative, name)
    }

    @Test func images() throws {
        let map = try SpatialSamples.templateImage()
        var model = try TemplateSpatialModel(map: map)
        try expect("image", model)
        try expect("image, not normalised", TemplateSpatialModel(map: map, isNormalized: false))
        try model.update("lon_0") { $0.value = 1.2 }
        try model.update("lat_0") { $0.value = 1.9 }
        try expect("shifted", model)
        let target = try WCSGeometry.create(
            centre: .galactic(l: 1.3, b: 2.2), pixels: [20, 16], binSize: [0.1, 0.1], projection: "CAR")
        expectClose(
            SpatialSamples.digest(model.integrate(over: target), target),
            try #require(SpatialReference.template("integrals")), relative: 3e-7)
    }

    @Test func cubes() throws {
        let cube = try TemplateSpatialModel(map: SpatialSamples.templateCube())
        #expect(cube.isEnergyDependent)
        for (energy, name) in [(1.1, "1.1"), (3, "3"), (60, "60"), (120, "120")] {
            try expect("cube at \(name) TeV", cube, energy: energy)
        }
        #expect(cube.evaluate(lon: [1], lat: [2])[0].isNaN)
    }

    @Test func manyDimensions() throws {
        var model = try TemplateNDSpatialModel(map: SpatialSamples.templateND())
        #expect(model.parameters.map(\.name) == ["width", "tilt"])
        #expect(model.parameters.map(\.value) == [1.25, 1])
        for (width, tilt, name) in [(0.8, 0.7, "0.8, 0.7"), (1.7, 1.9, "1.7, 1.9"), (0.4, 1, "0.4, 1"), (3, 1, "3, 1")]
        {
            try model.update("width") { $0.value = width }
            try model.update("tilt") { $0.value = tilt }
            try expect("ND at \(name)", model)
        }
    }

    @Test(.enabled(if: TestData.path(SpatialSamples.diffuse) != nil, "needs the data set fermi-3fhl-gc"))
    func diffuse() throws {
        let path = try #require(TestData.path(SpatialSamples.diffuse))
        var map = try WCSMap.read(path)
        // Fermi-LAT's templates come without a unit.
        if map.unit == .none { map.unit = try Unit(parsing: "cm-2 s-1 MeV-1 sr-1") }
        for isNormalized in [true, false] {
            let model = try TemplateSpatialModel(map: map, isNormalized: isNormalized)
            for (energy, name) in [(0.003, "0.003"), (0.08, "0.08"), (0.4, "0.4")] {
                let name = "\(isNormalized ? "normalised" : "as it is") at \(name) TeV"
                let expected = try #require(SpatialReference.template(name))
                let values = model.evaluate(
                    lon: [0.1, 359.5, 7, 353.2, 20], lat: [0.2, -1, 3.5, -3.9, 0], energy: energy)
                // Gammapy takes logarithms in 32 bits of maps that are stored so: 6e-8 of up to 40.
                expectClose(values, expected, relative: isNormalized ? 1e-6 : 4e-6, name)
            }
        }
    }

    /// The table is what Gammapy gives.
    @Test(.enabled(if: PythonOracle.isAvailable, Comment(rawValue: PythonOracle.reason)))
    func tableIsUpToDate() throws {
        let path = TestData.path(SpatialSamples.diffuse)
        let lines = SpatialReference.parse(try PythonOracle.run(SpatialReference.script, path.map { [$0] } ?? []))
        let known = SpatialReference.all.filter { path != nil || $0.kind != "diffuse" }
        #expect(lines.map(\.description) == known.map(\.description))
        for (line, reference) in zip(lines, known) {
            for (a, b) in zip(line.numbers, reference.numbers) {
                expectClose(a, b, relative: 1e-9, absolute: 1e-14, reference.description)
            }
        }
    }
}

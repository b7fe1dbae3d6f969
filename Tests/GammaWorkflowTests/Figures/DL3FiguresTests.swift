import Foundation
import GammaCore
import GammaData
import GammaMakers
import GammaPlots
import GammaTestSupport
import GammaWorkflow
import Testing

@Suite struct DL3FiguresTests {
    /// A run of one minute, as a file and as an archive.
    private func withRun(_ body: (_ folder: String, _ file: String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            var simulator = ArchiveSimulator(.crab)
            simulator.runs = 1
            simulator.livetime = 60
            try simulator.write(to: folder)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/data")
            try body(folder, folder + "/data/" + #require(names.first))
        }
    }

    @Test func everyKindHasItsFigure() throws {
        try withRun { folder, file in
            let contents = try DL3File.contents(file)
            let figures = DL3Figures.of(contents)
            #expect(figures.map(\.name) == ["events", "effective_area", "energy_dispersion", "psf", "background"])
            for (name, figure) in figures {
                let svg = figure.svg()
                #expect(!svg.contains("nothing to show") && !svg.contains("no events"), "\(name)")
                #expect(!svg.lowercased().contains("nan"), "\(name)")
            }
            // A second HDU of a kind has a number.
            #expect(DL3Figures.of(contents + contents).map(\.name).contains("psf_2"))
            let observation = try #require(DataStore(folder).observations().first)
            let names = DL3Figures.of(observation).map(\.name)
            #expect(names == ["obs_\(observation.id)_events", "obs_\(observation.id)_responses"])
        }
    }

    @Test func valuesAreThoseOfTheResponses() throws {
        try withRun { _, file in
            let responses = try Responses.read(file)
            let area = try #require(responses.effectiveArea)
            let figure = EffectiveAreaFigure(area)
            let offset = area.offset.centres[0]
            #expect(figure.curves[0].values == area.evaluate(energies: area.energyTrue.centres, offset: offset))
            let dispersion = EnergyDispersionFigure(try #require(responses.energyDispersion))
            let columns = dispersion.energyTrueEdges.count - 1
            // Normalised, but for the hundredth of the highest density that is not shown.
            for column in 0..<columns {
                let sum = zip(dispersion.edges, dispersion.edges.dropFirst()).enumerated().reduce(0.0) { sum, row in
                    sum + dispersion.values[row.offset * columns + column] * (row.element.1 - row.element.0)
                }
                expectClose(sum, 1, absolute: 0.02)
            }
            let psf = ContainmentFigure(try #require(responses.pointSpread))
            let widths = [psf.curves[0], psf.curves[psf.curves.count - 1]].map { $0.values[10] }
            #expect(widths[0] < widths[1])
            let background = BackgroundFigure(try #require(responses.background))
            let image = try #require(background.image)
            #expect(image.values.count == (image.edges.count - 1) * (image.edges.count - 1))
            // The rate is highest in the middle.
            #expect(image.values[30 * 60 + 30] > image.values[0])
        }
    }

    /// Two offsets with the same values, as files of point-like responses have them, are one curve.
    @Test func equalCurvesAreOne() throws {
        let area = try EffectiveArea2D(
            energyTrue: IRFAxis(.energyTrue, edges: [0.1, 1, 10]), offset: IRFAxis(.offset, edges: [0, 1, 2]),
            values: [1e9, 1e9, 2e9, 2e9])
        #expect(EffectiveAreaFigure(area).curves.map(\.name) == ["all offsets"])
    }

    @Test func eventsOfNoPointingHaveTheirOwnMiddle() throws {
        let events = try EventList(
            ra: [359, 1], dec: [10, 12], energy: [1, 2], time: [5, 7], timeReference: .year2000)
        let figure = EventsFigure(events)
        expectClose(figure.centre.lat, 11, absolute: 1e-12)
        expectClose(abs((figure.centre.lon + 180).truncatingRemainder(dividingBy: 360) - 180), 0, absolute: 1e-12)
        #expect(figure.times == [0, 2])
        _ = EventsFigure(.empty()).drawing()
    }
}

import Foundation
import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

/// Light-curve templates and their files.
struct LightCurveTests {
    private let start = Instant(mjd: 55197, scale: .utc)

    private func curve() throws -> LightCurveTemplateTemporalModel {
        try LightCurveTemplateTemporalModel(
            LightCurveTemplate(days: [0, 1, 2.5, 4], values: [0.5, 1.5, 1.0, 0.2]), reference: 55197)
    }

    private func days(_ a: Double, _ b: Double) -> [(start: Instant, stop: Instant)] {
        [(start.adding(seconds: a * 86400), start.adding(seconds: b * 86400))]
    }

    @Test func averages() throws {
        let model = try curve()
        expectClose(try model.average(over: days(0, 1)), 1, relative: 1e-12)
        expectClose(try model.average(over: days(0, 4)), (1 + 1.25 * 1.5 + 0.6 * 1.5) / 4, relative: 1e-12)
        // Beyond the end the line falls on, to zero at 4.375 d, and stays there.
        expectClose(try model.average(over: days(4, 6)), 0.5 * 0.2 * 0.375 / 2, relative: 1e-12)
        #expect(try model.average(over: days(5, 6)) == 0)
        var random = RandomStream(seed: 1, stream: "curve")
        #expect(throws: Fault.self) { try model.sample(count: 1, within: days(5, 6), using: &random) }
    }

    @Test func energyDependence() throws {
        let template = try LightCurveTemplate(
            days: [0, 1, 2.5, 4], energies: [1, 10, 100],
            values: [0.5, 1.5, 1.0, 0.2, 0.4, 2.5, 1.0, 0.1, 0.3, 3.5, 2.0, 0])
        let model = LightCurveTemplateTemporalModel(template, reference: 55197)
        let energies = [0.5, 3, 10, 60]
        let averages = try model.average(over: days(0.3, 3.2), energies: energies)
        for (energy, average) in zip(energies, averages) {
            let sum = Quadrature.integrate(0.3, 3.2, relative: 1e-11) {
                model.evaluate([start.adding(seconds: $0 * 86400)], energies: [energy])[0][0]
            }
            expectClose(average, sum / 2.9, relative: 1e-9)
        }
        #expect(throws: Fault.self) { try model.average(over: days(0, 1)) }
        #expect(model(start).isNaN)
        var random = RandomStream(seed: 1, stream: "curve")
        let times = try model.sample(
            energies: Array(repeating: 10, count: 500), within: days(0, 4), using: &random)
        let early = times.filter { $0 < start.adding(seconds: 86400) }.count
        let share = try model.average(over: days(0, 1), energies: [10])[0]
        let total = try model.average(over: days(0, 4), energies: [10])[0] * 4
        // Five standard deviations of a binomial number.
        expectClose(Double(early) / 500, share / total, absolute: 5 * (0.25 / 500).squareRoot())
    }

    @Test func tableOfOtherScaleAndUnit() throws {
        try withTemporaryFolder { folder in
            let header = FITSHeader([
                .init("MJDREFI", .int(55197)), .init("MJDREFF", .double(0.5)), .init("TIMESYS", .string("TT")),
                .init("TIMEUNIT", .string("s")),
            ])
            let table = Table(
                header: header, columns: [Column("time", .double([0, 86400])), Column("NORM", .double([1, 3]))])
            try FITSWriter.write([.table(table)], to: folder + "/lc.fits")
            let model = try LightCurveTemplateTemporalModel.read(folder + "/lc.fits")
            let middle = Instant(mjd: 55198, scale: .tt)
            // Reference dates of one double are good to 1 µs.
            expectClose(model(middle), 2, absolute: 1e-10)
            expectClose(model.parameters[0].value, 55197.5 - 66.184 / 86400, relative: 1e-15)
        }
    }

    /// The map as Gammapy 2.1 writes it: first axis time.
    @Test func mapGoesThroughItsFile() throws {
        try withTemporaryFolder { folder in
            let axes = [
                try MapAxis(nodes: [0, 1, 2.5], name: "time", unit: .d),
                try MapAxis(nodes: [1, 10], name: "energy", unit: .TeV, interpolation: .log),
            ]
            let map = try RegionMap(RegionGeometry(region: nil, axes: axes), values: [0.5, 1.5, 1, 0.4, 2.5, 0.8])
            var tables = try map.fitsHDUs()
            guard case .table(var bands) = tables[1] else { return }
            bands.header["MJDREFI"] = .int(55197)
            bands.header["MJDREFF"] = .double(0)
            bands.header["TIMESYS"] = .string("utc")
            tables[1] = .table(bands)
            try FITSWriter.write(tables, to: folder + "/map.fits")
            let text = """
                type: LightCurveTemplateTemporalModel
                parameters:
                -   name: t_ref
                    value: 55197.0
                    unit: d
                scale: utc
                filename: map.fits
                format: map
                unit: ''

                """
            let read = try ModelReading(directory: folder).temporal(YAMLNode.parse(text))
            let model = try #require(read as? LightCurveTemplateTemporalModel)
            #expect(YAMLNode(model.yamlPairs(ModelWriting())).yamlText() == text)
            #expect(model.isEnergyDependent)
            expectClose(model.curve.days, [0, 1, 2.5], relative: 1e-14)
            let values = model.evaluate([start.adding(seconds: 86400)], energies: [1, 10])
            expectClose(values.flatMap { $0 }, [1.5, 2.5], relative: 1e-10)
        }
    }

    @Test func filesNameTheirFaults() throws {
        let good = [Column("TIME", .double([0, 1]), unit: "d"), Column("NORM", .double([1, 2]))]
        let dated = FITSHeader([.init("MJDREFI", .int(55197)), .init("MJDREFF", .double(0))])
        try withTemporaryFolder { folder in
            func fault(_ text: String) throws -> Fault {
                try #require(
                    throws: Fault.self,
                    performing: { _ = try ModelReading(directory: folder).temporal(YAMLNode.parse(text)) })
            }
            let text = "type: template\nfilename: lc.fits\n"
            #expect(try fault(text).code == .fileNotFound)
            for (header, columns, code, place): (FITSHeader, [Column], Fault.Code, Origin) in [
                (dated, [good[1]], .missingColumn, Origin()),
                (dated, [good[0]], .missingColumn, Origin()),
                (
                    dated, [Column("TIME", .double([1, 0]), unit: "d"), good[1]], .badValue,
                    Origin(column: "TIME", row: 2)
                ),
                (dated, [good[0], Column("NORM", .double([1, .nan]))], .badValue, Origin(column: "NORM", row: 2)),
                (dated, [Column("TIME", .double([0, 1])), good[1]], .missingKeyword, Origin(keyword: "TIMEUNIT")),
                (dated, [Column("TIME", .double([0, 1]), unit: "m"), good[1]], .badUnit, Origin(column: "TIME")),
                (FITSHeader(), good, .missingKeyword, Origin(keyword: "MJDREFI")),
                (
                    FITSHeader(dated.cards + [.init("TIMESYS", .string("moon"))]), good, .badValue,
                    Origin(keyword: "TIMESYS")
                ),
            ] {
                try FITSWriter.write([.table(Table(header: header, columns: columns))], to: folder + "/lc.fits")
                let found = try fault(text)
                #expect(found.code == code)
                #expect(found.origin.keyword == place.keyword)
                #expect(place.column == nil || found.origin.column == place.column)
                #expect(found.origin.row == place.row)
                #expect(found.origin.line == 2)
                #expect(found.origin.hdu != nil)
            }
            try FITSWriter.write([.table(Table(header: dated, columns: good))], to: folder + "/lc.fits")
            #expect(try fault(text + "format: map\n").code == .missingHDU)
            #expect(try fault(text + "format: pie\n").origin.line == 3)
            let notices = Notices()
            let moved = text + "parameters: [{name: t_ref, value: 55198.0, unit: d}]\n"
            _ = try ModelReading(directory: folder, notices: notices).temporal(YAMLNode.parse(moved))
            #expect(notices.all.count == 1)
        }
    }
}

import GammaCore
import GammaDatasets
import GammaModels
import GammaTestSupport
import Testing

/// Data and models that cannot be predicted or compared are refused with the fault that the documentation names.
@Suite struct MapEvaluatorFaultTests {
    private func fault(
        _ source: SkyModel? = nil, background: Bool = false, isMeasured: Bool = false,
        _ change: (inout MapDataset) throws -> Void = { _ in }
    ) throws -> Fault? {
        var dataset = try SyntheticField.empty(isMeasured: isMeasured)
        try change(&dataset)
        let source = try source ?? SyntheticField.source(FieldCase.all[1].spatial())
        var models = Models(source)
        if background { models.components.append(.background(FoVBackgroundModel(dataset: "field"))) }
        return #expect(throws: Fault.self) { try Fit([dataset], models: models) }
    }

    @Test func data() throws {
        #expect(try fault { for bin in $0.exposure.values.indices { $0.exposure.values[bin] = 0 } }?.code == .noData)
        #expect(try fault { for bin in $0.maskSafe.indices { $0.maskSafe[bin] = false } }?.code == .noData)
        let counts = try fault { $0.counts.values[1300] = -1 }
        #expect(counts?.code == .badValue)
        // Bin 1300 of 30 rows of 40: plane 1, row 2, column 20.
        #expect(counts?.message.contains("energy bin 1, row 2, column 20") == true)
        #expect(try fault { $0.counts.values[7] = .nan }?.code == .badValue)
        #expect(try fault { $0.exposure.values[7] = .nan }?.code == .badValue)
        #expect(try fault { $0.exposure.values[7] = -1 }?.code == .badValue)
        let background = try fault {
            guard case .predicted(var map) = $0.background else { return }
            map.values[41] = .nan
            $0.background = .predicted(map)
        }
        #expect(background?.code == .badValue)
        #expect(background?.message.contains("energy bin 0, row 1, column 1") == true)
    }

    @Test(arguments: [Double.nan, -1, .infinity])
    func offMeasurement(_ bad: Double) throws {
        let counts = try fault(isMeasured: true) {
            guard case .measured(var off) = $0.background else { return }
            off.counts.values[3] = bad
            $0.background = .measured(off)
        }
        #expect(counts?.code == .badValue)
        #expect(counts?.message.contains("element 3") == true)
    }

    @Test func models() throws {
        let shapeless = try fault(SyntheticField.source(nil))
        #expect(shapeless?.code == .incompatible)
        #expect(shapeless?.message.contains("spatial model") == true)
        // A background measured by off counts is no map that a model could scale.
        #expect(try fault(background: true, isMeasured: true)?.code == .incompatible)
    }
}

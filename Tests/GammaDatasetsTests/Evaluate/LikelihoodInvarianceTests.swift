import GammaCore
import GammaDatasets
import GammaFit
import GammaModels
import GammaTestSupport
import Testing

/// What must not change the likelihood of a map: what was asked before, threads, masked bins.
@Suite struct LikelihoodInvarianceTests {
    @Test(arguments: FieldCase.all)
    func whatWasAskedBeforeChangesNoBit(_ shape: FieldCase) throws {
        let models = try shape.models()
        var random = RandomStream(seed: 21, stream: "field")
        let dataset = try SyntheticField.dataset(models, &random)
        let used = try ModelsObjective([dataset], models: models)
        let x = FieldCase.near(used, &random)
        for _ in 0..<3 {
            let other = FieldCase.near(used, &random)
            _ = used.value(at: other)
            _ = used.evaluate(at: other)
            _ = used.hessian(at: other, steps: FieldCase.scales(used, other))
            let fresh = try ModelsObjective([dataset], models: models)
            #expect(used.value(at: x) == fresh.value(at: x))
            let (a, b) = (used.evaluate(at: x), fresh.evaluate(at: x))
            #expect(a.value == b.value && a.gradient == b.gradient && a.curvature?.values == b.curvature?.values)
            // The value alone and the value with derivatives are the same number.
            #expect(a.value == used.value(at: x))
        }
    }

    @Test(arguments: [false, true])
    func threadsChangeNoBit(isMeasured: Bool) throws {
        let models =
            try isMeasured ? Models(SyntheticField.source(FieldCase.all[1].spatial())) : FieldCase.all[1].models()
        var random = RandomStream(seed: 22, stream: "field")
        let dataset = try SyntheticField.dataset(models, &random, isMeasured: isMeasured)
        var objective = try ModelsObjective([dataset], models: models)
        let x = FieldCase.near(objective, &random)
        let scales = FieldCase.scales(objective, x)
        let one = objective.evaluate(at: x)
        let hessian = try #require(objective.hessian(at: x, steps: scales))
        for threads in [2, 4] {
            objective = try ModelsObjective([dataset], models: models, execution: Execution(threads: threads))
            let other = objective.evaluate(at: x)
            #expect(one.value == other.value && one.gradient == other.gradient)
            #expect(one.curvature?.values == other.curvature?.values)
            #expect(objective.hessian(at: x, steps: scales)?.values == hessian.values)
        }
    }

    /// Whatever stands in bins outside the masks, numbers or not, is never read.
    @Test(arguments: [false, true])
    func maskedBins(isMeasured: Bool) throws {
        let models = Models(SyntheticField.source(try FieldCase.all[1].spatial()))
        var random = RandomStream(seed: 23, stream: "field")
        var dataset = try SyntheticField.dataset(models, &random, isMeasured: isMeasured)
        for bin in dataset.maskSafe.indices { dataset.maskSafe[bin] = random.uniform() < 0.8 }
        dataset.maskFit = dataset.maskSafe.map { _ in random.uniform() < 0.8 }
        var spoilt = dataset
        let mask = dataset.mask
        for bin in mask.indices where !mask[bin] {
            spoilt.counts.values[bin] = [.nan, -3, 1e9][bin % 3]
            switch spoilt.background {
            case .predicted(var map):
                spoilt.background = .none
                map.values[bin] = .nan
                spoilt.background = .predicted(map)
            case .measured(var off):
                spoilt.background = .none
                off.counts.values[bin] = .nan
                off.acceptanceOff.values[bin] = -1
                spoilt.background = .measured(off)
            case .none: break
            }
        }
        let (clean, other) = (
            try ModelsObjective([dataset], models: models), try ModelsObjective([spoilt], models: models)
        )
        let x = FieldCase.near(clean, &random)
        let (a, b) = (clean.evaluate(at: x), other.evaluate(at: x))
        #expect(a.value.isFinite)
        #expect(a.value == b.value && a.gradient == b.gradient)
        #expect(clean.value(at: x) == other.value(at: x))
        let scales = FieldCase.scales(clean, x)
        #expect(clean.hessian(at: x, steps: scales)?.values == other.hessian(at: x, steps: scales)?.values)
    }
}

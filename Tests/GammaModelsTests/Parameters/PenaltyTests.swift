import GammaCore
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

struct PenaltyTests {
    private let names = ["a", "b", "c"]
    private let covariance = Matrix(rows: 3, columns: 3, values: [0.5, 0.1, 0.02, 0.1, 0.8, -0.3, 0.02, -0.3, 1.5])

    /// `stat_sum` of `GaussianPriorPenalty` of Gammapy 2.1 at 1.3, −0.4, 2.2.
    @Test func values() throws {
        let means = [1.0, 0, 2]
        let expected: [(GaussianPriorPenalty, Double)] = [
            (try GaussianPriorPenalty(names, means: means, covariance: covariance, weight: 0.7), 0.3159359679096717),
            (try .diagonal(names, means: means, sigmas: [0.5, 2, 3]), 0.40444444444444455),
            (try .ridge(names, means: means, weight: 2), 0.5800000000000003),
            (try .smoothness(names, weight: 1.5), 24.270000000000003),
        ]
        for (penalty, value) in expected {
            expectClose(penalty.evaluate([1.3, -0.4, 2.2]).value, value, relative: 1e-13)
        }
    }

    /// A penalty is quadratic: differences are exact to rounding.
    @Test func derivatives() throws {
        forAll(seed: 1, count: 50) { random in
            let penalty = try GaussianPriorPenalty(
                names, means: [1, 0, 2], covariance: covariance, weight: random.uniform())
            let x = names.map { _ in 4 * random.uniform() - 2 }
            let term = penalty.evaluate(x)
            for i in x.indices {
                func shifted(_ step: Double) -> PenaltyTerm {
                    var other = x
                    other[i] += step
                    return penalty.evaluate(other)
                }
                expectClose(
                    term.gradient[i], (shifted(1).value - shifted(-1).value) / 2, relative: 1e-12, absolute: 1e-13)
                expectClose(
                    term.curvature.row(i), zip(shifted(1).gradient, shifted(-1).gradient).map { ($0 - $1) / 2 },
                    relative: 1e-12, absolute: 1e-13)
            }
        }
    }

    @Test func matricesWithoutMeaningAreFaults() {
        for bad in [
            Matrix(rows: 2, columns: 2, values: [1, 2, 2, 1]), Matrix(rows: 2, columns: 2, values: [1, 0.5, 0, 1]),
            Matrix(rows: 2, columns: 2, values: [-1, 0, 0, 1]), Matrix(rows: 2, columns: 2, values: [1, 0, 0, .nan]),
            Matrix(rows: 1, columns: 1, values: [1]), Matrix(rows: 1, columns: 2, values: [1, 1]),
            Matrix(rows: 2, columns: 2, values: [0, 1, 1, 1]),
        ] {
            #expect(throws: Fault.self) { try GaussianPriorPenalty(["a", "b"], precision: bad) }
            #expect(throws: Fault.self) { try GaussianPriorPenalty(["a", "b"], covariance: bad) }
        }
        #expect(throws: Never.self) { try GaussianPriorPenalty(["a", "b"], precision: Matrix(diagonal: [0, 1])) }
        #expect(throws: Fault.self) { try GaussianPriorPenalty(["a", "b"], covariance: Matrix(diagonal: [0, 1])) }
        #expect(throws: Fault.self) { try GaussianPriorPenalty.ridge(["a", "a"]) }
        #expect(throws: Fault.self) { try GaussianPriorPenalty.ridge([]) }
        #expect(throws: Fault.self) { try GaussianPriorPenalty.ridge(["a"], means: [1, 2]) }
        #expect(throws: Fault.self) { try GaussianPriorPenalty.ridge(["a"], weight: -1) }
        #expect(throws: Fault.self) { try GaussianPriorPenalty.diagonal(["a"], sigmas: [0]) }
        // Parameters of very different size are judged alike.
        let scales = Matrix(rows: 2, columns: 2, values: [1e-24, 0.5e-12, 0.5e-12, 1])
        #expect(throws: Never.self) { try GaussianPriorPenalty(["a", "b"], covariance: scales) }
    }

    /// A free, a linked and a frozen parameter: each enters with its value, the first two with derivatives.
    @Test func penaltiesOfModels() throws {
        var models = Models(
            SkyModel("one", spectral: PowerLaw(index: 2.6)), SkyModel("two", spectral: PowerLaw(index: 2)),
            SkyModel("three", spectral: PowerLaw(index: 3)))
        try models.link("one.spectral.index", "two.spectral.index")
        try models.update("three.spectral.index") { $0.isFrozen = true }
        let indices = ["one", "two", "three"].map { $0 + ".spectral.index" }
        try models.add(GaussianPriorPenalty(indices, means: [1, 0, 2], covariance: covariance))
        try models.add(.ridge(["two.spectral.index", "two.spectral.amplitude"], weight: 3))
        #expect(throws: Fault.self) { try models.add(.ridge(["two.spectral.indx"])) }
        try models.checkPenalties()

        let free = models.freeParameters
        #expect(free.hasPenalties)
        #expect(
            free.names == [
                "one.spectral.index", "one.spectral.amplitude", "two.spectral.amplitude", "three.spectral.amplitude",
            ])
        let x = [2.2, 1, 0.5, 1]
        let term = free.penaltyTerm(at: x)
        let first = try GaussianPriorPenalty(names, means: [1, 0, 2], covariance: covariance).evaluate([2.2, 2.2, 3])
        expectClose(term.value, first.value + 3 * (2.2 * 2.2 + 0.25), relative: 1e-14)
        #expect(term.value == free.penaltySum(at: x))
        for i in x.indices {
            func shifted(_ step: Double) -> PenaltyTerm {
                var other = x
                other[i] += step
                return free.penaltyTerm(at: other)
            }
            expectClose(term.gradient[i], (shifted(1).value - shifted(-1).value) / 2, relative: 1e-12, absolute: 1e-12)
            expectClose(
                term.curvature.row(i), zip(shifted(1).gradient, shifted(-1).gradient).map { ($0 - $1) / 2 },
                relative: 1e-12, absolute: 1e-12)
        }

        #expect(models.setting(free: x).penalties == models.penalties)
        models["three"] = nil
        #expect(throws: Fault.self) { try models.checkPenalties() }
        expectClose(models.freeParameters.penaltySum(at: [2.2, 1, 0.5]), 3 * (2.2 * 2.2 + 0.25), relative: 1e-14)
        models.removePenalties()
        #expect(!models.freeParameters.hasPenalties)
        #expect(models.freeParameters.penaltyTerm(at: [2.2, 1, 0.5]) == PenaltyTerm(count: 3))
    }
}

import GammaCore
import GammaFit
import GammaMaps

/// One run of a ``Fit``: searches downhill, choices of the prediction made anew, sources looked for elsewhere.
struct FitRun {
    private var objective: ModelsObjective
    /// The sources that are looked for elsewhere.
    private let sources: [MovableSource]
    private let findsErrors: Bool
    private let execution: Execution
    private let start: [Double]
    private var evaluations = FitResult.Evaluations()
    private var remarks: [String] = []
    private let recordsTrace: Bool
    private var trace: [FitStep] = []

    init(
        _ objective: ModelsObjective, looksForPositions: Bool, recordsTrace: Bool, findsErrors: Bool,
        _ execution: Execution
    ) {
        self.recordsTrace = recordsTrace
        self.objective = objective
        self.objective.execution = Execution(threads: execution.threads)
        self.findsErrors = findsErrors
        self.execution = execution
        sources = looksForPositions && objective.hasHessian ? objective.movable : []
        start = objective.parameters.map(\.value)
    }

    /// The least minimum found, with errors.
    mutating func run() throws -> FitResult {
        let near = objective.hasHessian ? try near(start) : start
        var result = try minimum(from: near)
        result = try beyondKinks(of: result)
        remarkOnEvidence(result)
        result.evaluations = evaluations
        result.remarks += remarks
        result.trace = trace
        return result
    }

    /// The minimum that going downhill leads to, the discrete choices made for where it is.
    private mutating func minimum(from start: [Double]) throws -> FitResult {
        var minimiser = Minimiser()
        // What maps are compared with is never known to more than this.
        if objective.hasHessian { minimiser.tolerance = 1e-6 }
        if !findsErrors {
            minimiser.tolerance = Self.roughTolerance
            minimiser.errors = .none
        }
        var result = minimise(minimiser, from: start)
        for _ in 0..<Self.maximumRounds {
            guard try anchor(at: result.values) else { break }
            result = minimise(minimiser, from: result.values)
        }
        return result
    }

    /// A point near the minimum, where discrete choices may be others than at the start, and sources elsewhere.
    private mutating func near(_ start: [Double]) throws -> [Double] {
        var minimiser = Minimiser()
        minimiser.errors = .expected
        minimiser.tolerance = Self.roughTolerance
        var result = minimise(minimiser, from: start)
        try anchor(at: result.values)
        for _ in 0..<Self.maximumMoves {
            if sources.isEmpty || result.outcome == .notConverged(.cancelled) { break }
            let best = try SourceSearch(objective: objective, start: self.start).best(sources, from: result.values)
            evaluations.values += best.calls
            guard let source = best.source else { break }
            let moved = minimise(minimiser, from: best.x)
            remark(source, movedFrom: result, to: moved)
            result = moved
            try anchor(at: result.values)
        }
        return result.values
    }

    private mutating func minimise(_ minimiser: Minimiser, from start: [Double]) -> FitResult {
        var minimiser = minimiser
        minimiser.recordsTrace = recordsTrace
        let result = minimiser.minimise(objective, from: start, execution: execution)
        evaluations = evaluations + result.evaluations
        let search = trace.last.map { $0.search + 1 } ?? 0
        trace += result.trace.map { step in
            var step = step
            step.search = search
            return step
        }
        return result
    }

    /// Makes the discrete choices anew where they are others at `x`; whether they are.
    @discardableResult
    private mutating func anchor(at x: [Double]) throws -> Bool {
        if objective.isAnchored(at: x) { return false }
        objective = try objective.anchored(at: x)
        return true
    }

    /// Estimated distance to the minimum at which searches near it, and those without errors, end.
    private static let roughTolerance = 0.1
    /// How often discrete choices are made anew; a source that stays on a border between two would go on for ever.
    private static let maximumRounds = 4
    /// How often sources are put elsewhere.
    private static let maximumMoves = 12
}

extension FitRun {
    /// The least of the minima on the sides of the kinks that a point source's likelihood has on pixel centres.
    private mutating func beyondKinks(of first: FitResult) throws -> FitResult {
        var best = first
        for _ in 0..<Self.maximumMoves {
            guard best.outcome != .notConverged(.cancelled),
                let lower = acrossKink(from: best, errors: first.errors)
            else { break }
            best = lower
        }
        guard best.stat < first.stat else { return first }
        let refined = try minimum(from: best.values)
        // Choices made anew may have changed the statistic by more than what was gained.
        return refined.stat <= first.stat || !first.outcome.isMinimum ? refined : first
    }

    /// A lower minimum on the other side of a kink, unless the errors of the position say that there is none. They come
    /// from one side alone and are often too small: hence the twenty.
    private mutating func acrossKink(from result: FitResult, errors: [Double]) -> FitResult? {
        let x = result.values
        var minimiser = Minimiser()
        minimiser.errors = .none
        minimiser.tolerance = 1e-4
        var best = result
        for source in sources {
            for moved in objective.beyondKinks(at: x, source) {
                let isNear = [source.lon, source.lat].allSatisfy {
                    !(errors[$0] > 0) || abs(moved[$0] - x[$0]) <= 20 * errors[$0]
                }
                guard isNear else { continue }
                evaluations.gradients += 1
                guard objective.promise(at: moved) < best.stat - Self.kinkGain else { continue }
                let found = minimise(minimiser, from: moved)
                if found.stat < best.stat - Self.kinkGain { best = found }
            }
        }
        return best.stat < result.stat ? best : nil
    }

    /// What a minimum beyond a kink must be lower by.
    private static var kinkGain: Double { 0.01 }
}

extension FitRun {
    private mutating func remark(_ source: MovableSource, movedFrom old: FitResult, to new: FitResult) {
        guard let from = source.position(objective.models(at: old.values)),
            let to = source.position(objective.models(at: new.values))
        else { return }
        let distance = ValueFormat.number(from.separation(to: to), digits: 2)
        let gain = ValueFormat.number(old.stat - new.stat, digits: 3)
        remarks.append("'\(source.name)' was moved by \(distance) deg, where no slope led: statistic less by \(gain)")
    }

    /// A source that the statistic does not miss where the fit has put it has no position to speak of.
    private mutating func remarkOnEvidence(_ result: FitResult) {
        for source in sources {
            guard result.outcome.isMinimum, let flux = source.flux else { continue }
            var without = result.values
            without[flux] = 0
            evaluations.values += 1
            let rise = objective.value(at: without) - result.stat
            guard rise < Self.leastEvidence else { continue }
            remarks.append(
                "'\(source.name)' is hardly seen: the statistic rises by only \(ValueFormat.number(rise, digits: 2)) "
                    + "without it, its position is not to be trusted")
        }
    }

    /// What the statistic must rise by without a source for its position to mean something.
    private static var leastEvidence: Double { 4 }
}

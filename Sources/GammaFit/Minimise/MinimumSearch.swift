import GammaCore
import GammaNumerics

/// The iteration of ``Minimiser``: quadratic models, damped steps, and when to stop.
struct MinimumSearch {
    let counted: CountedObjective
    /// The distance at which to stop.
    var tolerance: Double
    let maximumEvaluations: Int
    let execution: Execution?
    /// The best point so far.
    private(set) var model: QuadraticModel
    /// Estimated distance of the best point from the minimum.
    private(set) var distance = Double.infinity
    /// Whether ``trace`` is kept.
    var recordsTrace = false
    /// The start and every point that was taken after it.
    private(set) var trace: [FitStep] = []

    private var damping = 0.0
    /// Whether the matrix is learnt from gradients instead of given by the objective.
    private var learns = false
    /// How often in a row the distance has shrunk slowly although steps went as predicted.
    private var slow = 0
    private var startSize: [Double] = []

    init(_ counted: CountedObjective, tolerance: Double, maximumEvaluations: Int, execution: Execution?) {
        self.counted = counted
        self.tolerance = tolerance
        self.maximumEvaluations = maximumEvaluations
        self.execution = execution
        let parameters = counted.parameters
        model = QuadraticModel(
            x: parameters.map(\.value), lower: parameters.map(\.lower), upper: parameters.map(\.upper))
    }

    /// Evaluates the start; nearby or central points are tried where it has no finite value.
    mutating func begin(at start: [Double]) -> FitOutcome.StopReason? {
        let parameters = counted.parameters
        for (parameter, value) in zip(parameters, start) {
            if !(parameter.lower <= parameter.upper) {
                return .badStart("the limits of \(parameter.name) exclude each other")
            }
            if !value.isFinite { return .badStart("\(parameter.name) starts at \(value)") }
        }
        let clamped = zip(parameters, start).map { $0.clamped($1) }
        model.x = clamped
        for weight in [0, 0.1, 0.5, 0.9, 1] {
            // Towards the middle of the limits, or towards zero where there are none.
            let x = zip(parameters, clamped).map { parameter, value in
                let middle = parameter.lower / 2 + parameter.upper / 2
                return parameter.clamped(
                    middle.isFinite ? (1 - weight) * value + weight * middle : value * (1 - weight))
            }
            var evaluation = counted.evaluate(at: x)
            if evaluation.value.isFinite, !evaluation.isFinite, !counted.isNumerical {
                counted.differentiateNumerically()
                evaluation = counted.evaluate(at: x)
            }
            guard evaluation.isFinite else { continue }
            model.x = x
            take(evaluation)
            startSize = zip(model.scales, x).map { $0 > 0 ? max(1 / $0.squareRoot(), abs($1)) : .infinity }
            record(x.map { _ in 0 })
            return nil
        }
        return .badStart("the statistic is not a finite number there")
    }

    /// Iterates to a minimum; returns why it stopped where there is none.
    mutating func run() -> FitOutcome.StopReason? {
        // The best of the steps that went down, but by much less than the model promised.
        var doubtful: (evaluation: ObjectiveEvaluation, step: QuadraticModel.Step)?
        var rejections = 0
        while true {
            distance = model.distance
            if distance <= tolerance { return nil }
            if isCancelled { return .cancelled }
            if counted.counts.total >= maximumEvaluations { return .maximumEvaluations(edm: distance) }
            let step = model.step(damping: damping)
            let isStep = step.map { $0.predicted > 0 && $0.change.contains { $0 != 0 } } ?? false
            if let step, isStep, let evaluation = evaluate(step, isSecond: rejections > 0) {
                let isGood = model.value - evaluation.value > 0.1 * step.predicted || step.predicted <= 10 * noise
                if isGood || rejections >= 4 {
                    // After some doubtful steps, the best of them is taken.
                    if let best = doubtful, best.evaluation.value < evaluation.value {
                        accept(best.evaluation, best.step)
                    } else {
                        accept(evaluation, step)
                    }
                    (doubtful, rejections) = (nil, 0)
                    if let names = runaways { return .unbounded(names) }
                    continue
                }
                if evaluation.value < doubtful?.evaluation.value ?? .infinity { doubtful = (evaluation, step) }
            } else if let best = doubtful, rejections >= 4 || !isStep {
                accept(best.evaluation, best.step)
                (doubtful, rejections) = (nil, 0)
                continue
            }
            rejections += 1
            damping = max(damping * 4, 1e-3)
            if damping > 1e16 { return stuck }
        }
    }

    /// The evaluation at the end of a step, where that is lower; nil where it is not.
    private func evaluate(_ step: QuadraticModel.Step, isSecond: Bool) -> ObjectiveEvaluation? {
        // Derivatives cost more than the value, and after a rejection another one is likely.
        if isSecond {
            let value = counted.value(at: step.x)
            if !value.isFinite || value > model.value + noise { return nil }
        }
        let evaluation = counted.evaluate(at: step.x)
        return evaluation.isFinite && isBetter(evaluation, step) ? evaluation : nil
    }

    /// Takes a point found outside the iteration, such as one beyond a saddle; the matrix starts anew.
    mutating func escape(along direction: [Double]) -> Bool {
        for length in [0.3, 1, 3, 0.03] {
            for sign in [1.0, -1] {
                let x = model.x.indices.map {
                    min(max(model.x[$0] + sign * length * direction[$0], model.lower[$0]), model.upper[$0])
                }
                let value = counted.value(at: x)
                guard value.isFinite, value < model.value - 10 * max(noise, tolerance) else { continue }
                let evaluation = counted.evaluate(at: x)
                guard evaluation.isFinite else { continue }
                let change = zip(x, model.x).map { $0 - $1 }
                model.x = x
                learns = false
                damping = 1e-2
                take(evaluation)
                record(change)
                return true
            }
        }
        return false
    }

    /// Goes on from the observed second derivatives: where the expected or learnt ones were wrong, so was the distance.
    mutating func adopt(_ hessian: Matrix, of free: [Int]) {
        for i in free {
            for j in free { model.hessian[i, j] = hessian[i, j] }
        }
        learns = true
        damping = 0
        distance = model.distance
    }

    /// What rounding does to the value.
    private var noise: Double { 2e-15 * abs(model.value) }

    private var isCancelled: Bool {
        if Task.isCancelled { return true }
        guard let execution else { return false }
        do {
            try execution.progress.update(step: "fit", done: counted.counts.total, total: maximumEvaluations)
            return false
        } catch {
            return true
        }
    }

    /// No step helps any more: fine where only rounding is in the way.
    private var stuck: FitOutcome.StopReason? {
        distance <= max(1e-4, 10 * noise) ? nil : .noDecrease(edm: distance)
    }

    /// Whether the value has fallen; where rounding hides it, whether the gradient has.
    private func isBetter(_ evaluation: ObjectiveEvaluation, _ step: QuadraticModel.Step) -> Bool {
        let decrease = model.value - evaluation.value
        if step.predicted > 10 * noise || abs(decrease) > 10 * noise { return decrease > 0 }
        var after = model
        after.x = step.x
        after.gradient = evaluation.gradient
        return after.distance < 0.9 * distance
    }

    private mutating func accept(_ evaluation: ObjectiveEvaluation, _ step: QuadraticModel.Step) {
        defer { record(step.change) }
        let ratio = (model.value - evaluation.value) / step.predicted
        if ratio > 0.75 {
            damping = damping < 1e-6 ? 0 : damping / 8
        } else if ratio < 0.25, step.predicted > 10 * noise {
            damping *= 4
        }
        let before = distance
        let gradientChange = zip(evaluation.gradient, model.gradient).map { $0 - $1 }
        model.x = step.x
        if learns || evaluation.curvature == nil {
            model.value = evaluation.value
            model.gradient = evaluation.gradient
            model.learn(change: step.change, gradientChange: gradientChange)
            model.rememberScales()
            return
        }
        take(evaluation)
        // Expected curvature that is far from the observed one makes for slow progress; learning does better then.
        let after = model.distance
        slow = damping < 1e-2 && before < 1 && after > 0.1 * before ? slow + 1 : 0
        if slow >= 2 {
            learns = true
            model.learn(change: step.change, gradientChange: gradientChange)
        }
    }

    /// Makes an evaluation at the model's point its new centre.
    private mutating func take(_ evaluation: ObjectiveEvaluation) {
        model.value = evaluation.value
        model.gradient = evaluation.gradient
        if let curvature = evaluation.curvature, !learns {
            model.hessian = curvature
            model.rememberScales()
            return
        }
        let diagonal = counted.diagonalCurvature(at: model.x, value: evaluation.value)
        model.hessian = Matrix(diagonal: diagonal.map { $0.isFinite ? abs($0) : 0 })
        model.hessian = Matrix(diagonal: model.scales)
        model.rememberScales()
    }

    /// Adds the model's point to the trace.
    private mutating func record(_ change: [Double]) {
        guard recordsTrace else { return }
        // −2 ln L rises by 1 where ½ H Δ² = 1.
        let squares = model.scales.map { $0 > 0 ? 2 / $0 : 0 }
        let free = model.x.indices.filter { squares[$0] > 0 }
        trace.append(
            FitStep(
                search: 0, iteration: trace.count, stat: model.value,
                step: free.reduce(0) { $0 + change[$1] * change[$1] / squares[$1] }.squareRoot(),
                gradient: free.filter { !model.isHeld($0) }.reduce(0) {
                    $0 + model.gradient[$1] * model.gradient[$1] * squares[$1]
                }.squareRoot(),
                edm: model.distance, damping: damping, evaluations: counted.counts.total, values: model.x))
    }

    /// Parameters that have moved absurdly far from the start.
    private var runaways: [String]? {
        let names = model.x.indices.filter { abs(model.x[$0]) > 1e15 * startSize[$0] }
            .map { counted.parameters[$0].name }
        return names.isEmpty ? nil : names
    }
}

import GammaCore
import GammaFit
import GammaModels

extension Fit {
    /// Looks around the best fit: intervals, profiles, surfaces and contours of the statistic of these datasets together,
    /// maps, spectra and flux points in any mix.
    /// - Parameters:
    ///   - result: what ``run(_:)`` gave; what is discrete about predictions is chosen for its values.
    ///   - reoptimises: whether the other parameters are fitted again at every point.
    /// - Throws: a fault when the datasets and the models do not fit together.
    public func confidence(around result: ModelsFitResult, reoptimises: Bool = true) throws -> Confidence {
        Confidence(
            try ModelsObjective(datasets, models: result.models), result.fit, reoptimises: reoptimises)
    }

    /// The statistic along a parameter, the others fitted again at every point, which carries their values and how their
    /// fit ended.
    /// - Parameters:
    ///   - name: full name of a free parameter.
    ///   - result: the best fit.
    ///   - values: where; without them the scan that the parameter's own settings ask for (in model files `scan_min`,
    ///     `scan_max`, `scan_n_values`, `scan_n_sigma`, `interp`), kept within its limits.
    ///   - reoptimises: whether the others are fitted; otherwise they stay at the best fit.
    ///   - execution: threads; points do not depend on one another.
    /// - Throws: ``Fault/Code/badValue`` for a name that is not free or values outside the limits.
    public func profile(
        of name: String, around result: ModelsFitResult, values: [Double]? = nil, reoptimises: Bool = true,
        execution: Execution = Execution()
    ) throws -> StatProfile {
        let confidence = try confidence(around: result, reoptimises: reoptimises)
        let index = try confidence.index(of: name)
        return try confidence.profile(
            of: index, values: values ?? scanValues(of: index, result), execution: execution)
    }

    /// The statistic on a grid of two parameters, as ``profile(of:around:values:reoptimises:execution:)``.
    public func surface(
        of first: String, _ second: String, around result: ModelsFitResult, x: [Double]? = nil, y: [Double]? = nil,
        reoptimises: Bool = true, execution: Execution = Execution()
    ) throws -> StatSurface {
        let confidence = try confidence(around: result, reoptimises: reoptimises)
        let (a, b) = (try confidence.index(of: first), try confidence.index(of: second))
        return try confidence.surface(
            of: a, b, x: x ?? scanValues(of: a, result), y: y ?? scanValues(of: b, result), execution: execution)
    }

    /// The contour of two parameters on which the statistic has risen by `sigma`².
    /// - Throws: ``Fault/Code/badValue`` for names that are not free or the same.
    public func contour(
        of first: String, _ second: String, around result: ModelsFitResult, sigma: Double = 1, count: Int = 40,
        execution: Execution = Execution()
    ) throws -> StatContour {
        let confidence = try confidence(around: result)
        return try confidence.contour(
            of: confidence.index(of: first), confidence.index(of: second), sigma: sigma, count: count,
            execution: execution)
    }

    /// The values of the parameter's own scan, within its limits.
    private func scanValues(of index: Int, _ result: ModelsFitResult) -> [Double] {
        let parameter = result.models.freeParameters.entries[index].parameter
        let limits = parameter.effectiveLimits
        let error = parameter.error.isFinite ? parameter.error : 0
        var values: [Double] = []
        for value in parameter.scan.points(value: parameter.value, error: error) {
            let kept = min(max(value, limits.minimum ?? -.infinity), limits.maximum ?? .infinity)
            // Values beyond a limit are one point on it.
            if kept != values.last { values.append(kept) }
        }
        return values
    }
}

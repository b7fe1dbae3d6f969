import GammaProducts

/// The fit in one pixel.
struct TSPixel: Sendable {
    var outcome: MapOutcome
    var norm = Double.nan
    var error = Double.nan
    var ts = Double.nan
    /// Whether there is a background in its square, so that a fit was tried.
    var isTried = false
    var excess = Double.nan
    var steps = Double.nan
    var errn = Double.nan
    var errp = Double.nan
    var upperLimit = Double.nan
    var sensitivity = Double.nan
    var scan: [Double] = []

    /// A pixel without value.
    init(_ outcome: MapOutcome) { self.outcome = outcome }

    /// Fits the norm and computes what was asked for.
    init(_ square: TSSquare, _ options: TSMapOptions) {
        outcome = .fitted
        isTried = true
        let curvature = fitNorm(square, options)
        guard outcome.hasValue else { return }
        ts = -square.rise(from: 0, to: norm)
        excess = norm * square.model
        let sigma = curvature > 0 ? 1 / curvature.squareRoot() : .infinity
        error = sigma.isFinite ? options.nSigma * sigma : .nan
        fillLimits(square, options, sigma)
        if options.selection.contains(.sensitivity) {
            sensitivity = square.sensitivity(sigma: options.nSigmaSensitivity)
        }
        if options.selection.contains(.scan) { scan = square.scan(options.scanNorms) }
    }

    /// - Returns: half the curvature of the statistic at the norm.
    private mutating func fitNorm(_ square: TSSquare, _ options: TSMapOptions) -> Double {
        steps = 0
        guard square.total > 0 else {
            outcome = .noCounts
            norm = square.floor
            return 0
        }
        if let threshold = options.threshold {
            let first = square.estimate()
            if -square.rise(from: 0, to: first) <= threshold {
                outcome = .belowThreshold
                norm = first < 0 && options.limitsEstimates ? max(first, square.floor) : first
                return square.curvature(norm)
            }
        }
        guard let root = square.root() else {
            outcome = .failed
            return 0
        }
        steps = Double(root.steps)
        norm = root.norm
        guard norm < 0 else { return root.curvature }
        let floor = square.floor
        guard norm < floor else { return root.curvature }
        outcome = .atLimit
        norm = floor
        return square.curvature(floor)
    }

    private mutating func fillLimits(_ square: TSSquare, _ options: TSMapOptions, _ sigma: Double) {
        func distance(_ count: Double, upwards: Bool) -> Double {
            square.distance(from: norm, rise: count * count, upwards: upwards, step: count * sigma)
        }
        if options.selection.contains(.errnErrp) {
            errp = distance(options.nSigma, upwards: true)
            // Norms that predict negative counts are none: the interval ends there.
            let isLowest = outcome == .noCounts || outcome == .atLimit
            errn = isLowest ? 0 : min(distance(options.nSigma, upwards: false), norm - square.floor)
        }
        if options.selection.contains(.ul) { upperLimit = norm + distance(options.nSigmaUL, upwards: true) }
    }
}

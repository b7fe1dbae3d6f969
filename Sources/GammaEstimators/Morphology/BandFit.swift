import GammaCore
import GammaDatasets
import GammaModels
import GammaProducts

/// The fit of one energy band by itself.
struct BandFit: Sendable {
    let band: MorphologyBand
    private(set) var fit: ModelsFitResult?
    private(set) var outcome: PointOutcome
    /// The TS of the source in this band.
    private(set) var sourceTest: NestedTestResult?

    /// Fits a band; what fails in it alone is told by the outcome.
    /// - Throws: ``Fault/Code/cancelled``.
    init(_ band: MorphologyBand, _ execution: Execution) throws {
        self.band = band
        outcome = .masked
        if !band.isMasked { try run(band.models, execution) }
    }

    /// Whether there is a minimum.
    var isUsable: Bool { fit?.fit.outcome.isMinimum ?? false }

    private mutating func run(_ models: Models, _ execution: Execution) throws {
        do {
            // Shared positions are not looked for elsewhere: neither are those of the bands, so that both are found alike.
            var search = try Fit(band.datasets, models: models)
            search.looksForPositions = false
            let fit = try search.run(execution)
            let result = fit.fit.outcome
            self.fit = fit
            outcome =
                result == .converged
                ? .converged : PointOutcome(success: result.isMinimum, reason: result.description)
        } catch let fault as Fault where fault.code != .cancelled {
            outcome = .failed(fault.message)
        }
    }

    /// The better of this fit and one that starts from the values of other models.
    func refined(from models: Models, _ execution: Execution) throws -> BandFit {
        guard isUsable, let stat = fit?.fit.stat else { return self }
        var other = self
        try other.run(band.models.starting(from: models), execution)
        return other.isUsable && (other.fit?.fit.stat ?? .infinity) < stat ? other : self
    }

    /// The fit with the TS of its source.
    func testingSource(_ execution: Execution) throws -> BandFit {
        guard isUsable, let fit else { return self }
        var tested = self
        tested.sourceTest = try NestedTest.sources(
            [band.source], of: fit, datasets: band.datasets, execution: execution
        ).first?.result
        return tested
    }

    /// The fitted parameter of the source's shape.
    func shape(_ name: String) -> Parameter? {
        guard isUsable, let models = fit?.models else { return nil }
        return try? models.parameter("\(band.source).spatial.\(name)")
    }
}

/// All energy bands together, with a common shape of the source.
struct JointBands {
    let fits: [BandFit]
    /// Names of the common parameters.
    let shape: [String]

    init(_ fits: [BandFit], shape: [String]) {
        self.fits = fits
        self.shape = shape
    }

    /// The sum of the statistics of the separate fits.
    var separateStat: Double { fits.reduce(0) { $0 + ($1.fit?.fit.stat ?? 0) } }

    /// Degrees of freedom of the test.
    var degreesOfFreedom: Int { (fits.count - 1) * shape.count }

    /// Fits the common shape, from the mean of those of the bands.
    func fit(_ execution: Execution) throws -> ModelsFitResult {
        var models = Models(fits.flatMap { $0.fit?.models.components ?? [] })
        for name in shape {
            let mean = WeightedMean(fits.map { $0.shape(name) }, isAngle: name == "lon_0")
            let places = fits.map { "\($0.band.source).spatial.\(name)" }
            try models.link(places)
            try models.update(places[0]) { parameter in
                guard mean.value.isFinite else { return }
                let limits = parameter.effectiveLimits
                parameter.value = min(max(mean.value, limits.minimum ?? -.infinity), limits.maximum ?? .infinity)
            }
        }
        return try Fit(fits.flatMap(\.band.datasets), models: models).run(execution)
    }
}

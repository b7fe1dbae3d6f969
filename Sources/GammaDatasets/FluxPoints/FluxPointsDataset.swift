import GammaCore
import GammaData
import GammaModels
import GammaProducts

/// Flux points as data for a fit of spectra: the model's dN/dE at each reference energy is compared with the point's.
///
/// What Gammapy's `FluxPointsDataset` is. Sources contribute with their spectrum; shapes on the sky do not matter.
public struct FluxPointsDataset: Dataset {
    /// Unique name.
    public var name: String
    /// The points.
    public var points: FluxPoints
    /// Points that can be trusted.
    public var maskSafe: [Bool]
    /// Points chosen for the fit; nil means all.
    public var maskFit: [Bool]?
    /// How points and model are compared.
    public var statistic: FluxPointsStatistic

    /// Makes a dataset.
    /// - Throws: ``Fault/Code/incompatible`` when a mask does not have one flag a point.
    public init(
        name: String, points: FluxPoints, maskSafe: [Bool]? = nil, maskFit: [Bool]? = nil,
        statistic: FluxPointsStatistic = .chiSquare
    ) throws {
        guard maskSafe?.count ?? points.count == points.count, maskFit?.count ?? points.count == points.count else {
            throw Fault(
                .incompatible, "dataset '\(name)': a mask does not have one flag for each of the \(points.count) points"
            )
        }
        self.name = name
        self.points = points
        self.maskSafe = maskSafe ?? Array(repeating: true, count: points.count)
        self.maskFit = maskFit
        self.statistic = statistic
    }

    /// Points that take part in a fit: safe, chosen, and with what the statistic needs.
    public var mask: [Bool] {
        points.points.indices.map { maskSafe[$0] && maskFit?[$0] ?? true && isUsable(points.points[$0]) }
    }

    /// Points of the mask.
    public var fitBinCount: Int { mask.count { $0 } }

    /// 0: a prediction through all points has χ² = 0.
    public var saturatedStatistic: Double { 0 }

    /// Whether a point has what the statistic needs.
    private func isUsable(_ point: FluxPoint) -> Bool {
        guard point.outcome?.success != false else { return false }
        let isUL = points.metadata.isUL(point)
        let hasValue = (point.flux(.dnde) ?? .nan).isFinite
        switch statistic {
        case .chiSquare: return !isUL && hasValue
        case .distribution: return hasValue || isUL && (point.flux(.dnde, .ul) ?? .nan).isFinite
        case .profile: return ScanProfile(point) != nil
        }
    }

    /// Prepares the comparison with the spectra of the sources that contribute.
    /// - Throws: ``Fault/Code/noData`` when no point is left, ``Fault/Code/badValue`` for a point without energy,
    ///   ``Fault/Code/unsupported`` for free parameters of a time dependence.
    public func evaluator(models: Models) throws -> any DatasetEvaluator {
        let mask = mask
        guard mask.contains(true) else {
            throw Fault(
                .noData,
                "no flux point of dataset '\(name)' is left for the fit by the statistic "
                    + "'\(statistic.rawValue)'",
                hint: statistic == .profile
                    ? "points need a scan of the statistic: estimate them with one, or choose 'distrib'"
                    : "upper limits count only in the statistic 'distrib'")
        }
        let chosen = points.points.indices.filter { mask[$0] }.map { points.points[$0] }
        if let bad = chosen.first(where: { !($0.eRef > 0 && $0.eRef.isFinite) }) {
            throw Fault(.badValue, "dataset '\(name)' has a point at the energy \(bad.eRef) TeV")
        }
        return FluxPointsEvaluator(
            energies: chosen.map(\.eRef), terms: chosen.map(term),
            sources: models.contributing(to: name).filter { $0.component.skyModel != nil }.map(\.position),
            response: try models.response(ofDataset: name), factors: try temporalFactors(models))
    }

    func term(_ point: FluxPoint) -> FluxPointTerm {
        let value = point.flux(.dnde) ?? .nan
        func flux(_ quantity: FluxQuantity) -> Double { point.flux(.dnde, quantity) ?? .nan }
        let (below, above) = (flux(.errn), flux(.errp))
        switch statistic {
        case .chiSquare:
            let error = point.normErr == nil ? (below + above) / 2 : flux(.err)
            return .gaussian(value: value, below: error, above: error)
        case .distribution:
            if points.metadata.isUL(point) { return .limit(flux(.ul)) }
            let error = flux(.err)
            return .gaussian(
                value: value, below: below.isNaN ? error : below, above: above.isNaN ? error : above)
        case .profile:
            return ScanProfile(point).map { .profile($0, reference: point.reference.dnde) } ?? .limit(.nan)
        }
    }

    /// The mean of each component's time dependence over the good time intervals of the points; 1 without one.
    func temporalFactors(_ models: Models) throws -> [Double] {
        try models.components.map { component in
            guard let temporal = component.skyModel?.temporal, component.contributes(to: name) else { return 1 }
            guard temporal.parameters.allSatisfy(\.isFrozen) else {
                throw Fault(
                    .unsupported,
                    "flux points of dataset '\(name)' cannot determine the time dependence of "
                        + "'\(component.name)'", hint: "freeze the parameters of its temporal model")
            }
            let intervals = try points.metadata.gti.map { try GTI(table: $0).intervals } ?? []
            return try temporal.average(over: intervals)
        }
    }

    /// dN/dE of the sources that contribute, cm⁻² s⁻¹ TeV⁻¹, at the reference energy of every point.
    public func predicted(_ models: Models) -> [Double] {
        let energies = points.points.map(\.eRef)
        // Two models of what the instrument is off by are a fault of the evaluator.
        let response = (try? models.response(ofDataset: name)) ?? nil
        return models.contributing(to: name).compactMap {
            SeenSource(models, component: $0.position, response: response)
        }.reduce(Array(repeating: 0, count: energies.count)) { sum, source in
            zip(sum, source.evaluate(energies)).map { $0 + $1 }
        }
    }

    /// Point minus model in cm⁻² s⁻¹ TeV⁻¹; NaN for upper limits.
    public func residuals(_ models: Models) -> [Double] {
        zip(points.points, predicted(models)).map { point, model in
            points.metadata.isUL(point) ? .nan : (point.flux(.dnde) ?? .nan) - model
        }
    }
}

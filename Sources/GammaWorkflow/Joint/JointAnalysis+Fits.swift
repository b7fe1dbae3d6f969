import GammaCore
import GammaDatasets
import GammaModels

extension JointAnalysis {
    /// The models fitted to the data of each instrument alone, from the same start, and beside them the joint fit.
    func fitsOfEach(_ result: DatasetsResult, start: Models, joint: ModelsFitResult) throws -> InstrumentFits {
        var fits: [InstrumentFits.Item] = []
        for instrument in result.instruments {
            let datasets = result.datasets(of: instrument)
            var models = start.contributing(toAnyOf: instrument.datasets)
            if !datasets.contains(where: { $0 is MapDataset }) { models.freezeShapes() }
            guard models.freeParameters.count > 0 else {
                execution.notices.add(
                    "instrument '\(instrument.name)' has no free parameter of its own: it is not fitted alone")
                continue
            }
            let fit = try Fit(datasets, models: models).run(execution)
            log.add(
                .info,
                "fit of \(instrument.name): \(fit.fit.outcome), stat \(ValueFormat.number(fit.fit.stat, digits: 7))")
            fits.append(
                InstrumentFits.Item(
                    name: instrument.name, datasets: instrument.datasets.count, energies: instrument.energies, fit: fit)
            )
        }
        let all = InstrumentFits.Item(
            name: InstrumentConfig.joint, datasets: result.datasets.count, energies: result.fitEnergies, fit: joint)
        return InstrumentFits(fits: fits + [all])
    }

    /// The fits beside the values of the configuration; nil when it has none.
    /// - Throws: ``Fault/Code/badValue`` for models and parameters that are not there.
    func comparison(_ fits: [InstrumentFits.Item], joint: ModelsFitResult) throws -> FitComparison? {
        guard let values = config.comparison.values else { return nil }
        let model = try comparedModel(joint.models)
        var rows: [FitComparison.Row] = []
        for row in values {
            let fit = row.name == InstrumentConfig.joint ? joint : fits.first { $0.name == row.name }?.fit
            guard let fit else { continue }
            for value in row.values {
                rows.append(try compared(value, row, fit.models, model: model))
            }
        }
        return FitComparison(rows: rows, remarks: remarks(on: rows, joint.models))
    }

    /// Looks for the models and parameters of the comparison.
    /// - Throws: ``Fault/Code/badValue`` for those that are not there.
    func checkComparison(_ models: Models) throws {
        guard let values = config.comparison.values else { return }
        let model = try comparedModel(models)
        for value in values.flatMap(\.values) { _ = try parameter(value.name, of: model, in: models) }
    }

    private func comparedModel(_ models: Models) throws -> String {
        let sources = models.skyModels.map(\.name)
        if let name = config.comparison.model {
            return try locating("comparison.model", [.unknownKey]) {
                models.components[try models.position(of: name)].name
            }
        }
        guard sources.count == 1, let only = sources.first else {
            throw Fault(
                .missingKey, "the comparison does not say whose parameters it has", at: config.origin(of: "comparison"),
                hint: "add 'model', one of \(sources.joined(separator: ", "))")
        }
        return only
    }

    /// The parameter that a name or its formula stands for.
    private func parameter(_ name: String, of model: String, in models: Models) throws -> Parameter {
        let name = config.comparison.formulas?[name]?.parameter ?? name
        let component = try models.components[models.position(of: model)]
        let found = zip(component.parameterNames, component.parameters).first { path, parameter in
            path == name || parameter.name == name
        }
        guard let parameter = found?.1 else {
            let names = component.parameters.map(\.name) + (config.comparison.formulas?.items.map(\.name) ?? [])
            let near = nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
            throw Fault(
                .badValue, "model '\(model)' has no parameter '\(name)' to compare",
                at: config.origin(of: "comparison.values"),
                hint: near ?? "parameters and formulas: \(names.joined(separator: ", "))")
        }
        return parameter
    }

    private func compared(
        _ other: ComparisonConfig.Row.Value, _ row: ComparisonConfig.Row, _ models: Models, model: String
    ) throws -> FitComparison.Row {
        let parameter = try parameter(other.name, of: model, in: models)
        let formula = config.comparison.formulas?[other.name]
        let factor = formula?.factor ?? 1
        return FitComparison.Row(
            instrument: row.name, model: model, quantity: other.name, formula: formula?.text ?? "",
            unit: parameter.unit.description, value: factor * parameter.value, error: abs(factor) * parameter.error,
            otherValue: other.value, otherError: other.error ?? .nan,
            source: row.source ?? config.comparison.source ?? "")
    }

    /// Logarithmic parabolas are written with both logarithms.
    private func remarks(on rows: [FitComparison.Row], _ models: Models) -> [String] {
        Set(rows.map(\.model)).sorted().compactMap { name in
            guard models[name]?.spectral is LogParabola else { return nil }
            return
                "beta of '\(name)' goes with the natural logarithm: dN/dE = amplitude (E/reference)^(-alpha - beta ln(E/reference)); "
                + "with log10 in its place it is beta ln(10)"
        }
    }
}

extension Models {
    /// Spectra do not tell where a source is, and how large.
    fileprivate mutating func freezeShapes() {
        for index in components.indices {
            var parameters = components[index].parameters
            for (place, name) in components[index].parameterNames.enumerated() where name.hasPrefix("spatial.") {
                parameters[place].isFrozen = true
            }
            components[index].parameters = parameters
        }
    }

    /// The models of some datasets, which are those that they are said to be for.
    fileprivate func contributing(toAnyOf datasets: [String]) -> Models {
        var models = self
        models.covariance = nil
        models.components = components.filter { component in datasets.contains { component.contributes(to: $0) } }
        for index in models.components.indices {
            guard let names = models.components[index].datasetNames else { continue }
            models.components[index].datasetNames = names.filter { name in
                datasets.contains { ModelComponent.matches($0, name) }
            }
        }
        return models
    }
}

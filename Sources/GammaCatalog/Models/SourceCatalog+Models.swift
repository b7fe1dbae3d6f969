import GammaCore
import GammaMaps
import GammaModels

extension SourceCatalog {
    /// The models of all sources.
    /// - Throws: ``Fault/Code/incompatible`` when two models have one name.
    public func models(_ options: CatalogModelOptions = CatalogModelOptions()) throws -> CatalogModels {
        try models(of: sources, options)
    }

    /// The models of the sources within `radius` deg of a direction, the nearest first.
    /// - Throws: ``Fault/Code/noData`` when there is none.
    public func models(
        cone centre: SkyDirection, radius: Double, _ options: CatalogModelOptions = CatalogModelOptions()
    ) throws -> CatalogModels {
        let found = cone(centre, radius: radius)
        guard !found.isEmpty else {
            let near = nearest(to: centre).map {
                "the nearest one is \($0.name), \(ValueFormat.number($0.position.separation(to: centre), digits: 3)) deg away"
            }
            throw Fault(
                .noData, "the \(family.title) has no source within \(ValueFormat.number(radius)) deg", at: origin,
                hint: near)
        }
        var options = options
        options.centre = options.centre ?? centre
        return try models(of: found, options)
    }

    /// The models of the sources in a region.
    /// - Throws: ``Fault/Code/noData`` when there is none.
    public func models(
        in region: SkyRegion, _ options: CatalogModelOptions = CatalogModelOptions()
    ) throws -> CatalogModels {
        let found = sources(in: region)
        guard !found.isEmpty else {
            throw Fault(.noData, "the \(family.title) has no source in the region", at: origin)
        }
        var options = options
        options.centre = options.centre ?? region.centre
        return try models(of: found, options)
    }

    /// The models of the given sources, in their order.
    /// - Throws: faults of links.
    public func models(of sources: [CatalogSource], _ options: CatalogModelOptions) throws -> CatalogModels {
        var components: [ModelComponent] = []
        var covariances: [Covariance] = []
        var left: [(name: String, reason: NoModelReason)] = []
        var links: [[String]] = []
        for source in sources {
            if let limit = options.minimumSignificance, let found = source.significance, found < limit { continue }
            let variant = source.variant(options.variant) ?? source.variants.first
            switch source.models(variant?.name, templates: options.templates) {
            case .failure(let reason): left.append((source.name, reason))
            case .success(let models):
                for var model in models {
                    model.freeze(but: free(source, options))
                    components.append(.sky(model))
                    covariances.append(source.covariance(of: model))
                }
                if options.linksComponents, models.count > 1 { links += Self.links(models) }
            }
        }
        var models = Models(components)
        // The matrix of a whole Fermi-LAT catalogue would take gigabytes; the parameters have their errors anyway.
        if models.parameters.count <= CatalogModels.largestCovariance {
            models.set(covariance: Covariance(blocks: covariances))
        }
        for names in links { try models.link(names) }
        return CatalogModels(models: models, left: left)
    }

    private func free(_ source: CatalogSource, _ options: CatalogModelOptions) -> CatalogModelOptions.Free {
        guard let radius = options.freeRadius, let centre = options.centre,
            source.position.separation(to: centre) > radius
        else { return options.free }
        return .nothing
    }

    /// The spectral parameters that components have in common.
    private static func links(_ models: [SkyModel]) -> [[String]] {
        (models.first?.spectral.parameters ?? []).filter { $0.name != "amplitude" && !$0.isFrozen }
            .map { parameter in models.map { "\($0.name).spectral.\(parameter.name)" } }
    }
}

extension SkyModel {
    /// Freezes what is not to be varied; what is frozen by itself stays so.
    fileprivate mutating func freeze(but free: CatalogModelOptions.Free) {
        func freeze(_ parameters: inout [Parameter], where isFrozen: (Parameter) -> Bool) {
            for index in parameters.indices where isFrozen(parameters[index]) { parameters[index].isFrozen = true }
        }
        freeze(&spectral.parameters) {
            free == .nothing || (free == .norm && $0.name != "amplitude")
        }
        if free != .all, var shape = spatial {
            freeze(&shape.parameters) { _ in true }
            spatial = shape
        }
    }
}

extension CatalogSource {
    /// The errors of a model of the source as a covariance; those of the coordinates are correlated as the ellipse of the
    /// position says.
    func covariance(of model: SkyModel) -> Covariance {
        let names = ModelComponent.sky(model).parameterNames.map { "\(model.name).\($0)" }
        var covariance = Covariance(names: names, errors: model.parameters.map(\.error))
        guard let error = positionError, let place = model.spatial?.position, place == position,
            let lon = names.firstIndex(of: "\(model.name).spatial.lon_0"),
            let lat = names.firstIndex(of: "\(model.name).spatial.lat_0"), covariance[lon, lon] > 0
        else { return covariance }
        let moments = error.moments
        let toLongitude = (covariance[lon, lon] / moments.east).squareRoot()
        covariance[lon, lat] = moments.mixed * toLongitude
        covariance[lat, lon] = covariance[lon, lat]
        return covariance
    }
}

extension Covariance {
    /// Covariances of different models, which are independent.
    fileprivate init(blocks: [Covariance]) {
        let names = blocks.flatMap(\.names)
        var values = [Double](repeating: 0, count: names.count * names.count)
        var start = 0
        for block in blocks {
            for row in 0..<block.count {
                for column in 0..<block.count {
                    values[(start + row) * names.count + start + column] = block[row, column]
                }
            }
            start += block.count
        }
        self.init(names: names, values: values)
    }
}

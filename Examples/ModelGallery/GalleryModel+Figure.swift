import GammaKit

/// The figure of a page.
extension GalleryModel {
    /// A spectral energy distribution, a factor against energy or time, or an image.
    public func figure() throws -> any Figure {
        switch model {
        case let spectral as any SpectralModel: type(of: spectral).isNorm ? factor() : spectrum()
        case is any SpatialModel: try images()
        default: try timeDependence()
        }
    }

    /// Small enough for a page, and for the repository.
    public var style: FigureStyle {
        model is any SpatialModel && variants.count > 1
            ? FigureStyle(width: 620) : FigureStyle(width: 380, height: model is any SpatialModel ? nil : 260)
    }

    private var energies: [Double] { Quadrature.geomspace(range.lowerBound, range.upperBound, count: 121) }

    private func spectrum() -> any Figure {
        let energies = energies
        let curves = variants.map { variant in
            SpectrumCurve(
                name: variant.name.isEmpty ? typeName : variant.name, energies: energies,
                dnde: (variant.model as? any SpectralModel)?.evaluate(energies) ?? [])
        }
        return SpectrumFigure(points: [], models: curves, showsResiduals: false)
    }

    private func factor() -> any Figure {
        let energies = energies
        let curves = variants.map { variant in
            CurvesFigure.Curve(
                name: variant.name, x: energies, y: (variant.model as? any SpectralModel)?.evaluate(energies) ?? [])
        }
        return CurvesFigure(curves, x: .init("Energy", unit: "TeV", stretch: .log), y: .init("Factor"))
    }

    private func timeDependence() throws -> any Figure {
        let places = Quadrature.linspace(range.lowerBound, range.upperBound, count: 121)
        if let template = model as? TemplatePhaseCurveTemporalModel {
            let curve = CurvesFigure.Curve(x: places, y: places.map { template.curve($0) })
            return CurvesFigure([curve], x: .init("Phase"), y: .init("Factor"))
        }
        let curves = variants.compactMap { variant -> CurvesFigure.Curve? in
            guard let model = variant.model as? any TemporalModel else { return nil }
            let reference = Instant(mjd: (try? model.parameter("t_ref").value) ?? 59000, scale: model.scale)
            let factors = model.evaluate(places.map { reference.adding(seconds: $0 * 86400) })
            return CurvesFigure.Curve(name: variant.name, x: places, y: factors)
        }
        return CurvesFigure(curves, x: .init("Time since t_ref", unit: "d"), y: .init("Factor"))
    }

    private func images() throws -> any Figure {
        let width = range.upperBound - range.lowerBound
        // Few enough pixels to see what becomes of a point.
        let pixels = variants.count > 1 ? 45.0 : model is PointSpatialModel ? 15 : 101
        let figures = try variants.compactMap { variant -> SkyMapFigure? in
            guard let shape = variant.model as? any SpatialModel else { return nil }
            let middle = shape.position ?? (shape as? TemplateNDSpatialModel)?.map.geometry.centre
            let centre = middle ?? SkyDirection(lon: 0, lat: 0, frame: .galactic)
            let geometry = try WCSGeometry.create(
                centre: centre.offset(by: width / 40, positionAngle: 60), width: width, binSize: width / pixels,
                projection: "TAN")
            let integrals = shape.integrate(over: geometry)
            let brightness = zip(integrals, geometry.solidAngles()).map { $0 / $1 }
            let name: String
            switch shape {
            case is ConstantFluxSpatialModel: name = "Integral over a pixel"
            case is PiecewiseNormSpatialModel: name = "Factor"
            default: name = "Brightness"
            }
            let map = try WCSMap(geometry, values: shape is ConstantFluxSpatialModel ? integrals : brightness)
            return SkyMapFigure(
                map, name: name, unit: name == "Brightness" ? "sr-1" : "", limits: .full, title: variant.name)
        }
        return figures.count == 1 ? figures[0] : SkyMapPanelsFigure(figures, columns: figures.count)
    }
}

import GammaCore
import GammaMaps
import GammaModels

/// The shapes of the H.E.S.S. survey: points, shells, and Gaussians, of which a source may have three.
struct HGPSShapes {
    /// How well the positions are known.
    let errors: [PositionError?]
    private let positions: [SkyDirection]
    private let kinds: [String]
    private let lists: [String]
    private let size: [Double]
    private let sizeError: [Double]
    private let flux: [Double]
    private let components: [String: HGPSComponent]

    init(_ table: CatalogColumns, positions: [SkyDirection], components: [HGPSComponent]) throws {
        self.positions = positions
        kinds = try table.text("Spatial_Model")
        lists = try table.optionalText("Components")
        size = try table.numbers("Size", in: .deg)
        sizeError = try table.optionalNumbers("Size_Err", in: .deg)
        flux = try table.optionalNumbers("Flux_Map", in: .flux)
        self.components = Dictionary(components.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let lonError = try table.optionalNumbers("GLON_Err", in: .deg)
        let latError = try table.optionalNumbers("GLAT_Err", in: .deg)
        let radius = try table.optionalNumbers("Pos_Err_68", in: .deg)
        errors = positions.indices.map { row in
            PositionError(lon: lonError[row], lat: latError[row], at: positions[row])
                ?? PositionError(containing: 0.68, semiMajor: radius[row], semiMinor: radius[row])
        }
    }

    /// The parts of a source with their shares of the flux.
    ///
    /// Several Gaussians share the spectrum as they share the flux of the map. A Gaussian whose size is only limited has
    /// the size of its component, with which the flux was measured.
    func parts(_ row: Int, source: String) -> [CatalogVariant.Part] {
        let kind = kinds[row]
        if kind.hasSuffix("-Gaussian") || (kind == "Gaussian" && !size[row].isFinite) {
            let names = lists[row].split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
            guard !names.isEmpty else { return single(source, .failure(.incompleteShape("size"))) }
            return names.map { name in
                guard let component = components[name] else {
                    return .init(name: name, share: .nan, shape: .failure(.incompleteShape("component \(name)")))
                }
                let share = names.count == 1 ? 1 : component.flux / flux[row]
                let isKnown = share.isFinite && share > 0
                return .init(
                    name: names.count == 1 ? source : name, share: share,
                    shape: isKnown ? component.shape : .failure(.incompleteShape("flux of \(name)")))
            }
        }
        return single(source, shape(row, kind))
    }

    private func single(_ source: String, _ shape: Result<CatalogShape, NoModelReason>) -> [CatalogVariant.Part] {
        [.init(name: source, share: 1, shape: shape)]
    }

    private func shape(_ row: Int, _ kind: String) -> Result<CatalogShape, NoModelReason> {
        switch kind {
        case "Point-Like": return .success(.point(at: positions[row], error: errors[row]))
        case "Gaussian":
            return HGPSReader.gaussian(at: positions[row], sigma: size[row], error: sizeError[row], errors[row])
        case "Shell":
            guard size[row] > 0 else { return .failure(.incompleteShape("size")) }
            // The survey states the outer radius only; as in Gammapy the shell is taken to be 5 % of it thick.
            var shell = ShellSpatialModel(at: positions[row], radius: 0.95 * size[row], width: 0.05 * size[row])
            if sizeError[row] > 0 { shell.parameters[2].error = sizeError[row] }
            var model: any SpatialModel = shell
            errors[row]?.apply(to: &model)
            return .success(.model(model))
        case "": return .failure(.noShape)
        default: return .failure(.unknownShape(kind))
        }
    }
}

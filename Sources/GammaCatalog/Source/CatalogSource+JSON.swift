import GammaCore
import GammaIO
import GammaModels
import GammaProducts

extension CatalogSource {
    /// Everything that the catalogue states. Energies in TeV, fluxes in cm, s, TeV, angles in deg.
    public var json: JSONValue {
        let icrs = position.converted(to: .icrs)
        let galactic = position.converted(to: .galactic)
        return .object([
            ("name", .string(name)), ("catalog", .string(family.rawValue)), ("row", .int(row)),
            ("ra", .double(icrs.lon)), ("dec", .double(icrs.lat)), ("glon", .double(galactic.lon)),
            ("glat", .double(galactic.lat)),
            (
                "position_error",
                positionError.map {
                    .object([
                        ("sigma_major", .double($0.major)), ("sigma_minor", .double($0.minor)),
                        ("angle", .double($0.angle)),
                    ])
                } ?? .null
            ),
            ("aliases", JSONValue(aliases)), ("class", .string(sourceClass)), ("significance", JSONValue(significance)),
            ("models", .array(variants.map(\.json))), ("fluxes", .array(fluxes.map(\.json))),
            ("flux_points", fluxPoints?.json() ?? .null),
            (
                "associations",
                .array(
                    associations.map {
                        .object([
                            ("name", .string($0.name)), ("catalog", .string($0.catalog)),
                            ("separation", JSONValue($0.separation)), ("probability", JSONValue($0.probability)),
                        ])
                    })
            ),
            (
                "details",
                .array(
                    details.map {
                        .object([("name", .string($0.name)), ("value", .string($0.value)), ("unit", .string($0.unit))])
                    })
            ),
        ])
    }
}

extension CatalogVariant {
    fileprivate var json: JSONValue {
        func parameters(_ list: [Parameter]) -> JSONValue {
            .array(
                list.map {
                    .object([
                        ("name", .string($0.name)), ("value", .double($0.value)), ("error", .double($0.error)),
                        ("unit", .string($0.unit.description)),
                    ])
                })
        }
        var pairs: [(String, JSONValue)] = [("name", .string(name))]
        switch spectrum {
        case .failure(let reason): pairs += [("spectrum", .null), ("reason", .string(reason.description))]
        case .success(let model):
            pairs.append(
                (
                    "spectrum",
                    .object([
                        ("type", .string(type(of: model).tags[0])), ("parameters", parameters(model.parameters)),
                    ])
                ))
        }
        let shapes = parts.map { part -> JSONValue in
            var pairs: [(String, JSONValue)] = [("name", .string(part.name)), ("share", .double(part.share))]
            switch part.shape {
            case .failure(let reason): pairs += [("type", .null), ("reason", .string(reason.description))]
            case .success(.template(let template)):
                pairs += [("type", .string("TemplateSpatialModel")), ("filename", .string(template.file))]
            case .success(.model(let model)):
                pairs += [
                    ("type", .string(type(of: model).tags[0])), ("frame", .string(model.frame?.rawValue ?? "")),
                    ("parameters", parameters(model.parameters)),
                ]
            }
            return .object(pairs)
        }
        return .object(pairs + [("parts", .array(shapes))])
    }
}

extension CatalogFlux {
    fileprivate var json: JSONValue {
        var pairs: [(String, JSONValue)] = [
            ("column", .string(column)), ("model", variant.map { .string($0) } ?? .null),
        ]
        switch kind {
        case .differential(let energy): pairs += [("type", "dnde"), ("e_ref", .double(energy))]
        case .integral(let low, let high):
            pairs += [("type", "flux"), ("e_min", .double(low)), ("e_max", high.isFinite ? .double(high) : .null)]
        case .energy(let low, let high):
            pairs += [("type", "eflux"), ("e_min", .double(low)), ("e_max", .double(high))]
        }
        return .object(
            pairs + [("value", .double(value)), ("error", JSONValue(error)), ("is_ul", .bool(isUpperLimit))])
    }
}

import GammaCore
import GammaIO
import GammaMaps

extension HGPSReader {
    static func components(_ columns: CatalogColumns) throws -> [HGPSComponent] {
        let names = try columns.names("Component_ID")
        let positions = try columns.positions("GLON", "GLAT", .galactic)
        let lonError = try columns.optionalNumbers("GLON_Err", in: .deg)
        let latError = try columns.optionalNumbers("GLAT_Err", in: .deg)
        let sources = try columns.optionalText("Source_Name")
        let kinds = try columns.optionalText("Component_Class")
        let size = try columns.numbers("Size", in: .deg)
        let sizeError = try columns.optionalNumbers("Size_Err", in: .deg)
        let flux = try columns.numbers("Flux_Map", in: .flux)
        let fluxError = try columns.optionalNumbers("Flux_Map_Err", in: .flux)
        let significance = try columns.optionalNumbers("Sqrt_TS")
        return names.indices.map { row in
            HGPSComponent(
                name: names[row], source: sources[row], kind: kinds[row], position: positions[row], size: size[row],
                sizeError: sizeError[row], flux: flux[row], fluxError: fluxError[row],
                significance: significance[row],
                positionError: PositionError(lon: lonError[row], lat: latError[row], at: positions[row]))
        }
    }

    static func associations(_ columns: CatalogColumns) throws -> [String: [CatalogAssociation]] {
        let sources = try columns.text("Source_Name")
        let names = try columns.text("Association_Name")
        let catalogs = try columns.optionalText("Association_Catalog")
        let separations = try columns.statedNumbers("Separation", in: .deg)
        var table: [String: [CatalogAssociation]] = [:]
        for row in sources.indices where !names[row].isEmpty {
            table[sources[row], default: []].append(
                CatalogAssociation(names[row], catalog: catalogs[row], separation: separations[row]))
        }
        return table
    }

    static func identifications(_ columns: CatalogColumns) throws -> [String: [CatalogDetail]] {
        let sources = try columns.text("Source_Name")
        let objects = try columns.optionalText("Identified_Object")
        let evidence = try columns.optionalText("Evidence")
        let distance = try columns.optionalNumbers("Distance")
        var table: [String: [CatalogDetail]] = [:]
        for row in sources.indices {
            var lines: [CatalogDetail] = []
            if !objects[row].isEmpty { lines.append(CatalogDetail("identified with", objects[row])) }
            if !evidence[row].isEmpty { lines.append(CatalogDetail("evidence", evidence[row])) }
            if distance[row].isFinite {
                lines.append(CatalogDetail("distance", ValueFormat.number(distance[row]), unit: "kpc"))
            }
            table[sources[row], default: []] += lines
        }
        return table
    }

    static func largeScale(_ columns: CatalogColumns) throws -> LargeScaleBand {
        let positions = try columns.positions("GLON", "GLAT", .galactic)
        let latError = try columns.optionalNumbers("GLAT_Err", in: .deg)
        let brightness = try columns.numbers("Surface_Brightness", in: Unit(parsing: "cm-2 s-1 sr-1"))
        let brightnessError = try columns.optionalNumbers("Surface_Brightness_Err", in: Unit(parsing: "cm-2 s-1 sr-1"))
        let width = try columns.numbers("Width", in: .deg)
        let widthError = try columns.optionalNumbers("Width_Err", in: .deg)
        return LargeScaleBand(
            positions.indices.map { row in
                let lon = positions[row].lon
                return LargeScaleBand.Node(
                    longitude: lon - 360 * (lon / 360).rounded(), latitude: positions[row].lat,
                    latitudeError: latError[row], brightness: brightness[row], brightnessError: brightnessError[row],
                    width: width[row], widthError: widthError[row])
            })
    }

    static func remnants(_ columns: CatalogColumns) throws -> [SupernovaRemnant] {
        let names = try columns.names("Source_Name")
        let positions = try columns.positions("GLON", "GLAT", .galactic)
        let types = try columns.optionalText("Type")
        let distance = try columns.optionalNumbers("Distance")
        let nearest = try columns.optionalNumbers("Distance_Min")
        let farthest = try columns.optionalNumbers("Distance_Max")
        return names.indices.map { row in
            SupernovaRemnant(
                name: names[row], position: positions[row], type: types[row], distance: distance[row],
                distanceRange: (nearest[row], farthest[row]))
        }
    }
}

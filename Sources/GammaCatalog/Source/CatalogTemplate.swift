import Foundation
import GammaCore
import GammaMaps
import GammaModels

/// A map of brightness that a catalogue names.
public struct CatalogTemplate: Sendable, Hashable {
    /// Name of the file.
    public var file: String
    /// Folders below `$GAMMAPY_DATA/catalogs` where it may be.
    public var folders: [String]
    /// Where the source is.
    public var position: SkyDirection
    /// Approximate radius, deg.
    public var radius: Double

    /// A circle of the stated size.
    public var region: SkyRegion? { radius > 0 ? .circle(centre: position, radius: radius) : .point(position) }

    /// Reads the map, also one that is compressed.
    func model(in folder: String?) -> Result<any SpatialModel, NoModelReason> {
        guard !file.isEmpty, !file.contains("/") else { return .failure(.missingTemplate("no file is named")) }
        let root = (try? DataPath.expand("$GAMMAPY_DATA/catalogs")) ?? "$GAMMAPY_DATA/catalogs"
        let places = folder.map { [(try? DataPath.expand($0)) ?? $0] } ?? folders.map { "\(root)/\($0)" }
        let paths = places.flatMap { ["\($0)/\(file)", "\($0)/\(file).gz"] }
        guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            return .failure(.missingTemplate(paths.first ?? file))
        }
        do {
            return .success(try TemplateSpatialModel.read(path))
        } catch let fault as Fault {
            return .failure(.badTemplate(fault.message))
        } catch {
            return .failure(.badTemplate("\(error)"))
        }
    }
}

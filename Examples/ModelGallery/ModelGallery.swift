import Foundation
import GammaKit

/// An example of every registered model, in the order of the registry: what the pages of the documentation show.
public enum ModelGallery {
    /// Spectra.
    ///
    /// That of the absorption by background light is left out where its table is not there (``hasTables``).
    public static func spectral() throws -> [GalleryModel] {
        try powerLaws() + cutoffs() + logParabolas() + otherSpectra() + (hasTables ? [absorption()] : [])
            + [crabNebula()] + sources()
    }

    /// Shapes on the sky.
    public static func spatial() throws -> [GalleryModel] { try shapes() + wholeSky() + maps() }

    /// Time dependences.
    public static func temporal() throws -> [GalleryModel] { try formulas() + curves() }

    /// All of them.
    public static func all() throws -> [GalleryModel] { try spectral() + spatial() + temporal() }

    /// Whether the tables of absorption are there; they come with `gammakit download ebl`.
    public static var hasTables: Bool {
        (try? EBLModel.dominguez.path()) != nil
    }

    /// Writes the files that the model files of the pages name.
    public static func writeFiles(to folder: String) throws {
        for file in try (sources() + spatial() + temporal()).compactMap(\.file) {
            try file.write("\(folder)/\(file.name)")
        }
    }
}

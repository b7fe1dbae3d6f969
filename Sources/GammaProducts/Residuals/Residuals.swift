/// What models leave of the data: maps, spectra, profiles.
public struct Residuals: Sendable {
    /// Maps, one of all datasets on an image together; datasets on other images, or with another kind of background, have
    /// their own.
    public var maps: [ResidualMaps]
    /// Against energy: for each region of the maps, and for each spectrum; of datasets together, then of each.
    public var spectra: [ResidualSeries]
    /// Against distance from each source, longitude and latitude.
    public var profiles: [ResidualSeries]

    /// Makes residuals.
    public init(maps: [ResidualMaps] = [], spectra: [ResidualSeries] = [], profiles: [ResidualSeries] = []) {
        self.maps = maps
        self.spectra = spectra
        self.profiles = profiles
    }

    /// The spectra and profiles that say most: those of datasets together, and of regions in one dataset only where there is
    /// nothing together.
    public var summary: [ResidualSeries] {
        let joined = Set(spectra.filter { $0.datasetNames.count > 1 }.map(\.region))
        return spectra.filter { $0.datasetNames.count > 1 || !joined.contains($0.region) } + profiles
    }
}

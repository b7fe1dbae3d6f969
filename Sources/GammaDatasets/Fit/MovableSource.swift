import GammaMaps
import GammaModels

/// A source whose position is free, and what a fit may set when it puts it elsewhere.
struct MovableSource: Sendable {
    let name: String
    /// Position of the source in the list of models.
    let component: Int
    /// The free parameters of longitude and latitude, and what one of their units is in deg.
    let lon: Int
    let lat: Int
    private let factors: (lon: Double, lat: Double)
    /// Free parameters of the shape and spectrum that belong to this source alone.
    let own: [Int]
    /// The one of them that the flux is proportional to.
    let flux: Int?

    /// Nil for a source without a free position that no other model shares.
    init?(_ component: Int, _ models: Models, _ free: FreeParameters) {
        guard let source = models.components[component].skyModel, let spatial = source.spatial else { return nil }
        let row = free.index[component]
        let spectralCount = source.spectral.parameters.count
        func entry(_ name: String) -> (index: Int, factor: Double)? {
            guard let position = spatial.parameters.firstIndex(where: { $0.name == name }),
                let index = row[spectralCount + position], free.entries[index].places.count == 1
            else { return nil }
            return (index, spatial.parameters[position].internalFactor)
        }
        guard let lon = entry("lon_0"), let lat = entry("lat_0") else { return nil }
        name = source.name
        self.component = component
        (self.lon, self.lat) = (lon.index, lat.index)
        factors = (lon.factor, lat.factor)
        let own = row.compactMap { $0 }.filter {
            $0 != lon.index && $0 != lat.index && free.entries[$0].places.count == 1
        }
        self.own = own
        flux = source.spectral.scalePosition.flatMap { row[$0] }.flatMap { own.contains($0) ? $0 : nil }
    }

    /// Where the source is.
    func position(_ models: Models) -> SkyDirection? { models.components[component].skyModel?.spatial?.position }

    /// The values `x` with the source moved from one place to another, both in its own frame.
    func moved(_ x: [Double], from old: SkyDirection, to new: SkyDirection) -> [Double] {
        var moved = x
        var east = new.lon - old.lon
        east -= 360 * (east / 360).rounded()
        moved[lon] += east / factors.lon
        moved[lat] += (new.lat - old.lat) / factors.lat
        return moved
    }
}

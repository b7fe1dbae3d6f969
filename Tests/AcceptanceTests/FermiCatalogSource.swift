import GammaKit

/// Eight sources of 3FHL around the Galactic centre, with Gammapy's fit of their amplitudes (GeV⁻¹ s⁻¹ cm⁻²).
struct FermiCatalogSource {
    let name: String
    let index: Double
    /// GeV.
    let reference: Double
    let direction: SkyDirection
    /// Radius of a disk in deg; nil for a point.
    let radius: Double?
    let amplitude: Double
    let error: Double

    private init(
        _ name: String, index: Double, reference: Double, _ ra: Double, _ dec: Double, radius: Double? = nil,
        amplitude: Double, error: Double
    ) {
        self.name = "3FHL \(name)"
        (self.index, self.reference, self.radius) = (index, reference, radius)
        direction = SkyDirection(ra: ra, dec: dec)
        (self.amplitude, self.error) = (amplitude, error)
    }

    /// Gammapy 2.1, with the point-spread function at the energies of the exposure.
    static let all = [
        FermiCatalogSource(
            "J1744.5-2609", index: 2.5464882850646973, reference: 19.15343475341797, 266.1313171386719,
            -26.163721084594727, amplitude: 1.6692111925247858e-12, error: 5.530935709749074e-13),
        FermiCatalogSource(
            "J1745.6-2900", index: 2.7269954681396484, reference: 18.369590759277344, 266.41912841796875,
            -29.011320114135742, amplitude: 4.075408370000061e-11, error: 2.536130060416138e-12),
        FermiCatalogSource(
            "J1745.8-3028e", index: 1.9877769947052002, reference: 34.16487503051758, 266.4530029296875,
            -30.475000381469727, radius: 0.527999997138977, amplitude: 4.54286614654912e-12,
            error: 6.656346036054928e-13),
        FermiCatalogSource(
            "J1746.2-2852", index: 3.253476858139038, reference: 15.206936836242676, 266.5638122558594,
            -28.87750244140625, amplitude: 1.973680813090812e-11, error: 2.840248621702394e-12),
        FermiCatalogSource(
            "J1747.2-2959", index: 3.7037322521209717, reference: 14.624229431152344, 266.80194091796875,
            -29.995346069335938, amplitude: 4.736987186220181e-12, error: 1.4978639194731545e-12),
        FermiCatalogSource(
            "J1747.2-2822", index: 2.680250644683838, reference: 18.329933166503906, 266.8237609863281,
            -28.36672019958496, amplitude: 3.1624100390029477e-12, error: 1.0296541435618814e-12),
        FermiCatalogSource(
            "J1748.1-2903", index: 4.68715238571167, reference: 12.596381187438965, 267.03692626953125,
            -29.06171417236328, amplitude: 8.70032501480589e-12, error: 2.5761466093054484e-12),
        FermiCatalogSource(
            "J1748.6-2816", index: 4.344808101654053, reference: 13.198891639709473, 267.15985107421875,
            -28.278005599975586, amplitude: 1.184675865901534e-11, error: 2.8295087950055746e-12),
    ]

    /// The source with an amplitude in GeV⁻¹ s⁻¹ cm⁻², all else fixed.
    func model(amplitude: Double) -> SkyModel {
        let spatial: any SpatialModel =
            radius.map { DiskSpatialModel(at: direction, r0: $0) } ?? PointSpatialModel(at: direction)
        var model = SkyModel(
            name, spectral: PowerLaw(index: index, amplitude: amplitude * 1e3, reference: reference * 1e-3),
            spatial: spatial)
        var parameters = model.parameters
        for index in parameters.indices { parameters[index].isFrozen = parameters[index].name != "amplitude" }
        model.parameters = parameters
        return model
    }
}

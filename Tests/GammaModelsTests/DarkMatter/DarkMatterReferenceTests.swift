import Foundation
import GammaCore
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

/// Agreement with Gammapy 2.1 on the synthetic table, and with its halos.
struct DarkMatterReferenceTests {
    private func file() throws -> String { try DarkMatterSamples.file.get() }

    /// Gammapy's mass axis, its steps in log₁₀x and ours differ by rounding.
    @Test func annihilation() throws {
        let target = DarkMatterTarget(mass: 1000, channel: "b", factor: 3.41e19, redshift: 0.1, filename: try file())
        let model = try DarkMatterAnnihilation(target, scale: 2, multiplicity: 4)
        expectClose(
            model.evaluate([0.02, 0.1, 0.5, 0.9]),
            [7.840542971281827e-11, 5.808586361042162e-12, 1.3537534259812794e-13, 5.588308513709211e-16],
            relative: 1e-9)
        // Gammapy extrapolates above the mass; there are no such photons.
        #expect(model.evaluate([0.95]) == [0])
    }

    @Test func massesBetweenThoseOfTheTable() throws {
        let target = DarkMatterTarget(mass: 2200, channel: "tau", factor: 3.41e19, filename: try file())
        expectClose(
            try DarkMatterAnnihilation(target).evaluate([0.02, 0.1, 0.5, 0.9, 2]),
            [
                2.31687291967093e-11, 1.923046421481243e-12, 1.1284203031149646e-13, 2.7345073761246336e-14,
                4.412737323739574e-16,
            ], relative: 1e-9)
    }

    @Test func decay() throws {
        let target = DarkMatterTarget(mass: 4000, channel: "mu", factor: 3.41e19, filename: try file())
        expectClose(
            try DarkMatterDecay(target).evaluate([0.02, 0.1, 0.5, 0.9]),
            [2.7269866379643806, 0.22461363416991512, 0.012523757823854145, 0.0028173435572354383], relative: 1e-9)
    }

    /// Densities at 0.01, 1, 8.33 and 60 kpc; factors at 0.25° and 0.75° from the centre of the Milky Way of annihilation and
    /// of decay, with 10⁵ points a decade.
    static let halos: [(DarkMatterHalo.Profile, density: [Double], annihilation: [Double], decay: [Double])] = [
        (
            .zhao(alpha: 0.8, beta: 3.2, gamma: 1.2),
            [1389.4022811041807, 5.3726010727076305, 0.3, 0.004292273239179679],
            [2.4350199545917794e25, 5.148540866459396e24], [2.61737751931555e23, 1.8733103001900693e23]
        ),
        (
            .nfw(), [449.09883744796826, 4.147990684122786, 0.3, 0.006268258795849386],
            [5.248256144577704e24, 1.6779358369618597e24], [1.6154864539451307e23, 1.3083389232855164e23]
        ),
        (
            .einasto(), [200.43195100065816, 5.393483740441269, 0.3, 0.00665468645058875],
            [4.6351651392509105e24, 2.283072846007196e24], [1.782028225911996e23, 1.55175838778318e23]
        ),
        (
            .isothermal(), [1.385075972790534, 1.3164617229147264, 0.3, 0.007341982906424995],
            [3.976761918809473e22, 3.971885090963504e22], [4.729793815565672e22, 4.727061662234374e22]
        ),
        (
            .burkert(), [0.7116072937321014, 0.6559857337407267, 0.3, 0.005300404986072257],
            [1.435124177988124e22, 1.4334847880390454e22], [3.298339939603077e22, 3.2967332898456778e22]
        ),
        (
            .moore(), [1145.529897401915, 5.167806949985583, 0.3, 0.00636287202046472],
            [1.8952371220697076e25, 4.327715022754195e24], [2.4148809281017568e23, 1.7699108615449452e23]
        ),
    ]

    @Test(arguments: halos.indices) func densities(_ index: Int) {
        let (profile, density, _, _) = Self.halos[index]
        let halo = DarkMatterHalo.milkyWay(profile)
        expectClose([0.01, 1, 8.33, 60].map { halo($0) }, density, relative: 1e-12)
    }

    /// Gammapy begins at d tan θ instead of at the smallest distance p = d sin θ: it lacks 2ρⁿ p θ, 1.1 % in the worst case here.
    /// The rest is its trapezoid.
    @Test(arguments: halos.indices) func factors(_ index: Int) {
        let (profile, _, annihilation, decay) = Self.halos[index]
        let halo = DarkMatterHalo.milkyWay(profile)
        for (k, separation) in [0.25, 0.75].enumerated() {
            let angle = separation * Double.pi / 180
            let closest = 8.33 * sin(angle)
            let missing = 2 * closest * angle * 3.0856775814913674e21
            let density = halo(closest)
            let squared = halo.differentialFactor(.annihilation, separation: separation)
            let simple = halo.differentialFactor(.decay, separation: separation)
            expectClose(squared - missing * density * density, annihilation[k], relative: 5e-4)
            expectClose(simple - missing * density, decay[k], relative: 5e-4)
        }
    }

    /// A NFW halo by the quadrature of scipy: 0.25° and 0.75°, annihilation and decay.
    @Test func factorsOfQuadrature() {
        let halo = DarkMatterHalo.milkyWay(.nfw())
        expectClose(
            [0.25, 0.75].map { halo.differentialFactor(.annihilation, separation: $0) },
            [5.262103858242482e24, 1.69252267804381e24],
            relative: 1e-8)
        expectClose(
            [0.25, 0.75].map { halo.differentialFactor(.decay, separation: $0) },
            [1.6166105890289684e23, 1.3119181021104373e23], relative: 1e-8)
    }

    /// The factor of a disc is the sum over the pixels within it; the pixel with the cusp counts as a whole.
    @Test func mapsAddUpToDiscs() throws {
        let halo = DarkMatterHalo.milkyWay(.nfw())
        let centre = SkyDirection(lon: 0, lat: 0, frame: .galactic)
        let geometry = try WCSGeometry.create(centre: centre, width: 2.1, binSize: 0.02, projection: "TAN")
        let factors = halo.factors(.annihilation, over: geometry)
        let separations = geometry.separations(from: centre)
        let sum = zip(factors, separations).reduce(0) { $1.1 < 1 ? $0 + $1.0 : $0 }
        // Pixels next to the cusp are taken at their centres.
        expectClose(sum, halo.factor(.annihilation, radius: 1), relative: 0.01)
    }
}

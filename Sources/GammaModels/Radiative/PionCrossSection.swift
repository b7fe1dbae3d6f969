import Foundation

/// dσ/dE_γ of proton-proton collisions for photons of neutral pions; energies in GeV, T the kinetic one of the proton.
/// Equations and tables are those of Kafexhiu et al. (2014).
struct PionCrossSection {
    static let protonMass = 0.93827208816
    static let pionMass = 0.1349766
    /// T at the threshold.
    static let threshold = 0.27966184

    private let generator: PionDecay.Generator
    private let hasNuclei: Bool
    /// T from which the generator is followed.
    private let transition: Double

    init(_ decay: PionDecay) {
        generator = decay.generator
        hasNuclei = decay.hasNuclei
        transition = generator == .pythia8 ? 50 : 100
    }

    /// T at which one of the formulas takes over from another.
    var jumps: [Double] { [0.56, 1, 2, 4, 5, 20, transition] }

    /// dσ/dE_γ in cm²/GeV (equation 8).
    func value(_ t: Double, _ photon: Double) -> Double {
        guard t > Self.threshold else { return 0 }
        let value = peak(t) * shape(t, photon)
        return hasNuclei ? value * Self.nuclearFactor(t) : value
    }

    // MARK: - Kinematics

    /// E + m²/(4E), by which the spectrum is symmetric around half the pion's mass.
    private static func symmetric(_ energy: Double) -> Double { energy + pionMass * pionMass / (4 * energy) }

    /// Highest energy of a pion in the laboratory (equation 10).
    private static func highestPion(_ t: Double) -> Double {
        let s = 2 * protonMass * (t + 2 * protonMass)
        let energy = (s - 4 * protonMass * protonMass + pionMass * pionMass) / (2 * s.squareRoot())
        let momentum = max(0, energy * energy - pionMass * pionMass).squareRoot()
        let lorentz = (t + 2 * protonMass) / s.squareRoot()
        return lorentz * (energy + momentum * (1 - 1 / (lorentz * lorentz)).squareRoot())
    }

    /// Highest energy of a photon.
    private static func highestPhoton(_ t: Double) -> Double {
        let lorentz = highestPion(t) / pionMass
        return pionMass / 2 * (lorentz + max(0, lorentz * lorentz - 1).squareRoot())
    }

    /// T from which photons of an energy are made, by bisection; nil above 10¹² GeV.
    static func lowestEnergy(_ photon: Double) -> Double? {
        let target = symmetric(photon)
        var (low, high) = (log(threshold), log(1e12))
        guard symmetric(highestPhoton(exp(high))) > target else { return nil }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if symmetric(highestPhoton(exp(middle))) < target { low = middle } else { high = middle }
        }
        return exp(high)
    }

    // MARK: - Cross-sections in cm²

    /// Inelastic one (equation 1).
    private static func inelastic(_ t: Double) -> Double {
        let l = log(t / threshold)
        return (30.7 - 0.96 * l + 0.18 * l * l) * pow(1 - pow(threshold / t, 1.9), 3) * 1e-27
    }

    /// Neutral pions times their number (equations 2 to 7).
    private func pions(_ t: Double) -> Double {
        if t < 2 { return Self.slowPions(t) }
        if t < 5 {
            let q = (t - Self.threshold) / Self.protonMass
            return Self.inelastic(t) * (-6e-3 + 0.237 * q - 0.023 * q * q)
        }
        // Table IV.
        let a: (Double, Double, Double, Double, Double) =
            switch t < transition ? .geant4 : generator {
            case .geant4: (0.728, 0.596, 0.491, 0.2503, 0.117)
            case .pythia8: (0.652, 0.0016, 0.488, 0.1928, 0.483)
            case .sibyll: (5.436, 0.254, 0.072, 0.075, 0.166)
            case .qgsjet: (0.908, 0.0009, 6.089, 0.176, 0.448)
            }
        let x = (t - 3) / Self.protonMass
        return Self.inelastic(t) * a.0 * pow(x, a.3) * (1 + exp(-a.1 * pow(x, a.4))) * (1 - exp(-a.2 * pow(x, 0.25)))
    }

    /// One pion through the resonance, and two pions (equations 2 to 5).
    private static func slowPions(_ t: Double) -> Double {
        let (mass, width) = (1.1883, 0.2264)
        let s = 2 * protonMass * (t + 2 * protonMass)
        let gamma = mass * (mass * mass + width * width).squareRoot()
        let k = 8.0.squareRoot() * mass * width * gamma / (Double.pi * (mass * mass + gamma).squareRoot())
        let distance = (s.squareRoot() - protonMass) * (s.squareRoot() - protonMass) - mass * mass
        let resonance = protonMass * k / (distance * distance + mass * mass * width * width)
        let (proton2, pion2) = (protonMass * protonMass, pionMass * pionMass)
        let difference = s - pion2 - 4 * proton2
        let eta = max(0, difference * difference - 16 * pion2 * proton2).squareRoot() / (2 * pionMass * s.squareRoot())
        let one = 7.66e-3 * pow(eta, 1.95) * (1 + eta + pow(eta, 5)) * pow(resonance, 1.86)
        let two = t < 0.56 ? 0 : 5.7 / (1 + exp(-9.3 * (t - 1.4)))
        return (one + two) * 1e-27
    }

    // MARK: - The spectrum

    /// Its highest value in cm²/GeV (equation 12, table VII).
    private func peak(_ t: Double) -> Double {
        if t < 1 { return 5.9 * pions(t) / Self.highestPion(t) }
        let b: (Double, Double, Double) =
            switch t < transition ? .geant4 : generator {
            case .geant4: t < 5 ? (9.53, 0.52, 0.054) : (9.13, 0.35, 9.7e-3)
            case .pythia8: (9.06, 0.3795, 0.01105)
            case .sibyll: (10.77, 0.412, 0.01264)
            case .qgsjet: (13.16, 0.4419, 0.01439)
            }
        let l = log(t / Self.protonMass)
        return b.0 * exp(-b.1 * l + b.2 * l * l) * pions(t) / Self.protonMass
    }

    /// From 1 at half the pion's mass to 0 at the highest energy (equation 11, table V).
    private func shape(_ t: Double, _ photon: Double) -> Double {
        let highest = Self.symmetric(Self.highestPhoton(t))
        let x = (Self.symmetric(photon) - Self.pionMass) / (highest - Self.pionMass)
        guard x < 1 else { return 0 }
        let (lambda, alpha, beta, gamma) = exponents(t)
        let c = lambda * Self.pionMass / highest
        return pow(1 - pow(x, alpha), beta) / pow(1 + x / c, gamma)
    }

    private func exponents(_ t: Double) -> (lambda: Double, alpha: Double, beta: Double, gamma: Double) {
        if t <= 1 { return (1, 1, 3.29 - 0.2 * pow(t / Self.protonMass, -1.5), 0) }
        let q = (t - 1) / Self.protonMass
        let mu = 1.25 * pow(q, 1.25) * exp(-1.25 * q)
        if t <= 4 { return (3, 1, mu + 2.45, mu + 1.45) }
        if t <= 20 { return (3, 1, 1.5 * mu + 4.95, mu + 1.5) }
        if t <= transition { return (3, 0.5, 4.2, 1) }
        return switch generator {
        case .geant4: (3, 0.5, 4.9, 1)
        case .pythia8: (3.5, 0.5, 4, 1)
        case .sibyll: (3.55, 0.5, 3.6, 1)
        case .qgsjet: (3.55, 0.5, 4.5, 1)
        }
    }

    /// How much nuclei add (equations 19 to 24); constant below 1 GeV, where it would diverge towards the threshold.
    private static func nuclearFactor(_ t: Double) -> Double {
        guard t >= 1 else { return 1.9141 }
        let g = 1 + log(max(1, inelastic(t) / inelastic(1e3)))
        return 1.37 + 0.39 * 10 * Double.pi * 1e-27 * g / inelastic(t)
    }
}

import Foundation

/// Photons of one temperature: the functions that Khangulyan, Aharonian and Kelner, ApJ 783, 100 (2014), fitted to the
/// integrals over Planck's law, for photons from everywhere or from one direction.
struct ThermalScattering {
    /// kT.
    let temperature: Double
    /// 15/π⁴ u/(kT)² for an energy density of 1 eV cm⁻³.
    private let scale: Double
    /// (1 − cos θ)/2 for photons from one direction that are scattered by θ.
    private let deflection: Double?
    private let logSlopeOfDeflection: Double

    /// - Parameters:
    ///   - temperature: in K.
    ///   - angle: in degrees; nil for photons from everywhere.
    init(temperature kelvin: Double, angle: Double?) {
        temperature = ElectronConstants.kelvin * kelvin
        scale = 15 / pow(Double.pi, 4) / (temperature * temperature) / ElectronConstants.restEnergyEV
        let radians = (angle ?? 0) * Double.pi / 180
        deflection = angle.map { _ in (1 - cos(radians)) / 2 }
        // d ln(1 − cos θ)/dθ, per degree.
        logSlopeOfDeflection = (1 + cos(radians)) / sin(radians) * Double.pi / 180
    }

    /// The integrals at ln Q for an energy density of 1 eV cm⁻³, and their derivatives by the temperature and the angle, times
    /// the temperature in K and per degree.
    func callAsFunction(_ logQ: Double)
        -> (value: ScatteringIntegrals, byLogTemperature: ScatteringIntegrals, byAngle: ScatteringIntegrals)
    {
        let logX = logQ - log(temperature * (deflection ?? 1))
        guard logX < 6.5 else { return (.init(), .init(), .init()) }
        let x = exp(logX)
        let (g, h) =
            deflection == nil
            ? (Self.isotropicFirst(x, logX), Self.isotropicSecond(x, logX))
            : (Self.directedFirst(x, logX), Self.directedSecond(x, logX))
        let value = ScatteringIntegrals(first: scale * g.value, second: scale * h.value)
        let byX = ScatteringIntegrals(first: value.first * g.logSlope, second: value.second * h.logSlope)
        let byTemperature = ScatteringIntegrals(
            first: -2 * value.first - byX.first, second: -2 * value.second - byX.second)
        let byAngle = ScatteringIntegrals(
            first: -byX.first * logSlopeOfDeflection, second: -byX.second * logSlopeOfDeflection)
        return (value, byTemperature, byAngle)
    }

    // MARK: - Equations 20 to 27 of the paper

    private static let sixth = Double.pi * Double.pi / 6

    private static func isotropicFirst(_ x: Double, _ logX: Double) -> (value: Double, logSlope: Double) {
        isotropic(x, logX, c: 6.620, correction(x, logX, a: 0.726, alpha: 0.461, b: 0.382, beta: 1.457))
    }

    private static func isotropicSecond(_ x: Double, _ logX: Double) -> (value: Double, logSlope: Double) {
        isotropic(x, logX, c: 0.319, correction(x, logX, a: 0.443, alpha: 0.606, b: 0.540, beta: 1.481))
    }

    private static func directedFirst(_ x: Double, _ logX: Double) -> (value: Double, logSlope: Double) {
        directed(x, correction(x, logX, a: 1.330, alpha: 0.691, b: 0.534, beta: 1.668))
    }

    private static func directedSecond(_ x: Double, _ logX: Double) -> (value: Double, logSlope: Double) {
        directed(x, correction(x, logX, a: 0.153, alpha: 0.857, b: 0.254, beta: 1.840))
    }

    private static func isotropic(
        _ x: Double, _ logX: Double, c: Double, _ g: (value: Double, logSlope: Double)
    ) -> (value: Double, logSlope: Double) {
        let (upper, lower) = (1 + c * x, 1 + sixth * c * x)
        return (
            sixth * upper / lower * exp(-x) * g.value, c * x / upper - sixth * c * x / lower - x + g.logSlope
        )
    }

    private static func directed(_ x: Double, _ g: (value: Double, logSlope: Double)) -> (
        value: Double, logSlope: Double
    ) {
        ((sixth + x) * exp(-x) * g.value, x / (sixth + x) - x + g.logSlope)
    }

    /// 1/(1 + a x^α/(1 + b x^β)).
    private static func correction(
        _ x: Double, _ logX: Double, a: Double, alpha: Double, b: Double, beta: Double
    ) -> (value: Double, logSlope: Double) {
        let lower = b * exp(beta * logX)
        let ratio = a * exp(alpha * logX) / (1 + lower)
        return (1 / (1 + ratio), -ratio / (1 + ratio) * (alpha - beta * lower / (1 + lower)))
    }
}

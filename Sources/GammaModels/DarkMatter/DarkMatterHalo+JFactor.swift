import Foundation
import GammaMaps
import GammaNumerics

extension DarkMatterHalo {
    /// ∫ ρⁿ dl along the line of sight at an angle from the centre of the halo, per steradian: GeV² cm⁻⁵ sr⁻¹ for
    /// annihilation, GeV cm⁻² sr⁻¹ for decay.
    ///
    /// From the observer to where the distance from the centre is four times the observer's, as in Gammapy. With
    /// r = p cosh u, p the smallest distance from the centre, dl = r du and nothing is singular. Gammapy leaves out what
    /// lies between p and d tan θ, and takes the Sun's distance for every halo within its substitution.
    /// - Parameters:
    ///   - separation: in degrees, above 0; profiles with a cusp diverge towards the centre.
    ///   - distance: of the centre in kpc.
    public func differentialFactor(_ process: Process, separation: Double, distance: Double = 8.33) -> Double {
        let radians = separation * Double.pi / 180
        let closest = distance * sin(radians)
        let start = -asinh(cos(radians) / sin(radians))
        let end = acosh(max(1, 4 / sin(radians)))
        let sum = Quadrature.integrate(start, end, relative: 1e-9) { u in
            let radius = closest * cosh(u)
            let density = self(radius)
            return radius * (process == .annihilation ? density * density : density)
        }
        return sum * ElectronConstants.kiloparsec
    }

    /// The integral of ``differentialFactor(_:separation:distance:)`` over a disc around the centre: GeV² cm⁻⁵ for
    /// annihilation, GeV cm⁻² for decay.
    /// - Parameter radius: in degrees, at most 180.
    public func factor(_ process: Process, radius: Double, distance: Double = 8.33) -> Double {
        // In the logarithm of the angle a cusp is smooth; what lies within 10⁻⁶ of the radius is left out.
        let toRadians = Double.pi / 180
        let sum = Quadrature.integrate(log(radius * 1e-6), log(radius), relative: 1e-7) { logAngle in
            let angle = exp(logAngle)
            return differentialFactor(process, separation: angle, distance: distance) * sin(angle * toRadians) * angle
        }
        return 2 * Double.pi * toRadians * sum
    }

    /// The factor of every pixel of an image, the halo in the middle of the map: GeV² cm⁻⁵ for annihilation, GeV cm⁻² for
    /// decay.
    ///
    /// The value at the centre of the pixel times its solid angle; a pixel whose centre is within half its size of the halo's
    /// gets the factor of the disc of that solid angle.
    public func factors(_ process: Process, over geometry: WCSGeometry, distance: Double = 8.33) -> [Double] {
        let angles = geometry.solidAngles()
        return zip(geometry.separations(from: geometry.centre), angles).map { separation, angle in
            let radius = acos(1 - angle / (2 * Double.pi)) * 180 / Double.pi
            if separation < radius { return factor(process, radius: radius, distance: distance) }
            return differentialFactor(process, separation: separation, distance: distance) * angle
        }
    }
}

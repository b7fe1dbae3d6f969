import Foundation
import GammaCore

/// The keywords of a celestial coordinate system of an image, checked. Angles in degrees.
public struct WCSKeywords: Sendable, Hashable {
    /// A projection parameter `PVi_m`.
    public struct ProjectionParameter: Sendable, Hashable {
        /// Axis i, 1 or 2.
        public var axis: Int
        /// Number m.
        public var number: Int
        /// Its value.
        public var value: Double
    }

    /// The rows of the matrix from pixels to degrees in the plane of projection.
    public struct Matrix: Sendable, Hashable {
        /// First row, first column.
        public var a: Double
        /// First row, second column.
        public var b: Double
        /// Second row, first column.
        public var c: Double
        /// Second row, second column.
        public var d: Double

        /// Its determinant, in square degrees.
        public var determinant: Double { a * d - b * c }

        /// From the plane back to pixels; of a singular matrix not finite.
        var inverse: Matrix {
            let determinant = determinant
            return Matrix(a: d / determinant, b: -b / determinant, c: -c / determinant, d: a / determinant)
        }
    }

    /// Three-letter code: `TAN`, `CAR`, `AIT`, … (`GLS` is turned into `SFL`).
    public var projection: String
    /// CRVAL, with the frame of CTYPE and RADESYS.
    public var referenceDirection: SkyDirection
    /// CRPIX, counted from 1 as in FITS.
    public var referencePixel: PixelPoint
    /// CD, or PC times CDELT.
    public var matrix: Matrix
    /// LONPOLE; nil for the default of the projection.
    public var poleLongitude: Double?
    /// LATPOLE; nil for the default of the projection.
    public var poleLatitude: Double?
    /// `PVi_m`.
    public var projectionParameters: [ProjectionParameter]

    /// All projections of the FITS standard.
    static let projections: Set<String> = [
        "AZP", "SZP", "TAN", "STG", "SIN", "ARC", "ZPN", "ZEA", "AIR", "CYP", "CEA", "CAR", "MER", "SFL", "PAR", "MOL",
        "AIT", "COP", "COE", "COD", "COO", "BON", "PCO", "TSC", "CSC", "QSC", "HPX", "XPH",
    ]

    /// Upright pixels of `binSize` degrees (x, y), longitude growing to the left.
    /// - Throws: ``Fault/Code/badValue`` for an unknown projection or numbers that make no image.
    public init(
        projection: String, referenceDirection: SkyDirection, referencePixel: PixelPoint, binSize: SIMD2<Double>
    ) throws {
        self.projection = projection.uppercased()
        self.referenceDirection = referenceDirection
        self.referencePixel = referencePixel
        matrix = Matrix(a: -binSize.x, b: 0, c: 0, d: binSize.y)
        projectionParameters = []
        replaceGLS()
        try check(.badValue)
    }

    /// Writes the old `GLS` as `SFL`, which is the same for a reference on the equator. Elsewhere `GLS` shifts the map
    /// without turning the sphere, which the native latitude of the reference point says (AIPS memo 46; as WCSLIB's
    /// `celfix` does).
    mutating func replaceGLS() {
        guard projection == "GLS" else { return }
        projection = "SFL"
        guard referenceDirection.lon != 0 || referenceDirection.lat != 0 else { return }
        projectionParameters = [(0, 1), (1, 0), (2, referenceDirection.lat)].map {
            ProjectionParameter(axis: 1, number: $0.0, value: $0.1)
        }
    }

    /// CTYPE1 and CTYPE2.
    var axisTypes: [String] {
        referenceDirection.frame == .galactic
            ? ["GLON-\(projection)", "GLAT-\(projection)"] : ["RA---\(projection)", "DEC--\(projection)"]
    }

    func check(_ code: Fault.Code, at origin: Origin = Origin()) throws {
        guard Self.projections.contains(projection) else {
            throw Fault(
                code, "'\(projection)' is not a sky projection", at: origin,
                hint: nearestName(to: projection, in: Array(Self.projections)).map { "did you mean '\($0)'?" })
        }
        let numbers = [matrix.a, matrix.b, matrix.c, matrix.d, referencePixel.x, referencePixel.y]
        guard numbers.allSatisfy(\.isFinite), referenceDirection.isValid else {
            throw Fault(code, "the sky coordinates of the image are not finite or not on the sky", at: origin)
        }
        guard matrix.determinant.isNormal else {
            throw Fault(
                code, "the pixels of the image have no area on the sky: CDELT, CD or PC are singular", at: origin)
        }
    }
}

import Foundation
import GammaCore
import GammaMaps
import GammaTestSupport

@testable import GammaPlots

/// Sky maps in many projections, with real data where there are some.
extension Gallery {
    static var skyMaps: [(name: String, figure: any Figure)] {
        (try? synthetic + awkward + real) ?? []
    }

    /// True when the figures are kept to be looked at: then maps are as fine as real ones.
    private static let isFine = ProcessInfo.processInfo.environment["GAMMAKIT_FIGURES"] != nil

    /// A map of a function of longitude and latitude in degrees of the map's frame.
    static func map(_ geometry: WCSGeometry, _ value: (Double, Double) -> Double) throws -> WCSMap {
        let centres = geometry.pixelCentres()
        return try WCSMap(geometry, values: zip(centres.lon, centres.lat).map { $0.isNaN ? .nan : value($0, $1) })
    }

    private static func blobs(_ places: [SkyDirection], _ width: Double) -> (SkyFrame) -> (Double, Double) -> Double {
        { frame in
            { lon, lat in
                let here = SkyDirection(lon: lon, lat: lat, frame: frame)
                return places.reduce(0.2) { $0 + exp(-0.5 * pow(here.separation(to: $1) / width, 2)) }
            }
        }
    }

    private static func field(
        _ centre: SkyDirection, _ projection: String, width: SIMD2<Double>, bin: Double, blob: Double
    ) throws -> WCSMap {
        let geometry = try WCSGeometry.create(
            centre: centre, width: width, binSize: SIMD2(bin, bin) * (isFine ? 1 : 5), projection: projection)
        let others = (0..<3).map { centre.offset(by: width.y * 0.3, positionAngle: Double($0) * 110 + 20) }
        return try map(geometry, blobs([centre] + others, blob)(centre.frame))
    }

    static let crabDirection = SkyDirection(ra: 83.633, dec: 22.0145)

    private static var synthetic: [(name: String, figure: any Figure)] {
        get throws {
            let crab = crabDirection
            let allSky = try field(.galactic(l: 0, b: 0), "AIT", width: SIMD2(360, 180), bin: 1, blob: 12)
            let mollweide = try field(.galactic(l: 110, b: 0), "MOL", width: SIMD2(330, 170), bin: 1, blob: 12)
            let tan = try field(crab, "TAN", width: SIMD2(5, 5), bin: 0.02, blob: 0.15)
            let pole = try field(SkyDirection(ra: 40, dec: 87), "TAN", width: SIMD2(12, 12), bin: 0.1, blob: 0.8)
            let car = try field(.galactic(l: 0.5, b: 0), "CAR", width: SIMD2(12, 6), bin: 0.05, blob: 0.3)
            let mercator = try field(SkyDirection(ra: 0, dec: 0), "MER", width: SIMD2(180, 120), bin: 1, blob: 9)
            let sine = try field(SkyDirection(ra: 266.4, dec: -29), "SIN", width: SIMD2(130, 130), bin: 1, blob: 8)
            let wholeCAR = try field(.galactic(l: 0, b: 0), "CAR", width: SIMD2(360, 180), bin: 1, blob: 10)
            let strip = try field(.galactic(l: 20, b: 0), "CAR", width: SIMD2(60, 4), bin: 0.1, blob: 0.4)
            let tiny = try field(crab, "TAN", width: SIMD2(0.02, 0.02), bin: 0.0002, blob: 0.001)
            return [
                (
                    "sky-ait",
                    SkyMapFigure(
                        allSky, name: "Intensity", unit: "cm-2 s-1 sr-1", colours: .inferno,
                        title: "All sky, Hammer–Aitoff"
                    ).sources([
                        SkyMapSource("Crab nebula", at: crab),
                        SkyMapSource("Vela", at: SkyDirection(ra: 128.8, dec: -45.2)),
                        SkyMapSource("Geminga", at: SkyDirection(ra: 98.5, dec: 17.8)),
                    ]).regions([.circle(centre: .galactic(l: 175, b: 10), radius: 20)], name: "Field")
                ),
                ("sky-ait-equatorial", SkyMapFigure(allSky, name: "Intensity", grid: SkyGrid(frame: .icrs))),
                ("sky-mol", SkyMapFigure(mollweide, name: "Intensity", limits: .full, hasScaleBar: true)),
                (
                    "sky-tan",
                    SkyMapFigure(
                        tan, name: "Counts", stretch: .asinh, beam: SkyMapBeam(radius: 0.1, name: "PSF 68 %"),
                        hasScaleBar: true, title: "Crab nebula"
                    ).contours(levels: [0.3, 0.5, 0.8, 1.1], name: "Level")
                        .regions(regions(crab), name: "Regions").regions(
                            [.point(crab.offset(by: 1, positionAngle: 100))], name: "Point")
                ),
                ("sky-tan-galactic-grid", SkyMapFigure(tan, name: "Counts", grid: SkyGrid(frame: .galactic))),
                (
                    "sky-tan-degrees",
                    SkyMapFigure(
                        tan, name: "Counts", stretch: .log, rendering: .bilinear, grid: SkyGrid(longitudes: .degrees))
                ),
                ("sky-pole", SkyMapFigure(pole, name: "Intensity", title: "Near the pole")),
                (
                    "sky-car-zero",
                    SkyMapFigure(car, name: "Intensity").regions(
                        [.circle(centre: .galactic(l: 359.9, b: 0), radius: 1)], name: "Across 0°")
                ),
                ("sky-mer", SkyMapFigure(mercator, name: "Intensity", hasScaleBar: true)),
                ("sky-sin", SkyMapFigure(sine, name: "Intensity", colours: .inferno)),
                ("sky-car-all", SkyMapFigure(wholeCAR, name: "Intensity")),
                ("sky-strip", SkyMapFigure(strip, name: "Flux", unit: "cm-2 s-1", title: "Galactic plane")),
                ("sky-tiny", SkyMapFigure(tiny, name: "Intensity", hasScaleBar: true)),
            ]
        }
    }

    static func regions(_ centre: SkyDirection) -> [SkyRegion] {
        let west = centre.offset(by: 1.2, positionAngle: 270)
        let east = centre.offset(by: 1.2, positionAngle: 90)
        let north = centre.offset(by: 1.4, positionAngle: 0)
        let south = centre.offset(by: 1.4, positionAngle: 180)
        return [
            .annulus(centre: centre, inner: 0.3, outer: 0.5),
            .ellipse(centre: west, width: 0.8, height: 0.3, angle: 30),
            .rectangle(centre: east, width: 0.8, height: 0.3, angle: 30),
            .polygon([0, 100, 200, 290].map { north.offset(by: 0.4, positionAngle: $0) }),
            .compound(
                .or,
                [
                    .circle(centre: south, radius: 0.3),
                    .circle(centre: south.offset(by: 0.35, positionAngle: 90), radius: 0.3),
                ]),
            .complement(.circle(centre: south.offset(by: 1.2, positionAngle: 60), radius: 0.3)),
        ]
    }

    private static var awkward: [(name: String, figure: any Figure)] {
        get throws {
            let crab = crabDirection
            let small = try WCSGeometry.create(centre: crab, width: 1, binSize: 0.1, projection: "TAN")
            let onePixel = try WCSGeometry.create(centre: crab, width: 1, binSize: 1, projection: "TAN")
            let row = try WCSGeometry.create(
                centre: crab, pixels: SIMD2(300, 1), binSize: SIMD2(0.1, 0.1), projection: "CAR")
            let column = try WCSGeometry.create(
                centre: crab, pixels: SIMD2(1, 100), binSize: SIMD2(0.1, 0.1), projection: "CAR")
            let missing = try map(small) { _, _ in .nan }
            let mixed = try map(small) { lon, lat in
                [Double.nan, .infinity, -.infinity, 1e308, -1e308, 0][Int(abs(lon * 97 + lat * 31) * 10) % 6]
            }
            let flat = try WCSMap(small, values: Array(repeating: 3, count: 100))
            let nothing = try WCSMap(small)
            let crowd = (0..<60).map {
                SkyMapSource(
                    "Source \($0)", at: crab.offset(by: 0.06 * sqrt(Double($0)), positionAngle: Double($0) * 137.5))
            }
            let bad = SkyDirection(lon: .nan, lat: 4, frame: .icrs)
            return [
                ("x-sky-nan", SkyMapFigure(missing, stretch: .log)),
                ("x-sky-mixed", SkyMapFigure(mixed, stretch: .asinh)),
                ("x-sky-flat", SkyMapFigure(flat, limits: .percentiles(5, 95))),
                ("x-sky-zero-log", SkyMapFigure(nothing, stretch: .log).contours(levels: [])),
                ("x-sky-one-pixel", SkyMapFigure(try WCSMap(onePixel, values: [4]))),
                ("x-sky-row", SkyMapFigure(try WCSMap(row), rendering: .bilinear)),
                ("x-sky-column", SkyMapFigure(try WCSMap(column), name: "A long name of a quantity", unit: "cm-2 s-1")),
                ("x-sky-bin", SkyMapFigure(flat, plane: .bins([3]))),
                ("x-sky-axis", SkyMapFigure(flat, plane: .slice(axis: "energy", 0..<0))),
                ("x-sky-crowd", SkyMapFigure(flat, beam: SkyMapBeam(radius: 50), hasScaleBar: true).sources(crowd)),
                (
                    "x-sky-bad-regions",
                    SkyMapFigure(flat, beam: SkyMapBeam(radius: .nan)).regions([], name: "None")
                        .regions(
                            [.circle(centre: bad, radius: 1), .circle(centre: crab, radius: 0), .polygon([])],
                            name: "Bad"
                        )
                        .sources([SkyMapSource("Bad", at: bad), SkyMapSource("", at: crab, radius: -1)]).contours(
                            levels: [.nan, 1, 2, 3, 4, 5])
                ),
                ("x-sky-range", SkyMapFigure(flat, limits: .range(.nan, .infinity), colours: .diverging)),
                ("x-sky-panels-none", SkyMapPanelsFigure([], title: "Nothing")),
                (
                    "x-sky-panels-mixed",
                    SkyMapPanelsFigure(
                        [SkyMapFigure(flat), SkyMapFigure(missing), SkyMapFigure(try WCSMap(row))], columns: 2)
                ),
                ("x-significances-none", SignificanceHistogramFigure(values: [.nan])),
                ("x-significances-one", SignificanceHistogramFigure(values: [3], bins: 0)),
            ]
        }
    }

    /// Gaussian numbers from a seed.
    private static func normal(_ count: Int) -> [Double] {
        var random = RandomStream(seed: 5, stream: "gallery", index: 0)
        return (0..<count).map { _ in random.normal() }
    }

    private static var real: [(name: String, figure: any Figure)] {
        get throws {
            let off = normal(20_000).map { 1.03 * $0 - 0.05 }
            var list: [(name: String, figure: any Figure)] = [
                (
                    "significances",
                    SignificanceHistogramFigure(
                        [
                            .init(name: "All pixels", values: off + normal(600).map { abs($0) * 3 + 2 }),
                            .init(name: "Off pixels", values: off),
                        ], title: "Significances")
                )
            ]
            let sources = [
                SkyMapSource("Sgr A*", at: .galactic(l: 359.944, b: -0.046)),
                SkyMapSource("G0.9+0.1", at: .galactic(l: 0.87, b: 0.08)),
                SkyMapSource("W28", at: .galactic(l: 6.7, b: -0.2)),
                SkyMapSource("HESS J1745−303", at: .galactic(l: 358.7, b: -0.65)),
                SkyMapSource("RX J1713.7−3946", at: .galactic(l: 347.3, b: -0.5)),
                SkyMapSource("Terzan 5", at: .galactic(l: 3.8, b: 1.7)),
            ]
            if isFine, let path = TestData.path("fermi-3fhl-gc/fermi-3fhl-gc-counts-cube.fits.gz") {
                let cube = try WCSMap.read(path)
                list.append(
                    (
                        "sky-fermi-counts",
                        SkyMapFigure(
                            cube, name: "Counts", stretch: .sqrt, colours: .inferno,
                            beam: SkyMapBeam(radius: 0.1, name: "PSF 68 %"), hasScaleBar: true,
                            title: "Fermi-LAT, 10 GeV to 2 TeV"
                        ).sources(sources)
                    ))
                list.append(
                    (
                        "sky-fermi-planes",
                        SkyMapPanelsFigure.planes(
                            of: SkyMapFigure(cube, name: "Counts", stretch: .asinh), groups: 3, columns: 2,
                            title: "Counts by energy")
                    ))
                list.append(
                    (
                        "sky-fermi-shared",
                        SkyMapPanelsFigure.planes(
                            of: SkyMapFigure(cube, name: "Counts", stretch: .log), groups: 2, columns: 3,
                            sharesColours: true)
                    ))
            }
            if isFine, let path = TestData.path("fermi-3fhl-gc/fermi-3fhl-gc-exposure-cube.fits.gz") {
                let cube = try WCSMap.read(path)
                list.append(
                    (
                        "sky-fermi-exposure",
                        SkyMapFigure(
                            cube, plane: .bins([3]), name: "Exposure", unit: "cm2 s", rendering: .bilinear,
                            grid: SkyGrid(frame: .icrs)
                        )
                    ))
            }
            if isFine, let path = TestData.path("sim-j1702/bin-0.fits.gz") {
                let counts = try WCSMap.read(path, hdu: "COUNTS")
                let background = try WCSMap.read(path, hdu: "BACKGROUND")
                let image = counts.geometry.image
                let n = SkyMapPlane.sum.values(of: counts).values
                let b = SkyMapPlane.sum.values(of: background).values
                let excess = try WCSMap(image, values: zip(n, b).map { $0 - $1 })
                let pull = try WCSMap(image, values: zip(n, b).map { ($0 - $1) / max($1, 0.1).squareRoot() })
                list.append(("sky-j1702", SkyMapFigure(counts, name: "Counts", hasScaleBar: true, title: "Simulation")))
                list.append(
                    (
                        "sky-j1702-significance",
                        SkyMapFigure.significance(pull, title: "Significance").contours(levels: [4])
                    ))
                list.append(
                    (
                        "sky-j1702-panels",
                        SkyMapPanelsFigure(
                            [
                                SkyMapFigure(counts, name: "Counts", title: "Counts"),
                                SkyMapFigure(background, name: "Counts", title: "Background"),
                                SkyMapFigure(excess, name: "Counts", colours: .diverging, title: "Excess"),
                                SkyMapFigure.significance(pull, title: "Significance"),
                            ], title: "Simulated field of HESS J1702")
                    ))
                list.append(("significances-j1702", SignificanceHistogramFigure(values: pull.values)))
            }
            return list
        }
    }
}

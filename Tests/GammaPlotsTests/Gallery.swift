import Foundation
import GammaCore

@testable import GammaPlots

/// Figures of every kind, with real and with awkward values.
enum Gallery {
    static let all: [(name: String, figure: any Figure)] = typical + extreme + residuals + skyMaps

    static var typical: [(name: String, figure: any Figure)] {
        [
            (
                "spectrum",
                SpectrumFigure(points: crab, model: crabModel, title: "Crab nebula, H.E.S.S. first data release")
            ),
            ("spectrum-erg-several", several),
            ("spectrum-dnde", SpectrumFigure(points: crab, model: crabModel, quantity: .dnde, showsResiduals: false)),
            ("spectrum-limits", limits),
            ("counts", counts), ("counts-linear", linearCounts),
            ("light-curve", lightCurve), ("light-curve-flare", flare),
            ("energy-dependence", energyDependence), ("profile", fluxProfile), ("profile-image", imageProfile),
            ("sensitivity", sensitivity(1)), ("sensitivity-several", sensitivity(2)), ("regions", regions),
            ("regions-galactic", galacticRegions),
            ("stat-profile", profile), ("contours", contours), ("contours-grid", gridContours),
            ("corner", corner(3)), ("corner-five", corner(5)), ("corner-eight", corner(8)),
            ("effective-area", effectiveArea), ("energy-dispersion", energyDispersion), ("containment", containment),
            ("background", background),
            (
                "responses",
                ResponseOverviewFigure(
                    effectiveArea: effectiveArea, energyDispersion: energyDispersion, containment: containment,
                    background: background, title: "Observation 23523")
            ),
            ("events", events), ("theta-squared", thetaSquared), ("correlation", correlation), ("image", image),
            ("sky-image", skyImage), ("runs", runs), ("curves", curves(.linear)), ("curves-log", curves(.log)),
        ]
    }

    /// One band without value, one parameter without a common one.
    static let energyDependence = EnergyDependenceFigure(
        energyMin: [0.5, 1.5, 5, 15], energyMax: [1.5, 5, 15, 50],
        parameters: [
            .init(
                name: "sigma", unit: "deg", values: [0.26, 0.2, 0.12, .nan], errors: [0.02, 0.04, 0.03, .nan],
                common: (0.24, 0.02)),
            .init(
                name: "lon_0", unit: "deg", values: [344.28, 344.26, 344.2, .nan], errors: [0.04, 0.05, 0.04, .nan]),
        ], title: "HESS J1702-420")

    static func curves(_ stretch: Stretch) -> CurvesFigure {
        let days = (0...80).map { -2 + 0.05 * Double($0) }
        return CurvesFigure(
            [0.3, 0.6].map { sigma in
                .init(name: "sigma = \(sigma) d", x: days, y: days.map { exp(-$0 * $0 / (2 * sigma * sigma)) })
            }, x: .init("Time", unit: "d"), y: .init("Factor", stretch: stretch))
    }

    static let crab = SpectrumPoints(
        name: "Flux points", energies: CrabValues.eRef, energyMin: CrabValues.eMin, energyMax: CrabValues.eMax,
        dnde: CrabValues.dnde, errorLow: CrabValues.dndeErrn, errorHigh: CrabValues.dndeErrp,
        upperLimits: CrabValues.dndeUl)

    static func powerLaw(_ name: String, _ index: Double, _ amplitude: Double, from: Double, to: Double)
        -> SpectrumCurve
    {
        let energies = (0...60).map { from * pow(to / from, Double($0) / 60) }
        return SpectrumCurve(
            name: name, energies: energies, dnde: energies.map { amplitude * pow($0, -index) },
            error: energies.map { amplitude * pow($0, -index) * (0.07 + 0.09 * abs(log($0 / 1.4))) })
    }

    static var crabModel: SpectrumCurve {
        powerLaw("Power law, Γ = 2.60 ± 0.09", 2.5996, 4.283e-11, from: 0.61, to: 20)
    }

    static var several: SpectrumFigure {
        let energies = (0..<14).map { 0.05 * pow(2.0, Double($0)) }
        let magic = SpectrumPoints(
            name: "MAGIC", energies: energies, dnde: energies.map { 4.5e-11 * pow($0, -2.3 - 0.12 * log($0)) },
            errorLow: energies.map { 6e-12 * pow($0, -2.2) }, errorHigh: energies.map { 7e-12 * pow($0, -2.2) })
        let lat = SpectrumPoints(
            name: "Fermi-LAT", energies: energies.prefix(6).map { $0 / 20 },
            dnde: energies.prefix(6).map { 1.2e-7 * pow($0 * 5, -1.5) },
            errorLow: energies.prefix(6).map { 2e-8 * pow($0 * 5, -1.5) },
            errorHigh: energies.prefix(6).map { 2e-8 * pow($0 * 5, -1.5) },
            upperLimits: [], isUpperLimit: [])
        return SpectrumFigure(
            points: [crab, magic, lat],
            models: [
                powerLaw("H.E.S.S. power law", 2.6, 4.28e-11, from: 0.6, to: 20),
                powerLaw("Joint fit", 2.4, 4e-11, from: 0.03, to: 80),
            ],
            quantity: .e2dndeInErg, title: "Crab nebula with several instruments")
    }

    static var limits: SpectrumFigure {
        var points = crab
        points.upperLimits = points.energies.map { 4e-12 * pow($0, -2.2) }
        points.isUpperLimit = points.energies.map { $0 > 5 || $0 < 0.7 }
        return SpectrumFigure(points: points, model: crabModel)
    }

    static var counts: CountsFigure {
        let background = zip(CrabValues.countsOff, CrabValues.alpha).map { $0 * ($1.isFinite ? $1 : 0) }
        return CountsFigure(
            energyEdges: CrabValues.energyEdges, counts: CrabValues.counts, background: background,
            predicted: [
                .init(name: "Predicted", values: CrabValues.npred), .init(name: "Crab", values: CrabValues.npredSignal),
            ], mask: CrabValues.maskFit, title: "Crab, stacked")
    }

    static var linearCounts: CountsFigure {
        var figure = counts
        figure.stretch = .linear
        figure.excess = zip(figure.counts, figure.background).map { $0 - $1 }
        return figure
    }

    static var lightCurve: LightCurveFigure {
        LightCurveFigure(
            series: [
                .init(
                    name: "Runs", low: CrabValues.timeMin, high: CrabValues.timeMax, values: CrabValues.flux,
                    errorLow: CrabValues.fluxErrn, errorHigh: CrabValues.fluxErrp, upperLimits: CrabValues.fluxUl)
            ], quantity: "Flux (0.5–21 TeV)", mean: 7.08e-11, fractionalVariability: (0.134, 0.061),
            title: "Crab nebula")
    }

    static var flare: LightCurveFigure {
        func series(_ name: String, _ scale: Double) -> LightCurveFigure.Series {
            let starts = (0..<60).map { 53944.88 + Double($0) * 0.0035 }
            let fluxes = starts.indices.map {
                scale * (1 + 4 * exp(-pow((Double($0) - 22) / 7, 2)) + 0.3 * sin(Double($0)))
            }
            return .init(
                name: name, low: starts, high: starts.map { $0 + 0.0033 }, values: fluxes,
                errorLow: fluxes.map { 0.1 * $0 }, errorHigh: fluxes.map { 0.12 * $0 },
                upperLimits: fluxes.map { $0 * 1.5 }, isUpperLimit: starts.indices.map { $0 % 13 == 12 })
        }
        return LightCurveFigure(
            series: [series("0.7–1.5 TeV", 6e-11), series("1.5–20 TeV", 2.5e-11)], mean: 8e-11, title: "PKS 2155−304")
    }

    private static func profile(_ name: String, _ scale: Double) -> ProfileFigure.Series {
        let low = (0..<21).map { 0.1 * Double($0) }
        let fluxes = low.indices.map { scale * (6 * exp(-pow((Double($0) - 10) / 3, 2)) + 0.5 * sin(Double(5 * $0))) }
        return .init(
            name: name, low: low, high: low.map { $0 + 0.1 }, values: fluxes, errorLow: fluxes.map { _ in 0.4 * scale },
            errorHigh: fluxes.map { _ in 0.5 * scale }, upperLimits: fluxes.map { $0 + scale },
            isUpperLimit: fluxes.map { $0 < 0.4 * scale })
    }

    static var fluxProfile: ProfileFigure {
        ProfileFigure(
            series: [profile("10 – 100 GeV", 2e-10), profile("0.1 – 2 TeV", 1e-10)],
            coordinate: "Distance along the line",
            title: "Galactic centre")
    }

    static var imageProfile: ProfileFigure {
        var series = profile("", 40)
        series.isUpperLimit = []
        return ProfileFigure(
            series: [series], quantity: "Excess", unit: "", coordinate: "Longitude", isReversed: true)
    }

    static func sensitivity(_ curves: Int) -> SensitivityFigure {
        let edges = (0...12).map { 0.05 * pow(10, Double($0) / 4) }
        return SensitivityFigure(
            series: (1...curves).map { curve in
                let energies = zip(edges, edges.dropFirst()).map { ($0 * $1).squareRoot() }
                return .init(
                    name: "\(5 * curve) h", energyMin: edges.dropLast(), energyMax: Array(edges.dropFirst()),
                    energies: energies,
                    e2dnde: energies.map { 2e-13 / Double(curve) * (pow($0, -0.8) + 0.4 * pow($0, 0.7)) },
                    criteria: energies.map { $0 < 0.15 ? "bkg" : $0 > 7 ? "gamma" : "significance" })
            }, title: curves == 1 ? "On-axis point source" : "")
    }

    static var regions: RegionsFigure {
        let groups = (0..<4).map { run -> RegionsFigure.Group in
            let pointing = pointings[run]
            let shapes = (0..<8).map { step -> SkyShape in
                let t = Double(step + 1) / 9 * 2 * .pi + Double(run) * .pi / 2
                return .circle(lon: pointing.lon + 0.5 * sin(t) / 0.927, lat: pointing.lat + 0.5 * cos(t), radius: 0.11)
            }
            return .init(name: "Off, run \(23523 + run)", shapes: shapes)
        }
        return RegionsFigure(
            on: [.circle(lon: 83.63, lat: 22.01, radius: 0.11)], off: groups,
            exclusions: [.circle(lon: 84.4, lat: 21.2, radius: 0.25)],
            isExcluded: { lon, lat in abs(lon - 83.2) < 0.2 && abs(lat - 22.9) < 0.1 }, pointings: pointings,
            title: "Crab: reflected regions")
    }

    static let pointings: [(lon: Double, lat: Double)] = [
        (83.63, 22.51), (83.63, 21.51), (84.17, 22.01), (83.09, 22.01),
    ]

    private static var scattered: [(lon: Double, lat: Double)] {
        (0..<400).map { index in
            let lon = 359 + Double(index * 37 % 400) / 200
            let lat = Double(index * 91 % 400) / 200 - 1
            return (lon, lat)
        }
    }

    private static var shapeGroups: [RegionsFigure.Group] {
        let box = SkyShape.rectangle(lon: 358.6, lat: 1.2, width: 0.8, height: 0.4, angle: -30)
        let polygon = SkyShape.polygon([(1.2, -1.2), (1.7, -1.4), (1.4, -0.8)])
        return [
            .init(name: "Ring", shapes: [.annulus(lon: 0, lat: 0, inner: 1.8, outer: 2.2)]),
            .init(name: "Box", shapes: [box]), .init(name: "Polygon", shapes: [polygon]),
        ]
    }

    static var galacticRegions: RegionsFigure {
        RegionsFigure(
            axes: .galactic,
            on: [.ellipse(lon: 0.1, lat: 0, width: 2.5, height: 0.6, angle: 20), .point(lon: 359.94, lat: -0.05)],
            off: shapeGroups,
            events: scattered)
    }

    static var profile: StatProfileFigure {
        let values = (0..<31).map { 2.2 + Double($0) * 0.03 }
        return StatProfileFigure(
            parameter: "crab.spectral.index",
            profiles: [
                .init(values: values, deltaStat: values.map { pow(($0 - 2.6) / 0.087, 2) + 20 * pow($0 - 2.6, 3) })
            ],
            best: 2.6, interval: (2.513, 2.687))
    }

    static func ellipse(_ k: Double) -> [(x: Double, y: Double)] {
        (0..<20).map { step in
            let t = Double(step) / 20 * 2 * .pi
            return (2.6 + 0.087 * k * cos(t), 4.28e-11 + 3.15e-12 * k * (0.68 * cos(t) + 0.73 * sin(t)))
        }
    }

    /// Ninety runs in four groups.
    static var runs: RunsFigure {
        RunsFigure(
            (0..<4).map { group in
                RunsFigure.Group(
                    name: "stacked-\(group + 1)",
                    offsets: (0..<22).map { 0.5 + Double(group % 2) * 0.6 + 0.02 * Double($0 % 5) },
                    zeniths: (0..<22).map { 20 + Double(group / 2) * 18 + Double($0 * 7 % 15) })
            }, title: "Runs")
    }

    static var contours: ContourFigure {
        ContourFigure(
            xName: "index", yName: "amplitude", yUnit: "cm-2 s-1 TeV-1",
            contours: [1.515, 2.486, 3.44].enumerated().map {
                .init(name: "\($0.offset + 1)σ", points: ellipse($0.element))
            },
            best: (2.6, 4.28e-11), errors: (0.087, 3.15e-12))
    }

    /// Draws with correlations, one parameter cut at a limit, and one with a tail.
    static func corner(_ count: Int) -> CornerFigure {
        var random = RandomStream(seed: 1, stream: "corner")
        let names = ["amplitude", "index", "lambda_", "norm", "alpha_1", "alpha_2", "e_break", "B"]
        let units = ["cm-2 s-1 TeV-1", "", "TeV-1", "", "", "", "TeV", "uG"]
        let rows = (0..<4000).map { _ -> [Double] in
            let z = (0..<8).map { _ in random.normal() }
            return [
                (4 + 0.3 * z[0]) * 1e-11, 2.6 + 0.06 * z[0] + 0.08 * z[1], abs(0.02 * z[2]), exp(0.3 * z[3]),
                1.6 + 0.02 * z[4], 3.2 - 0.03 * z[4] + 0.02 * z[5], 0.3 + 0.02 * z[6] + 0.01 * z[4], 125 + 4 * z[7],
            ]
        }
        let best = [4e-11, 2.6, 0, 1, 1.6, 3.2, 0.3, 125]
        return CornerFigure(
            (0..<count).map { index in
                .init(
                    name: "crab.spectral.\(names[index])", unit: units[index], draws: rows.map { $0[index] },
                    best: best[index], minimum: index == 2 ? 0 : nil)
            }, title: count == 3 ? "Posterior" : "")
    }

    static var gridContours: ContourFigure {
        let x: [Double] = (0..<40).map { 2.3 + Double($0) * 0.015 }
        let y: [Double] = (0..<40).map { 3.4e-11 + Double($0) * 0.045e-11 }
        var stat: [Double] = []
        for b in y {
            for a in x {
                let u = (a - 2.6) / 0.087
                let v = (b - 4.28e-11) / 3.15e-12
                stat.append((u * u + v * v - 1.36 * u * v) / 0.54)
            }
        }
        return ContourFigure(
            xName: "index", x: x, yName: "amplitude", yUnit: "cm-2 s-1 TeV-1", y: y, deltaStat: stat,
            best: (2.6, 4.28e-11))
    }

    static let energies = (0...80).map { 0.01 * pow(10.0, Double($0) / 20) }
    static let offsets = ["0°", "0.5°", "1°", "1.5°", "2°", "2.5°"]

    static var effectiveArea: EffectiveAreaFigure {
        EffectiveAreaFigure(
            curves: offsets.enumerated().map { index, name in
                ResponseCurve(
                    name: name, energies: energies,
                    values: energies.map { 2.5e9 * exp(-Double(index) * 0.2) / (1 + pow(0.5 / $0, 3)) })
            }, threshold: 0.6)
    }

    static var energyDispersion: EnergyDispersionFigure {
        let migrations = (0...60).map { 0.2 + Double($0) * 0.04 }
        let edges = energies
        let values = migrations.dropLast().flatMap { m in
            edges.dropLast().map { e in
                let width = 0.12 + 0.05 / e.squareRoot()
                return exp(-pow((m - 1 - 0.3 * exp(-e / 0.2)) / width, 2) / 2) / width / 2.5
            }
        }
        return EnergyDispersionFigure(energyTrueEdges: edges, migrationEdges: migrations, values: values)
    }

    static var containment: ContainmentFigure {
        ContainmentFigure(
            curves: [("68 %, offset 0.5°", 1.0), ("95 %, offset 0.5°", 2.1), ("68 %, offset 2°", 1.3)].map {
                name, scale in
                ResponseCurve(name: name, energies: energies, values: energies.map { scale * (0.04 + 0.06 / (1 + $0)) })
            })
    }

    static var background: BackgroundFigure {
        let edges = (0...30).map { -3 + Double($0) * 0.2 }
        let values = (0..<900).map { cell -> Double in
            let x = edges[cell % 30] + 0.1
            let y = edges[cell / 30] + 0.1
            return 0.8 * exp(-(x * x + y * y) / 3)
        }
        return BackgroundFigure(
            curves: offsets.prefix(3).enumerated().map { index, name in
                ResponseCurve(
                    name: name, energies: energies, values: energies.map { (0.5 - 0.1 * Double(index)) * pow($0, -2.7) }
                )
            }, image: .init(edges: edges, values: values, name: "0.5–5 TeV"))
    }

    static var events: EventsFigure {
        var state: UInt64 = 7
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992
        }
        func normal() -> Double { (-2 * log(1 - random())).squareRoot() * cos(2 * .pi * random()) }
        let count = 7613
        return EventsFigure(
            lon: (0..<count).map { _ in 83.63 + 1.1 * normal() }, lat: (0..<count).map { _ in 22.5 + normal() },
            energies: (0..<count).map { _ in 0.3 * pow(1 - random(), -0.6) },
            times: (0..<count).map { _ in 1687 * random() },
            centre: (83.63, 22.51), title: "Observation 23523")
    }

    static var thetaSquared: ThetaSquaredFigure {
        let edges = (0...30).map { Double($0) * 0.01 }
        return ThetaSquaredFigure(
            edges: edges, on: edges.dropLast().map { (120 * exp(-$0 / 0.006) + 11 + 3 * sin($0 * 300)).rounded() },
            off: edges.dropLast().map { 10 + cos($0 * 200) }, offErrors: edges.dropLast().map { _ in 1.1 }, cut: 0.0121,
            note: "35.2 σ")
    }

    static var correlation: CorrelationMatrixFigure {
        let names = ["crab.spectral.index", "crab.spectral.amplitude", "crab.spectral.lambda_", "bkg.spectral.norm"]
        return CorrelationMatrixFigure(
            names: names,
            correlation: [1, 0.68, -0.82, 0.05, 0.68, 1, -0.4, -0.11, -0.82, -0.4, 1, .nan, 0.05, -0.11, .nan, 1])
    }

    static var image: ImageFigure {
        let edges = (0...50).map { Double($0) * 2 - 50 }
        let values = (0..<2500).map { cell -> Double in
            let x = Double(cell % 50) - 24.5
            let y = Double(cell / 50) - 24.5
            return 1000 * exp(-(x * x + y * y) / 60) + 1
        }
        return ImageFigure(
            x: ImageAxis("x", unit: "mm", edges: edges), y: ImageAxis("y", unit: "mm", edges: edges), values: values,
            name: "Counts", stretch: .log, contours: [10, 100, 500], isEqualAspect: true, title: "Logarithmic stretch")
    }

    static var skyImage: SkyImageFigure {
        var figure = SkyImageFigure.sampled(
            lon: 0.1, lat: 0, width: 5, cells: 200, axes: .galactic, name: "Significance"
        ) {
            lon, lat in
            let x = lon > 180 ? lon - 360 : lon
            return 12 * exp(-(x * x + lat * lat) / 0.02) + 6 * exp(-(pow(x - 0.9, 2) + lat * lat) / 0.03)
                + 1.2 * sin(9 * x) * cos(11 * lat)
        }
        figure.map = .diverging
        figure.range = (-5, 5)
        figure.contours = [3]
        figure.shapes = [.circle(lon: 0.9, lat: 0, radius: 0.4), .point(lon: 359.94, lat: -0.05)]
        figure.title = "Significance about the Galactic centre"
        return figure
    }
}

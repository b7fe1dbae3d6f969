import Foundation
import GammaCore

@testable import GammaPlots

extension Gallery {
    private static let longName = String(repeating: "A very long name with <markup> & \"quotes\" ", count: 4)
    private static let weird: [Double] = [.nan, .infinity, -.infinity, 0, -1, 1e308, -1e308, 1e-300, 1]

    static var extreme: [(name: String, figure: any Figure)] {
        spectra + countsAndTimes + skies + matrices
    }

    private static var shiftedProfiles: [StatProfileFigure.Profile] {
        (0..<3).map { shift in
            let values: [Double] = (0..<9).map { 1e-12 * Double($0) }
            let stat: [Double] = (0..<9).map { pow(Double($0 - 4 + shift), 2) }
            return StatProfileFigure.Profile(name: "run \(shift)", values: values, deltaStat: stat)
        }
    }

    private static func instrument(_ set: Int) -> SpectrumPoints {
        let energies: [Double] = (0..<12).map { 0.1 * pow(1.8, Double($0)) }
        let fluxes: [Double] = (0..<12).map { step in
            let scatter = pow(1.35, Double((set * 5 + step * 7) % 12))
            return 1e-11 * pow(1.8, -2 * Double(step)) * scatter
        }
        return SpectrumPoints(name: "Instrument \(set)", energies: energies, dnde: fluxes)
    }

    private static func offGroup(_ run: Int) -> RegionsFigure.Group {
        let shapes = (0..<6).map { step -> SkyShape in
            let angle = Double(run * 6 + step)
            return .circle(lon: 83.6 + cos(angle), lat: 22 + sin(angle), radius: 0.1)
        }
        return .init(name: longName, shapes: shapes)
    }

    private static var spectra: [(name: String, figure: any Figure)] {
        let wide = (0...40).map { pow(10.0, Double($0) - 20) }
        let onePoint = SpectrumPoints(energies: [1], dnde: [3e-12], errorLow: [1e-12], errorHigh: [1e-12])
        var list: [(name: String, figure: any Figure)] = []
        list.append(("x-spectrum-empty", SpectrumFigure(points: [], models: [])))
        list.append(("x-spectrum-one", SpectrumFigure(points: onePoint)))
        list.append(("x-spectrum-one-model", SpectrumFigure(points: onePoint, model: crabModel)))
        list.append(
            (
                "x-spectrum-all-limits",
                SpectrumFigure(
                    points: SpectrumPoints(
                        energies: CrabValues.eRef, energyMin: CrabValues.eMin, energyMax: CrabValues.eMax, dnde: [],
                        upperLimits: CrabValues.eRef.map { 1e-12 * pow($0, -2) }))
            ))
        list.append(
            (
                "x-spectrum-40-decades",
                SpectrumFigure(points: SpectrumPoints(energies: wide, dnde: wide.map { 1 / $0 }), quantity: .dnde)
            ))
        list.append(
            (
                "x-spectrum-model-only",
                SpectrumFigure(points: [], models: [crabModel, powerLaw("b", 1, 1e-11, from: 0.1, to: 100)])
            ))
        list.append(
            (
                "x-spectrum-long-names",
                SpectrumFigure(
                    points: [crab, onePoint].map { set in
                        var set = set
                        set.name = longName
                        return set
                    }, models: [powerLaw(longName, 2.6, 4.28e-11, from: 0.1, to: 100)], title: longName)
            ))
        list.append(
            (
                "x-spectrum-weird",
                SpectrumFigure(
                    points: SpectrumPoints(
                        energies: weird, energyMin: weird, energyMax: weird.reversed(), dnde: weird.reversed(),
                        errorLow: weird,
                        errorHigh: weird, upperLimits: weird, isUpperLimit: [true, false]),
                    model: SpectrumCurve(energies: weird, dnde: weird, error: weird))
            ))
        list.append(("x-spectrum-full", SpectrumFigure(points: (0..<9).map(instrument), models: [])))
        return list
    }

    private static var countsAndTimes: [(name: String, figure: any Figure)] {
        var list: [(name: String, figure: any Figure)] = []
        list.append(("x-counts-empty", CountsFigure(energyEdges: [], counts: [])))
        list.append(
            (
                "x-counts-one-bin",
                CountsFigure(
                    energyEdges: [1, 10], counts: [0], background: [0.3],
                    predicted: [.init(name: "Predicted", values: [0.4])])
            ))
        list.append(
            ("x-counts-zero", CountsFigure(energyEdges: [1, 2, 4, 8], counts: [0, 0, 0], background: [0, 0, 0])))
        list.append(
            (
                "x-counts-huge",
                CountsFigure(
                    energyEdges: (0...10).map { pow(2, Double($0)) },
                    counts: (0..<10).map { 3e9 * pow(10, -Double($0)) },
                    predicted: [.init(name: longName, values: (0..<10).map { 3.1e9 * pow(10, -Double($0)) })],
                    mask: (0..<10).map { $0 % 3 != 0 })
            ))
        list.append(
            (
                "x-counts-weird",
                CountsFigure(
                    energyEdges: weird, counts: weird, background: weird, predicted: [.init(name: "", values: weird)],
                    excess: weird)
            ))
        list.append(("x-light-curve-empty", LightCurveFigure(series: [])))
        list.append(
            (
                "x-light-curve-one",
                LightCurveFigure(series: [.init(low: [55555.1], high: [55555.1], values: [1e-11])])
            ))
        list.append(
            (
                "x-light-curve-limits",
                LightCurveFigure(
                    series: [
                        .init(
                            low: [50000, 54000], high: [50010, 54100], values: [], upperLimits: [1e-12, 3e-11])
                    ], mean: 1e-12)
            ))
        list.append(
            (
                "x-light-curve-weird",
                LightCurveFigure(
                    series: [
                        .init(
                            name: longName, low: weird, high: weird.reversed(), values: weird, errorLow: weird,
                            errorHigh: weird)
                    ], quantity: longName, unit: "cm-2 s-1", mean: .nan, fractionalVariability: (.nan, .nan))
            ))
        list.append(("x-profile-empty", StatProfileFigure(parameter: "index", profiles: [])))
        list.append(
            (
                "x-profile-several",
                StatProfileFigure(
                    parameter: longName, unit: "TeV",
                    profiles: shiftedProfiles, best: 4e-12, interval: (3e-12, 5e-12))
            ))
        list.append(("x-runs-empty", RunsFigure([])))
        list.append(("x-runs-one", RunsFigure([.init(offsets: [0.5], zeniths: [.nan])])))
        list.append(("x-corner-empty", CornerFigure([])))
        list.append(("x-corner-one", CornerFigure([.init(name: longName, draws: [1, 1, .nan, 1])])))
        list.append(
            (
                "x-corner-bad",
                CornerFigure([
                    .init(name: "a", draws: [.nan, .infinity], best: .nan), .init(name: "b", draws: [], minimum: 3),
                ])
            ))
        // Long labels, the last one at the edge of a narrow cell.
        var random = RandomStream(seed: 2, stream: "corner")
        let draws = (0..<2000).map { _ in random.normal() }
        let highest = draws.max() ?? 0
        let cutoffs = (0..<12).map { index in
            let width = 94 + 1.5 * Double(index)
            return CornerFigure.Parameter(
                name: "e_cutoff_\(index)", unit: "TeV", draws: draws.map { 2405 - width * (highest - $0) })
        }
        list.append(("x-corner-narrow", CornerFigure(cutoffs)))
        list.append(("x-contour-empty", ContourFigure(xName: "a", yName: "b", contours: [])))
        list.append(
            (
                "x-contour-point",
                ContourFigure(xName: "a", yName: "b", contours: [.init(name: "1σ", points: [(1, 1)])], best: (1, 1))
            ))
        return list
    }

    private static var skies: [(name: String, figure: any Figure)] {
        var list: [(name: String, figure: any Figure)] = []
        list.append(("x-regions-empty", RegionsFigure(on: [])))
        list.append(
            (
                "x-regions-pole",
                RegionsFigure(
                    on: [.circle(lon: 37, lat: 89.6, radius: 0.3)],
                    off: [.init(name: "Off", shapes: [.circle(lon: 200, lat: 89.2, radius: 0.3)])])
            ))
        list.append(
            (
                "x-regions-origin",
                RegionsFigure(on: [.circle(lon: 0.02, lat: -60, radius: 0.01)], pointings: [(359.99, -60)])
            ))
        list.append(("x-regions-tiny", RegionsFigure(on: [.circle(lon: 120, lat: 45, radius: 1e-5)])))
        list.append(
            (
                "x-regions-many",
                RegionsFigure(
                    on: [.circle(lon: 83.6, lat: 22, radius: 0.1)],
                    off: (0..<12).map(offGroup))
            ))
        list.append(
            (
                "x-regions-weird",
                RegionsFigure(
                    on: [.circle(lon: .nan, lat: .infinity, radius: -1), .polygon([])], pointings: [(.nan, 1)])
            ))
        list.append(("x-regions-large", RegionsFigure(axes: .galactic, on: [.circle(lon: 0, lat: 20, radius: 60)])))
        list.append(("x-events-empty", EventsFigure(lon: [], lat: [], energies: [], times: [], centre: (0, 0))))
        list.append(("x-events-one", EventsFigure(lon: [83], lat: [22], energies: [1], times: [5], centre: (83, 22))))
        list.append(
            ("x-events-weird", EventsFigure(lon: weird, lat: weird, energies: weird, times: weird, centre: (.nan, 400)))
        )
        return list
    }

    private static var matrices: [(name: String, figure: any Figure)] {
        var list: [(name: String, figure: any Figure)] = []
        list.append(("x-correlation-empty", CorrelationMatrixFigure(names: [], correlation: [])))
        list.append(("x-correlation-one", CorrelationMatrixFigure(names: ["a"], covariance: [4])))
        list.append(
            (
                "x-correlation-30",
                CorrelationMatrixFigure(
                    names: (0..<30).map { "\($0) \(longName)" },
                    covariance: (0..<900).map { $0 % 31 == 0 ? 1 : 0.3 * cos(Double($0)) })
            ))
        list.append(
            (
                "x-image-empty",
                ImageFigure(x: ImageAxis("x", edges: []), y: ImageAxis("y", edges: []), values: [], name: "nothing")
            ))
        list.append(
            (
                "x-image-one",
                ImageFigure(
                    x: ImageAxis("x", edges: [0, 1]), y: ImageAxis("y", edges: [0, 1]), values: [5], name: "one",
                    stretch: .sqrt)
            ))
        list.append(
            (
                "x-image-weird",
                ImageFigure(
                    x: ImageAxis("x", edges: weird), y: ImageAxis("y", edges: [0, 1, 2]), values: weird + weird,
                    name: longName, stretch: .log)
            ))
        list.append(
            (
                "x-image-nan",
                ImageFigure(
                    x: ImageAxis("x", edges: [0, 1, 2]), y: ImageAxis("y", edges: [0, 1, 2]),
                    values: [.nan, 1, 2, .infinity], name: "gaps")
            ))
        list.append(
            (
                "x-image-uneven",
                ImageFigure(
                    x: ImageAxis("Energy", unit: "TeV", edges: [0.1, 0.2, 1, 1.5, 20], isLogarithmic: true),
                    y: ImageAxis("Offset", unit: "deg", edges: [0, 0.5, 1, 3]),
                    values: (0..<12).map { Double($0) * 1e-13 }, name: "Rate", unit: "s-1 sr-1")
            ))
        list.append(("x-responses-empty", ResponseOverviewFigure()))
        list.append(
            ("x-area-weird", EffectiveAreaFigure(curves: [ResponseCurve(name: "", energies: weird, values: weird)])))
        list.append(("x-theta-empty", ThetaSquaredFigure(edges: [], on: [], off: [])))
        return list
    }
}

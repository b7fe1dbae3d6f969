import Foundation
import GammaKit

/// Times the making of science products: `MeasureSources DATA EXAMPLE [THREADS]`, DATA with the real data, EXAMPLE the
/// folder `Examples/GalacticCentre`. Prints one JSON object with seconds of wall time, each the best of three rounds.
///
/// `ts_map` and `excess_map` are those of Gammapy's `ts_map_cta.py`; `light_curve` the whole of `lightcurve_pks2155.py`,
/// from event lists to curves by run and by ten minutes with the fractional variability; `flux_points_cta` and
/// `flux_points_fermi` those of `map_cta_1dc_gc.py` and `fermi_3fhl_gc.py` after their fits.
@main
struct MeasureSources {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2 else {
            throw Fault(.badValue, "usage: MeasureSources DATA EXAMPLE [THREADS]")
        }
        let threads = arguments.count > 3 ? Int(arguments[3]) ?? 1 : ProcessInfo.processInfo.activeProcessorCount
        let execution = Execution(threads: max(threads, 1))
        let data = arguments[1]
        let maps = try SourceMaps(data, execution)
        let cta = try GalacticCentre(data, example: arguments[2], execution)
        let fermi = try FermiGalacticCentre(data, execution)
        let night = NightOfFlares(data)
        print(
            JSONValue.object([
                ("threads", .int(execution.threads)),
                ("ts_map", .double(try best { try maps.tsMap(execution) })),
                ("excess_map", .double(try best { try maps.excessMap(execution) })),
                ("light_curve", .double(try best { try night.lightCurves(execution) })),
                ("flux_points_cta", .double(try best { try cta.fluxPoints(execution) })),
                ("flux_points_fermi", .double(try best { try fermi.fluxPoints(execution) })),
            ]).text())
    }

    /// Seconds of the quickest of three rounds.
    static func best(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        var best = Double.infinity
        for _ in 0..<3 {
            let start = clock.now
            try body()
            best = min(best, (clock.now - start) / .seconds(1))
        }
        return best
    }
}

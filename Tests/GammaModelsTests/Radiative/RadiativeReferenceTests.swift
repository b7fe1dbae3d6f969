import GammaIO
import GammaModels
import GammaTestSupport
import Testing

/// Agreement with naima 0.10.4 for the same particles.
struct RadiativeReferenceTests {
    private static let hasNaima = (try? PythonOracle.run("import naima")) != nil

    /// The formulas are the same; what is left is the step of naima's grid (1000 points a decade), which integrates over the
    /// edge of a kernel, and constants of another year.
    @Test(arguments: RadiativeReference.all)
    func fluxes(_ reference: RadiativeReference) throws {
        let model = try ModelReading().spectral(YAMLNode.parse(reference.model))
        let values = model.evaluate(reference.energies)
        let peak = zip(reference.fine, reference.energies).map { $0 * $1 * $1 }.max() ?? 0
        for (k, value) in values.enumerated() {
            // Negligible: 10⁻⁶ of the highest energy flux of the process.
            let energy = reference.energies[k]
            expectClose(
                value, reference.fine[k], relative: reference.tolerance, absolute: 1e-6 * peak / (energy * energy),
                "\(reference.name) at \(energy) TeV")
        }
    }

    /// No photon has the lowest energy of the particles: there rounding decides whether naima's first step counts, 5 %.
    @Test(.enabled(if: hasNaima, "the Python has no naima"))
    func naimaGivesTheStoredNumbers() throws {
        let cases = RadiativeReference.all.map(\.question).joined(separator: "\n")
        let lines = try PythonOracle.run(RadiativeReference.script, [cases])
        let live = RadiativeReference.parse(lines)
        #expect(live.count == RadiativeReference.all.count)
        for (stored, fresh) in zip(RadiativeReference.all, live) {
            expectClose(stored.fine, fresh.fine, relative: 1e-6, stored.name)
            expectClose(stored.plain, fresh.plain, relative: 1e-6, stored.name)
        }
    }
}

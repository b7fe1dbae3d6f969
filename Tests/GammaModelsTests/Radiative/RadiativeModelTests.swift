import Foundation
import GammaCore
import GammaIO
import GammaModels
import GammaTestSupport
import Testing

/// What radiative models do, whoever else computes them.
struct RadiativeModelTests {
    private let cutoff = ParticleDistribution.cutoffPowerLaw(amplitude: 1e46, index: 2.2, cutoff: 60)

    private func model(_ process: RadiativeProcess, _ particles: ParticleDistribution? = nil) throws
        -> RadiativeSpectralModel
    {
        try RadiativeSpectralModel(particles ?? cutoff, [process], distance: 2)
    }

    /// One population with several processes is the sum of models with one each.
    @Test func processesAdd() throws {
        let energies = [1e-15, 1e-9, 1e-4, 0.1, 10]
        let processes: [RadiativeProcess] = [
            .synchrotron(magneticField: 50), .inverseCompton([.cmb, .farInfrared]), .bremsstrahlung(density: 3),
        ]
        let sum = try processes.map { try model($0).evaluate(energies) }.reduce([0, 0, 0, 0, 0]) { a, b in
            zip(a, b).map { $0 + $1 }
        }
        let together = try RadiativeSpectralModel(cutoff, processes, distance: 2)
        expectClose(together.evaluate(energies), sum, relative: 1e-13)
    }

    /// What electrons of one energy lose: 4/3 σ_T c γ² U, in any field as long as the photons are soft. The published
    /// approximations are good to 1 %.
    @Test func powersAreThoseOfThomson() throws {
        let gamma = 1e5 / 0.51099895
        let narrow = ParticleDistribution.powerLaw(amplitude: 1e50, reference: 0.1, index: 2, range: 0.0999...0.1001)
        let electrons = 1e50 * 2e-4
        let thomson = 4.0 / 3 * 6.6524587e-25 * 2.99792458e10 * gamma * gamma * electrons
        let area = 4 * Double.pi * pow(2 * 3.0856775814913674e21, 2)
        let field = pow(100e-6, 2) / (8 * Double.pi) * 0.6241509074
        let synchrotron = try model(.synchrotron(magneticField: 100), narrow).energyFlux(from: 1e-22, to: 1e-10)
        expectClose(synchrotron * area, thomson * field, relative: 0.01)
        let seeds: [SeedField] = [
            .thermal("soft", temperature: 1, energyDensity: 0.3),
            .monoenergetic("line", energy: 2e-4, energyDensity: 0.3),
            .tabulated("narrow", energies: [1.99e-4, 2.01e-4], densities: [0.3 / 2e-4 / 2e-6, 0.3 / 2e-4 / 2e-6]),
        ]
        for seed in seeds {
            let flux = try model(.inverseCompton([seed]), narrow).energyFlux(from: 1e-16, to: 0.05)
            expectClose(flux * area, thomson * 0.3e-12, relative: 0.01, seed.name)
        }
    }

    /// ∫ E N dE of power laws is known; a break and parameters that were changed count.
    @Test func energyOfTheParticles() throws {
        let ergPerTeV = 1.602176634
        let flat = try model(.synchrotron(), .powerLaw(amplitude: 2e46, reference: 3, index: 2, range: 0.01...100))
        let expected = 2e46 * 9 * ergPerTeV
        expectClose(flat.energyContent(), expected * log(1e4), relative: 1e-8)
        expectClose(flat.energyContent(from: 1, to: 10), expected * log(10), relative: 1e-8)
        #expect(flat.energyContent(from: 200) == 0)
        #expect(flat.particles(at: [0.001, 200]) == [0, 0])
        expectClose(flat.particles(at: [0.3, 3]), [2e48, 2e46], relative: 1e-12)

        var broken = try model(
            .synchrotron(),
            .brokenPowerLaw(amplitude: 1e46, breakEnergy: 1, index1: 1, index2: 3, range: 0.01...100))
        // 1 − 0.01 below the break at 1 TeV, as much above it.
        expectClose(broken.energyContent(), 1e46 * 2 * 0.99 * ergPerTeV, relative: 1e-6)
        broken.parameters[0].value = 3e46
        expectClose(broken.energyContent(), 3e46 * 2 * 0.99 * ergPerTeV, relative: 1e-6)
    }

    /// Electrons lose less to photons that come from behind, and photons from all sides are the mean over directions.
    @Test func directionsAverageToPhotonsFromEverywhere() throws {
        let energies = [1e-3, 0.1, 10]
        let (nodes, weights) = (
            [-0.8611363, -0.3399810, 0.3399810, 0.8611363], [0.3478548, 0.6521452, 0.6521452, 0.3478548]
        )
        var mean = [0.0, 0, 0]
        for (node, weight) in zip(nodes, weights) {
            let angle = acos(node) * 180 / Double.pi
            let seed = SeedField.thermal("star", temperature: 3000, energyDensity: 1, angle: angle)
            let flux = try model(.inverseCompton([seed])).evaluate(energies)
            for k in 0..<3 { mean[k] += weight / 2 * flux[k] }
        }
        let everywhere = try model(.inverseCompton([.thermal("star", temperature: 3000, energyDensity: 1)]))
        // Four directions and two independent fits of about 1 %.
        expectClose(everywhere.evaluate(energies), mean, relative: 0.03)
    }

    /// A fine table of a black body is a black body.
    @Test func tableOfABlackBody() throws {
        let kT = 8.617333e-5 * 3000
        let seeds = (0..<200).map { 1e-3 * pow(10, Double($0) * 0.02) }
        let shape = seeds.map { $0 * $0 / expm1(min($0 / kT, 600)) }
        let norm = pow(Double.pi, 4) / 15 * pow(kT, 4)
        let table = SeedField.tabulated("table", energies: seeds, densities: shape.map { max($0, 1e-30) / norm })
        let thermal = SeedField.thermal("thermal", temperature: 3000, energyDensity: 1)
        let energies = [1e-6, 1e-3, 0.1, 1, 10, 50]
        // The fits of Khangulyan et al. are good to 1 %.
        expectClose(
            try model(.inverseCompton([thermal])).evaluate(energies),
            try model(.inverseCompton([table])).evaluate(energies), relative: 0.012)
    }

    /// Emission changes smoothly as the break moves through the grid of energies.
    @Test func breaksAreSmooth() throws {
        var model = try model(
            .inverseCompton([.cmb]), .brokenPowerLaw(amplitude: 1e46, breakEnergy: 1, index1: 1.5, index2: 3))
        func slope(_ energy: Double) throws -> Double {
            try model.update("e_break") { $0.value = energy }
            return model.evaluateWithGradient([0.01]).gradient[2][0]
        }
        var previous = try slope(1)
        for k in 1...40 {
            let next = try slope(1 + 0.005 * Double(k))
            // The change of a step is about 0.4 %, and half as large or twice as large nowhere.
            #expect(abs(next / previous - 1) < 0.01)
            #expect(next < previous)
            previous = next
        }
    }

    /// Many bins are integrated over polynomials of ln dN/dE, one alone over the emission itself: near thresholds, cut-offs and the
    /// highest energy of the particles as well as where emission is smooth.
    @Test(arguments: [
        (RadiativeProcess.inverseCompton([.cmb, .farInfrared]), 1e-4, 600.0),
        (.synchrotron(magneticField: 100), 1e-19, 1e-7), (.bremsstrahlung(), 1e-9, 500), (.pionDecay(), 1e-4, 2e4),
        (.inverseCompton([.monoenergetic("line", energy: 1, energyDensity: 1)]), 1e-5, 400),
    ])
    func binsAddUpEmission(_ process: RadiativeProcess, _ low: Double, _ high: Double) throws {
        let model = try model(process)
        let count = Int(20 * log10(high / low))
        let edges = (0...count).map { low * pow(high / low, Double($0) / Double(count)) }
        for isFlux in [false, true] {
            let (values, gradient) =
                isFlux ? model.energyFluxWithGradient(edges: edges) : model.integralWithGradient(edges: edges)
            let alone = isFlux ? model.energyFlux(edges: edges) : model.integral(edges: edges)
            #expect(alone == values)
            let largest = values.max() ?? 0
            for bin in 0..<count {
                let one = [edges[bin], edges[bin + 1]]
                let (value, slopes) =
                    isFlux ? model.energyFluxWithGradient(edges: one) : model.integralWithGradient(edges: one)
                // What is left far above a cut-off does not matter.
                guard value[0] > 1e-12 * largest else { continue }
                expectClose(values[bin], value[0], relative: 3e-6, "\(edges[bin])")
                for row in gradient.indices {
                    let scale = abs(slopes[row][0]) + value[0] / max(abs(model.parameters[row].value), 1e-300)
                    expectClose(gradient[row][bin], slopes[row][0], absolute: 2e-5 * scale, "\(edges[bin]) \(row)")
                }
            }
        }
    }

    /// Bins that are none are NaN, those beside them are not.
    @Test func binsThatAreNone() throws {
        let model = try model(.inverseCompton([.cmb]))
        let edges = [0, 0.1, 0.2, 0.2, 0.4] + (1...40).map { 0.4 * pow(10, 0.05 * Double($0)) }
        let (values, gradient) = model.integralWithGradient(edges: edges)
        #expect(values.indices.filter { values[$0].isNaN } == [0, 2])
        #expect(gradient.allSatisfy { row in row.indices.filter { row[$0].isNaN } == [0, 2] })
        expectClose(values[3], model.integral(from: 0.2, to: 0.4), relative: 3e-6)
        // Nothing is emitted above the energies of the electrons, and what is no number stays none.
        let above = model.integral(edges: (0...40).map { 1e4 * pow(10, 0.05 * Double($0)) })
        #expect(above.allSatisfy { $0 == 0 })
        var broken = model
        broken.parameters[3].value = -1
        let none = broken.integral(edges: Array(edges[4...]))
        #expect(none.allSatisfy { $0.isNaN })
        let reversed = model.integral(edges: [2, 1, 0])
        #expect(model.integral(edges: []).isEmpty && reversed.count == 2 && reversed.allSatisfy { $0.isNaN })
        // As wide as numbers are.
        let wide = model.integral(edges: [1e-300, 1e-150, 1, 1e150, 1e300, .infinity])
        #expect(wide.count == 5 && wide[4].isNaN && wide[2] > 0 && wide[3] == 0)
        let narrow = model.integral(edges: (0...20).map { pow(10, 0.05 * Double($0)) } + [Double(10).nextUp])
        #expect(narrow.count == 21 && narrow[0] > 0)
        // A negative amplitude has negative emission.
        broken = model
        broken.parameters[0].value *= -1
        expectClose(broken.integral(edges: edges)[20], -values[20], relative: 1e-5)
    }

    @Test func ownPhotonsGoWithTheSquareOfTheParticles() throws {
        let process: [RadiativeProcess] = [
            .synchrotron(magneticField: 100), .inverseCompton([.synchrotron(radius: 1)]),
        ]
        let one = try RadiativeSpectralModel(cutoff, process)
        var two = one
        try two.update("amplitude") { $0.value *= 2 }
        expectClose(two.evaluate([0.1, 1]), one.evaluate([0.1, 1]).map { 4 * $0 }, relative: 1e-12)
        try two.update("radius") { $0.value = 2 }
        expectClose(two.evaluate([0.1, 1]), one.evaluate([0.1, 1]), relative: 1e-12)
    }

    @Test(arguments: [
        ("processes: []", "value.bad"),
        ("processes: [{type: synchrotron}, {type: pion-decay}]", "value.incompatible"),
        ("processes: [{type: synchrotron}, {type: synchrotron}]", "value.bad"),
        ("processes: [{type: inverse-compton, fields: [{name: CMB}, {name: CMB}]}]", "value.bad"),
        ("processes: [{type: inverse-compton, fields: []}]", "value.bad"),
        ("processes: [{type: inverse-compton, fields: [{name: CBM}]}]", "value.bad"),
        ("processes: [{type: inverse-compton, fields: [{name: SSC, type: synchrotron}]}]", "value.incompatible"),
        ("processes: [{type: inverse-compton, fields: [{name: a, type: hot}]}]", "value.bad"),
        (
            "processes: [{type: inverse-compton, fields: [{name: a, type: tabulated, energy: {data: [1, 2], unit: eV}, density: {data: [1], unit: eV-1 cm-3}}]}]",
            "value.bad"
        ),
        (
            "processes: [{type: inverse-compton, fields: [{name: a, type: tabulated, energy: {data: [1, 2], unit: K}, density: {data: [1, 1], unit: eV-1 cm-3}}]}]",
            "unit.bad"
        ),
        ("processes: [{type: pion-decay, generator: Phytia8}]", "value.bad"),
        ("processes: [{type: comptonisation}]", "value.bad"),
        ("processes: [{type: synchrotron, B: 3}]", "config.unknown-key"),
    ])
    func faultsHaveAPlace(_ text: String, _ code: String) throws {
        let yaml = "type: radiative\nparticles: {type: PowerLaw}\n\(text)\n"
        let fault = #expect(throws: Fault.self) { try ModelReading().spectral(YAMLNode.parse(yaml, file: "m.yaml")) }
        #expect(fault?.code.rawValue == code)
        #expect(fault?.origin.line == 3)
    }

    @Test func particlesNeedAnEnergyRange() throws {
        for energy in ["{min: 1, max: 1}", "{min: 0, max: 1, unit: TeV}", "{min: 2, max: 1, unit: GeV}"] {
            let yaml =
                "type: radiative\nparticles: {type: PowerLaw, energy: \(energy)}\nprocesses: [{type: synchrotron}]\n"
            let fault = #expect(throws: Fault.self) { try ModelReading().spectral(YAMLNode.parse(yaml)) }
            #expect(fault?.origin.line == 2)
        }
    }

    /// Units of other kinds than the model's.
    @Test func unitsConvert() throws {
        let text = """
            type: radiative
            parameters:
            - {name: amplitude, value: 1.0e+34, unit: eV-1}
            - {name: e_0, value: 1000, unit: GeV}
            - {name: alpha, value: 2.5}
            - {name: B, value: 1.0e-4, unit: G}
            - {name: distance, value: 2000, unit: pc}
            particles: {type: PowerLaw, energy: {min: 1, max: 500000, unit: GeV}}
            processes: [{type: synchrotron}]
            """
        let read = try ModelReading().spectral(YAMLNode.parse(text))
        let made = try RadiativeSpectralModel(
            .powerLaw(amplitude: 1e46, index: 2.5, range: 1e-3...500), [.synchrotron(magneticField: 100)], distance: 2)
        expectClose(read.evaluate([1e-15, 1e-9]), made.evaluate([1e-15, 1e-9]), relative: 1e-12)
    }

    /// A field whose name says what it is needs no parameters, any other one does.
    @Test func namesOfFieldsSayTheirValues() throws {
        func notices(_ field: String) throws -> [String] {
            let text = """
                type: radiative
                parameters:
                - {name: amplitude, value: 1.0e+46}
                - {name: e_0, value: 1}
                - {name: alpha, value: 2.5}
                - {name: distance, value: 2}
                particles: {type: PowerLaw, energy: {min: 1, max: 500000, unit: GeV}}
                processes: [{type: inverse-compton, fields: [\(field)]}]
                """
            let reading = ModelReading()
            _ = try reading.spectral(YAMLNode.parse(text))
            return reading.notices.all.map(\.notice.message)
        }
        #expect(try notices("{name: CMB}").isEmpty)
        let others = try notices("{name: dust, type: thermal}")
        #expect(others.count == 2 && others.allSatisfy { $0.contains("is not given; its default") })
    }
}

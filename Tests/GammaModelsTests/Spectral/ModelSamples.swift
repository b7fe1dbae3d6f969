import Foundation
import GammaCore
import GammaModels

import struct GammaCore.Unit

/// Random instances of every registered spectrum, with parameters where the models are used and in units of all kinds.
enum ModelSamples {
    static func random(_ type: any SpectralModel.Type, _ random: inout RandomStream) throws -> any SpectralModel {
        var model = try start(type, &random)
        var parameters = model.parameters
        for index in parameters.indices {
            parameters[index].value = value(of: parameters[index], in: type, &random)
            if random.uniform() < 0.5, let unit = try otherUnit(parameters[index].unit) {
                let factor = try parameters[index].unit.factor(to: unit)
                try parameters[index].set(Quantity(parameters[index].value * factor, unit))
            }
        }
        model.parameters = parameters
        return model
    }

    /// Models that need more than parameters get tables and inner models.
    private static func start(
        _ type: any SpectralModel.Type, _ random: inout RandomStream
    ) throws -> any SpectralModel {
        switch type.tags[1] {
        case "template":
            return try TemplateSpectralModel(
                energies: [0.01, 0.1, 1, 10, 100],
                values: (0..<5).map { 1e-9 * pow(0.01, Double($0) + random.uniform()) })
        case "piecewise-norm":
            return try PiecewiseNorm(
                energies: [0.1, 0.9, 5, 40], interpolation: random.uniform() < 0.5 ? .log : .linear)
        case "compound":
            let operations = CompoundSpectralModel.Operator.allCases
            return CompoundSpectralModel(
                PowerLaw(), operations[Int(random.uniform() * Double(operations.count))], LogParabolaNorm())
        case "scale":
            let inner: any SpectralModel = random.uniform() < 0.5 ? PowerLaw(index: 2.3) : LogParabola()
            return ScaleSpectralModel(inner)
        case "ebl-norm":
            let redshifts = [0.01, 0.1, 0.3, 1, 2]
            let energies = [0.01, 0.1, 0.5, 2, 10, 50, 200]
            let table = try EBLTable(
                redshifts: redshifts, energies: energies,
                transmission: redshifts.flatMap { z in energies.map { exp(-z * pow($0, 0.7) * 0.4) } })
            return EBLAbsorptionNorm(table: table)
        case "dm-annihilation": return try DarkMatterSamples.annihilation()
        case "dm-decay": return try DarkMatterSamples.decay()
        case "radiative": return try RadiativeSamples.random(&random)
        default:
            guard let standard = type as? any (SpectralModel & StandardModel).Type else {
                throw Fault(.unsupported, "no sample of \(type)")
            }
            return standard.init()
        }
    }

    private static func value(
        of parameter: Parameter, in type: any SpectralModel.Type, _ random: inout RandomStream
    ) -> Double {
        func linear(_ a: Double, _ b: Double) -> Double { a + (b - a) * random.uniform() }
        func logarithmic(_ a: Double, _ b: Double) -> Double { a * pow(b / a, random.uniform()) }
        switch parameter.name {
        case "amplitude", "const": return logarithmic(1e-13, 1e-10)
        case "reference", "ebreak", "escale": return logarithmic(0.3, 8)
        case "emin": return logarithmic(0.05, 0.5)
        case "emax": return logarithmic(5, 200)
        case "ecut": return logarithmic(5, 80)
        case "lambda_": return logarithmic(0.01, 0.3)
        case "mean": return linear(0.5, 5)
        case "sigma": return linear(0.5, 3)
        case "index_2": return linear(0.2, 1.2)
        // With E in MeV the exponent is a E^Γ₂: at most 50 at 20 TeV for Γ₂ = 1.2.
        case "expfactor": return type.tags[1] == "secpl-4fgl" ? logarithmic(1e-10, 1e-8) : linear(0.01, 0.6)
        case "alpha": return type.tags[1].hasPrefix("ecpl") ? linear(0.5, 1.5) : linear(0.1, 3)
        case "beta": return type.tags[1] == "sbpl" ? linear(0.3, 3) : linear(-0.1, 0.3)
        case "redshift": return linear(0.02, 1.5)
        case "alpha_norm": return linear(0.5, 1.5)
        case "tilt": return linear(-1, 1)
        case "e_cutoff": return logarithmic(20, 300)
        case "B": return logarithmic(3, 300)
        case _ where parameter.name.hasPrefix("T_"): return logarithmic(2, 5000)
        case _ where parameter.name.hasPrefix("theta_"): return linear(20, 170)
        default: return parameter.name.hasPrefix("index") ? linear(1, 4) : linear(0.2, 3)
        }
    }

    private static func otherUnit(_ unit: Unit) throws -> Unit? {
        if unit == .TeV { return .GeV }
        if unit == .differentialFlux { return try Unit(parsing: "MeV-1 m-2 s-1") }
        if unit == .flux { return try Unit(parsing: "m-2 min-1") }
        if unit == .perTeV { return try Unit(parsing: "1 / GeV") }
        return nil
    }
}

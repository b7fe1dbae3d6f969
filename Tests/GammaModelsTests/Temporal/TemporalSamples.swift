import Foundation
import GammaCore
import GammaIO
import GammaModels

import struct GammaCore.Unit

/// Random instances of every registered temporal model, with times of days about MJD 55200 and in units of all kinds.
enum TemporalSamples {
    static func random(_ type: any TemporalModel.Type, _ random: inout RandomStream) throws -> any TemporalModel {
        var model = try start(type, &random)
        // TDB is a series of 787 terms a moment: enough of it in one sample of twenty.
        let choice = random.uniform()
        model.scale = choice < 0.05 ? .tdb : [.utc, .tt, .tai][Int(choice * 3)]
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

    /// Three intervals of minutes to days after MJD 55200.
    static func intervals(_ random: inout RandomStream) -> [(start: Instant, stop: Instant)] {
        (0..<3).map { number in
            let start = Instant(mjd: 55200 + Double(number) * 2, fraction: random.uniform(), scale: .tt)
            return (start, start.adding(seconds: 86400 * pow(10, -3 + 3 * random.uniform())))
        }
    }

    static func times(_ random: inout RandomStream) -> [Instant] {
        (0..<2).map { _ in Instant(mjd: 55200, fraction: 6 * random.uniform(), scale: .tt) }
    }

    private static func start(_ type: any TemporalModel.Type, _ random: inout RandomStream) throws -> any TemporalModel
    {
        switch type.tags[1] {
        case "template":
            let days = (0..<6).map { Double($0) * 1.5 + random.uniform() }
            return LightCurveTemplateTemporalModel(
                try LightCurveTemplate(days: days, values: days.map { _ in 0.2 + random.uniform() }))
        case "template-phase":
            // Far enough apart that the outer lines stay positive at phase 0 and 1.
            let phases = (0..<6).map { (Double($0) + 0.4 + 0.2 * random.uniform()) / 6 }
            return try TemplatePhaseCurveTemporalModel(
                PhaseCurve(phases: phases, values: phases.map { _ in 0.7 + 0.6 * random.uniform() }),
                isNormalized: random.uniform() < 0.5)
        default:
            guard let standard = type as? any StandardTemporalModel.Type else {
                throw Fault(.unsupported, "no sample of \(type)")
            }
            return standard.init()
        }
    }

    private static func value(
        of parameter: Parameter, in type: any TemporalModel.Type, _ random: inout RandomStream
    ) -> Double {
        func linear(_ a: Double, _ b: Double) -> Double { a + (b - a) * random.uniform() }
        switch parameter.name {
        // Power laws start at their reference time.
        case "t_ref": return type.tags[1] == "powerlaw" ? linear(55197, 55199) : linear(55198, 55204)
        case "t0", "sigma", "t_rise", "t_decay": return linear(0.5, 4)
        case "alpha": return type.tags[1] == "powerlaw" ? linear(-2, 2) : linear(0.8, 2)
        case "beta": return linear(-0.05, 0.1)
        case "eta": return linear(0.3, 1.5)
        case "amp": return linear(0.1, 0.9)
        case "omega": return linear(0.5, 8)
        case "phi_ref": return linear(0.1, 1)
        case "f0": return linear(1, 3) * 1e-5
        // A period that changes by 1e-5 of itself in one period: far more than in any pulsar or binary.
        case "f1": return linear(1, 5) * 1e-15
        case "f2": return linear(1, 5) * 1e-21
        default: return linear(0.5, 2)
        }
    }

    private static func otherUnit(_ unit: Unit) throws -> Unit? {
        if unit == .perDay { return try Unit(parsing: "h-1") }
        if unit == .radPerDay { return try Unit(parsing: "deg h-1") }
        if unit == .d { return .s }
        return nil
    }
}

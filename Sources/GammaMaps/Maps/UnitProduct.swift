import GammaCore

import struct GammaCore.Unit

extension Unit {
    /// The unit of a product; plain when everything cancels.
    func times(_ other: Unit) throws -> Unit {
        if self == .none { return other }
        if other == .none { return self }
        return try Unit(parsing: "\(self.bracketed) \(other.bracketed)").simplified
    }

    /// The unit of a quotient.
    func divided(by other: Unit) throws -> Unit {
        if other == .none { return self }
        return try Unit(parsing: self == .none ? "1 / (\(other))" : "\(self.bracketed) / (\(other))").simplified
    }

    private var bracketed: String {
        let text = description
        return text.contains("/") ? "(\(text))" : text
    }

    /// Known spellings of what is in use, so that units do not grow with every operation.
    private var simplified: Unit {
        let known: [Unit] = [
            .none, .TeV, .cm2, .m2, .s, .sr, .deg, .cm2s, .m2s, .flux, .differentialFlux, .energyFlux, .perSr, .perTeV,
        ]
        return known.first { $0 == self } ?? self
    }
}

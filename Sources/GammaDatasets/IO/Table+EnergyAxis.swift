import GammaCore
import GammaIO
import GammaMaps

extension Table {
    /// An energy axis in TeV from two columns of bin bounds.
    /// - Throws: ``Fault/Code/badColumn`` when bins are not positive, ascending and without gaps, ``Fault/Code/badUnit`` for columns
    ///   without unit: X-ray missions mean keV, others TeV.
    func energyAxis(low: String, high: String, name: String) throws -> MapAxis {
        for column in [try column(low), try column(high)] {
            guard try unit(of: column, convertibleTo: .TeV) == nil else { continue }
            throw Fault(
                .badUnit, "column '\(column.name)' has no unit: it may be in keV or in TeV",
                at: Origin(column: column.name).completed(by: origin),
                hint:
                    "write the unit that the numbers have into TUNIT\((index(of: column.name) ?? 0) + 1) of the header")
        }
        let lows = try doubles(low, in: .TeV)
        let highs = try doubles(high, in: .TeV)
        guard let last = highs.last else {
            throw Fault(.noData, "no energy bins", at: Origin(column: low).completed(by: origin))
        }
        do {
            return try MapAxis.energy(edges: lows + [last], name: name)
        } catch let fault as Fault {
            throw fault.located(in: Origin(column: low).completed(by: origin))
        }
    }
}

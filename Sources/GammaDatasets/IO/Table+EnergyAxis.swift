import GammaCore
import GammaIO
import GammaMaps

extension Table {
    /// An energy axis in TeV from two columns of bin bounds.
    /// - Throws: ``Fault/Code/badColumn`` when bins are not positive, ascending and without gaps.
    func energyAxis(low: String, high: String, name: String) throws -> MapAxis {
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

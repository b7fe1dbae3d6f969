/// Fluxes of one source in a row of bins, of time or of distance, each with one or more energy bins.
public protocol FluxSeries: Sendable {
    /// The fluxes of each bin, in order of energy.
    var rows: [[FluxPoint]] { get }
    /// What holds for all fluxes.
    var metadata: FluxMetadata { get }
}

extension FluxSeries {
    /// Number of bins.
    public var count: Int { rows.count }

    /// Number of energy bins: the largest of all bins.
    public var energyBinCount: Int { rows.map(\.count).max() ?? 0 }

    /// The points of one bin.
    public func fluxPoints(_ bin: Int) -> FluxPoints { FluxPoints(rows[bin], metadata: metadata) }

    /// One value a bin, for one energy bin, in the internal unit of the type; NaN where there is none.
    public func values(_ type: SEDType, _ quantity: FluxQuantity = .value, energyBin: Int = 0) -> [Double] {
        rows.map { points in
            guard points.indices.contains(energyBin) else { return .nan }
            let point = points[energyBin]
            return point.outcome?.success == false ? .nan : point.flux(type, quantity) ?? .nan
        }
    }

    /// Whether the flux of each bin is to be shown as an upper limit.
    public func isUL(energyBin: Int = 0) -> [Bool] {
        rows.map { $0.indices.contains(energyBin) ? metadata.isUL($0[energyBin]) : false }
    }

    /// Lower and upper edge of an energy bin, TeV; nil when no bin has it.
    public func energyRange(_ energyBin: Int) -> ClosedRange<Double>? {
        guard let point = rows.first(where: { $0.count > energyBin })?[energyBin], point.eMin <= point.eMax else {
            return nil
        }
        return point.eMin...point.eMax
    }
}

import GammaCore
import GammaIO

/// All columns of a flux points table as plain arrays, one value (or one array) a bin, row after row.
struct FluxTableColumns {
    private typealias Vector = (values: [Double], length: Int)

    private let eMin: [Double]?
    private let eMax: [Double]?
    private let eRef: [Double]?
    private let fluxes: [FluxQuantity: [Double]]
    private let ts: [Double]?
    private let sqrtTS: [Double]?
    private let stat: [Double]?
    private let statNull: [Double]?
    private let isUL: [Bool]?
    private let success: [Bool]?
    private let outcomes: [String]?
    private let npred: Vector?
    private let npredExcess: Vector?
    private let counts: Vector?
    private let countsOff: Vector?
    private let normScan: Vector?
    private let statScan: Vector?
    private let statScanFactor: Double
    private let nuisance: [(name: String, vector: Vector)]
    private let fitted: [(name: String, values: [Double], errors: [Double])]

    init(_ reader: FluxTableReader) throws {
        let table = reader.table
        eMin = try reader.optionalValues("e_min", .TeV)
        eMax = try reader.optionalValues("e_max", .TeV)
        eRef = try reader.optionalValues("e_ref", .TeV)
        // A light curve of old may say nothing of energies.
        let isLightCurve = table.optionalColumn("time_min") != nil || table.optionalColumn("time_bin_start") != nil
        guard isLightCurve || eRef != nil || (eMin != nil && eMax != nil) else {
            throw Fault(
                .missingColumn, "there is no energy: neither column e_ref nor e_min and e_max", at: table.origin)
        }
        var fluxes: [FluxQuantity: [Double]] = [:]
        for quantity in FluxQuantity.allCases {
            let name = reader.type.columnName + quantity.rawValue
            fluxes[quantity] =
                quantity == .value
                ? try reader.values(name, reader.type.unit) : try reader.optionalValues(name, reader.type.unit)
        }
        self.fluxes = fluxes
        ts = try reader.optionalValues("ts")
        sqrtTS = try reader.optionalValues("sqrt_ts")
        // GADF's older columns hold ln L instead of −2 ln L; Gammapy takes twice their value.
        stat = try reader.optionalValues("stat") ?? reader.optionalValues("loglike")?.map { 2 * $0 }
        statNull = try reader.optionalValues("stat_null") ?? reader.optionalValues("loglike_null")?.map { 2 * $0 }
        isUL = try reader.flags("is_ul")
        success = try reader.flags("success")
        outcomes = table.optionalColumn("outcome")?.strings
        npred = try reader.vectors("npred")
        npredExcess = try reader.vectors("npred_excess")
        counts = try reader.vectors("counts")
        countsOff = try reader.vectors("counts_off")
        normScan = try reader.vectors("norm_scan")
        let stated = try reader.vectors("stat_scan")
        statScan = try stated ?? reader.vectors("dloglike_scan")
        statScanFactor = stated == nil ? 2 : 1
        let length = normScan?.length
        nuisance = try table.columns.map(\.name).filter { $0.hasPrefix(FluxTableReader.nuisancePrefix) }.compactMap {
            guard let vector = try reader.vectors($0), vector.length == length else { return nil }
            return (String($0.dropFirst(FluxTableReader.nuisancePrefix.count)), vector)
        }
        fitted = try Self.fitted(reader)
    }

    /// The parameters that were fitted together with the fluxes: columns that come with errors.
    private static func fitted(
        _ reader: FluxTableReader
    ) throws -> [(name: String, values: [Double], errors: [Double])] {
        try reader.table.columns.map(\.name).filter { $0.hasPrefix(FluxTableReader.fittedPrefix) }.compactMap {
            guard let errors = try reader.optionalValues($0 + FluxTableReader.errorSuffix) else { return nil }
            let name = String($0.dropFirst(FluxTableReader.fittedPrefix.count))
            return (name, try reader.optionalValues($0) ?? [], errors)
        }
    }

    /// The energies of a bin; NaN where the file has none.
    func energies(_ index: Int) -> (low: Double, high: Double, centre: Double) {
        let (low, high) = (eMin?[index] ?? .nan, eMax?[index] ?? .nan)
        return (low, high, eRef?[index] ?? (low * high).squareRoot())
    }

    /// The point of a bin.
    func point(
        _ index: Int, row: Int, bin: Int, _ references: [ReferenceFlux], _ type: SEDType, _ width: Int
    ) -> FluxPoint {
        let (low, high, centre) = energies(index)
        let reference = references[index]
        let factor = reference.factor(type)
        func norm(_ quantity: FluxQuantity) -> Double? { fluxes[quantity].map { $0[index] / factor } }
        var point = FluxPoint(
            eMin: low, eMax: high, eRef: centre, reference: reference, norm: norm(.value) ?? .nan,
            outcome: outcome(index, row: row, bin: bin, width))
        point.normErr = norm(.err)
        point.normErrn = norm(.errn)
        point.normErrp = norm(.errp)
        point.normUL = norm(.ul)
        point.normSensitivity = norm(.sensitivity)
        point.ts = ts?[index]
        point.sqrtTS = sqrtTS?[index]
        point.stat = stat?[index]
        point.statNull = statNull?[index]
        point.isUL = isUL?[index]
        point.npred = Self.slice(npred, index)
        point.npredExcess = Self.slice(npredExcess, index)
        point.counts = Self.slice(counts, index)
        point.countsOff = Self.slice(countsOff, index)
        point.scan = scan(index)
        point.nuisance = fitted.compactMap { name, values, errors in
            values[index].isNaN ? nil : NuisanceValue(name: name, value: values[index], error: errors[index])
        }
        return point
    }

    private func scan(_ index: Int) -> NormScan? {
        guard let norm = Self.slice(normScan, index), let stat = Self.slice(statScan, index), norm.count == stat.count
        else { return nil }
        let columns = nuisance.compactMap { Self.slice($0.vector, index) }
        return NormScan(
            norm: norm, stat: statScanFactor == 1 ? stat : stat.map { $0 * statScanFactor },
            nuisanceNames: nuisance.map(\.name),
            nuisance: columns.isEmpty ? [] : norm.indices.map { step in columns.map { $0[step] } })
    }

    private func outcome(_ index: Int, row: Int, bin: Int, _ width: Int) -> PointOutcome? {
        guard let success = success?[index] else { return nil }
        let parts = outcomes.flatMap { row < $0.count ? $0[row].components(width) : nil }
        if let parts, !parts[bin].isEmpty { return PointOutcome(success: success, reason: parts[bin]) }
        return success ? .converged : .failed("the file says that the fit of this bin failed")
    }

    private static func slice(_ vector: Vector?, _ index: Int) -> [Double]? {
        vector.map { Array($0.values[index * $0.length..<(index + 1) * $0.length]) }
    }
}

extension String {
    /// The outcomes of the energy bins of one row; nil when there are not as many.
    fileprivate func components(_ count: Int) -> [String]? {
        if count == 1 { return [self] }
        let parts = split(separator: FluxTableReader.outcomeSeparator, omittingEmptySubsequences: false).map(
            String.init)
        return parts.count == count ? parts : nil
    }
}

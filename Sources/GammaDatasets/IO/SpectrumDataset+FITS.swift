import GammaCore
import GammaData
import GammaIO
import GammaMaps
import GammaNumerics

extension SpectrumDataset {
    /// Reads a dataset in Gammapy's own FITS layout (its default for spectra).
    /// - Parameter name: the dataset's name; by default the one in the file.
    /// - Throws: faults that name the file, HDU and column.
    public static func read(_ path: String, name: String? = nil) throws -> SpectrumDataset {
        let file = try SpectrumFile(FITSReader(DataPath.expand(path)))
        return try file.dataset(name: name)
    }

    /// Writes the dataset in Gammapy's own FITS layout. Values keep all their digits.
    public func write(to path: String) throws { try FITSWriter.write(fitsHDUs(), to: path) }

    /// The dataset as HDUs: a map of one region for each quantity, good time intervals, observations.
    public func fitsHDUs() throws -> [FITSHDU] {
        var primary = FITSHeader()
        primary["NAME"] = .string(name)
        primary["CREATOR"] = .string("GammaKit")
        var hdus: [FITSHDU] = [.image(FITSImage(name: "PRIMARY", header: primary, shape: [], pixels: [], kind: .uint8))]
        let on = try RegionGeometry(region: region, axes: [energy])
        let onTrue = try on.with(axes: [energyTrue])
        func add(_ name: String, _ map: RegionMap) throws { hdus += try map.fitsHDUs(name: name) }
        try add("COUNTS", RegionMap(on, values: counts))
        try add(
            "EXPOSURE",
            RegionMap(
                onTrue, values: exposure.map { $0 * 1e-4 }, unit: .m2s, meta: ["livetime": "\(livetime) s"]))
        if case .predicted(let background) = background { try add("BACKGROUND", RegionMap(on, values: background)) }
        if let energyDispersion {
            let axes = [energy, energyTrue]
            try add("EDISP", RegionMap(on.with(axes: axes), values: energyDispersion.values))
            try add(
                "EDISP_EXPOSURE",
                RegionMap(
                    on.with(axes: [energy.squashed(), energyTrue]), values: dispersionExposure.map { $0 * 1e-4 },
                    unit: .m2s))
        }
        try add("MASK_SAFE", RegionMap(on, values: maskSafe.map { $0 ? 1 : 0 }, storage: .mask))
        if let maskFit { try add("MASK_FIT", RegionMap(on, values: maskFit.map { $0 ? 1 : 0 }, storage: .mask)) }
        if let gti { hdus.append(.table(gti.table())) }
        if let table = provenance.table() { hdus.append(.table(table)) }
        if let off {
            let offGeometry = try RegionGeometry(region: off.region ?? region, axes: [energy])
            try add("COUNTS_OFF", RegionMap(offGeometry, values: off.counts))
            try add("ACCEPTANCE", RegionMap(on, values: off.acceptance))
            try add("ACCEPTANCE_OFF", RegionMap(offGeometry, values: off.acceptanceOff))
        }
        return hdus
    }
}

/// The HDUs of a spectrum file.
private struct SpectrumFile {
    let reader: FITSReader

    init(_ reader: FITSReader) { self.reader = reader }

    func dataset(name: String?) throws -> SpectrumDataset {
        let counts = try RegionMap(reader: reader, name: "COUNTS")
        let exposure = try RegionMap(reader: reader, name: "EXPOSURE")
        let energy = try counts.geometry.axis("energy")
        let energyTrue = try exposure.geometry.axis("energy_true")
        let header = try reader.header(0)
        var dataset = SpectrumDataset(
            name: name ?? header.string("NAME") ?? "dataset", energy: energy, energyTrue: energyTrue,
            region: counts.geometry.region, counts: try checked(counts, "COUNTS"),
            exposure: try exposure.converted(to: .cm2s).values, livetime: try livetime(exposure))
        try readDispersion(into: &dataset)
        dataset.maskSafe = try map("MASK_SAFE")?.flags ?? dataset.maskSafe
        dataset.maskFit = try map("MASK_FIT")?.flags
        dataset.background = try background(bins: energy.binCount)
        if let index = reader.optionalIndex(of: "GTI") { dataset.gti = try GTI(table: reader.table(index)) }
        if let index = reader.optionalIndex(of: "META_TABLE") {
            dataset.provenance = DatasetProvenance(try reader.table(index))
        }
        return dataset
    }

    /// The map of that name; nil when it is not there or only its region is (Gammapy writes empty ones).
    private func map(_ name: String) throws -> RegionMap? {
        try reader.optionalIndex(of: name) == nil ? nil : RegionMap(reader: reader, name: name)
    }

    private func checked(_ map: RegionMap, _ name: String) throws -> [Double] {
        guard map.values.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw Fault(
                .badColumn, "\(name) must not be negative", at: Origin(file: reader.path, hdu: name, column: "DATA"))
        }
        return map.values
    }

    /// `livetime` in the META card of the exposure; files of Gammapy do not have it for spectra.
    private func livetime(_ exposure: RegionMap) throws -> Double {
        guard let text = exposure.meta["livetime"] else { return 0 }
        return try Quantity(parsing: text).value(in: .s)
    }

    private func readDispersion(into dataset: inout SpectrumDataset) throws {
        guard let map = try map("EDISP") else { return }
        let (rows, columns) = (dataset.energyTrue.binCount, dataset.energy.binCount)
        guard map.values.count == rows * columns else {
            throw Fault(
                .malformed, "the energy dispersion has \(map.values.count) values, not \(rows) × \(columns)",
                at: Origin(file: reader.path, hdu: "EDISP"))
        }
        dataset.energyDispersion = Matrix(rows: rows, columns: columns, values: map.values)
        if let exposure = try self.map("EDISP_EXPOSURE"), exposure.values.count == rows {
            dataset.dispersionExposure = try exposure.converted(to: .cm2s).values
        }
    }

    private func background(bins: Int) throws -> SpectrumBackground {
        if let acceptance = try map("ACCEPTANCE"), let acceptanceOff = try map("ACCEPTANCE_OFF") {
            let off = try map("COUNTS_OFF")
            let counts = try off.map { try checked($0, "COUNTS_OFF") } ?? Array(repeating: 0, count: bins)
            return .measured(
                OffMeasurement(
                    counts: counts, acceptance: try checked(acceptance, "ACCEPTANCE"),
                    acceptanceOff: try checked(acceptanceOff, "ACCEPTANCE_OFF"), region: off?.geometry.region))
        }
        return try map("BACKGROUND").map { .predicted(try checked($0, "BACKGROUND")) } ?? .none
    }
}

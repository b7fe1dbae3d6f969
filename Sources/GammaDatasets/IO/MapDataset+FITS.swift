import GammaCore
import GammaData
import GammaIO
import GammaMaps

extension MapDataset {
    /// Reads a dataset in Gammapy's FITS layout, `MapDataset` or `MapDatasetOnOff`.
    ///
    /// A file with the HDU `ACCEPTANCE` has a measured background, one with `BACKGROUND` a predicted one. Without
    /// `COUNTS` there are none, without `EXPOSURE` it is zero, without `MASK_SAFE` all bins are safe. Response axes may
    /// be in any unit, also the older ones named THETA.
    /// - Parameter name: the dataset's name; by default the one in the file, or the file's stem.
    /// - Throws: faults that name the file and HDU.
    public static func read(_ path: String, name: String? = nil) throws -> MapDataset {
        try MapDataset(reader: FITSReader(DataPath.expand(path)), name: name)
    }

    /// Reads a dataset from an open file; see ``read(_:name:)``.
    /// - Throws: faults that name the file and HDU.
    public init(reader: FITSReader, name: String? = nil) throws {
        self = try MapDatasetFile(reader).dataset(name: name)
    }

    /// Writes the dataset in Gammapy's FITS layout; a name ending in `.gz` is compressed.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws { try FITSWriter.write(fitsHDUs(), to: path) }

    /// The dataset as HDUs, named and ordered as Gammapy does it. Masks are stored as integers, maps as
    /// ``MapStorage`` says, responses in 32 bits where that loses nothing.
    public func fitsHDUs() throws -> [FITSHDU] {
        var primary = FITSHeader()
        primary["NAME"] = .string(name)
        primary["CREATOR"] = .string("GammaKit")
        var hdus: [FITSHDU] = [.image(FITSImage(header: primary, kind: .uint8))]
        hdus += counts.fitsHDUs(name: "COUNTS")
        hdus += try exposureInFile().fitsHDUs(name: "EXPOSURE")
        if case .predicted(let map) = background { hdus += map.fitsHDUs(name: "BACKGROUND") }
        if let energyDispersion { hdus += try energyDispersion.map.fitsHDUs(name: "EDISP", unit: .none) }
        if let psf { hdus += try psf.map.fitsHDUs(name: "PSF", unit: .perSr) }
        hdus += try maskHDUs(maskSafe, "MASK_SAFE")
        if let maskFit { hdus += try maskHDUs(maskFit, "MASK_FIT") }
        if let gti { hdus.append(.table(gti.table())) }
        if let table = provenance.table() { hdus.append(.table(table)) }
        if case .measured(let off) = background {
            hdus += off.counts.fitsHDUs(name: "COUNTS_OFF")
            hdus += off.acceptance.fitsHDUs(name: "ACCEPTANCE")
            hdus += off.acceptanceOff.fitsHDUs(name: "ACCEPTANCE_OFF")
        }
        return hdus
    }

    /// The exposure in m² s with the livetime in its META card.
    private func exposureInFile() throws -> WCSMap {
        var map = try exposure.replacing(exposure.geometry, values: exposure.values.divided(by: 1e4))
        map.unit = .m2s
        if livetime > 0 { map.meta["livetime"] = "\(livetime) s" }
        return map
    }

    private func maskHDUs(_ mask: [Bool], _ name: String) throws -> [FITSHDU] {
        try WCSMap(geometry, values: mask.map { $0 ? 1 : 0 }, storage: .mask).fitsHDUs(name: name)
    }
}

/// The HDUs of a map dataset's file.
private struct MapDatasetFile {
    let reader: FITSReader

    init(_ reader: FITSReader) { self.reader = reader }

    func dataset(name: String?) throws -> MapDataset {
        do {
            let background = try background()
            let counts = try counts(background)
            var exposure = try exposure(counts.geometry)
            let livetime = try livetime(&exposure)
            return try MapDataset(
                name: name ?? defaultName(), counts: counts, exposure: exposure, background: background,
                psf: response("PSF", .perSr).map { try PSFMap($0) },
                energyDispersion: response("EDISP", .none).map { try EnergyDispersionMap($0) },
                maskSafe: mask("MASK_SAFE", counts.geometry), maskFit: mask("MASK_FIT", counts.geometry), gti: gti(),
                livetime: livetime, provenance: provenance())
        } catch let fault as Fault {
            throw fault.located(in: Origin(file: reader.path))
        }
    }

    private func defaultName() throws -> String {
        if let name = try reader.header(0).string("NAME"), !name.isEmpty { return name }
        let file = reader.path.split(separator: "/").last.map(String.init) ?? reader.path
        return String(file.prefix { $0 != "." })
    }

    /// The map of that name, nil when it is not there.
    private func map(_ name: String) throws -> WCSMap? {
        guard let index = reader.optionalIndex(of: name) else { return nil }
        guard reader.hdus[index].kind == .image else {
            throw Fault(
                .incompatible, "this is not an image on the sky", at: reader.hdus[index].origin,
                hint: "a dataset of one region is read as SpectrumDataset")
        }
        return try WCSMap(reader: reader, hdu: name)
    }

    /// The map of that name, which must have the axis of reconstructed energy and no other.
    private func energyMap(_ name: String) throws -> WCSMap? {
        guard var map = try map(name) else { return nil }
        // Few counts look like a mask, but more may be added.
        if map.storage == .mask { map.storage = .float }
        guard map.geometry.axes.map(\.name) == ["energy"] else {
            throw Fault(
                .incompatible, "the map needs the axis 'energy' and no other, not \(map.geometry.axes.map(\.name))",
                at: origin(name))
        }
        return map
    }

    private func origin(_ name: String) -> Origin {
        reader.optionalIndex(of: name).map { reader.hdus[$0].origin } ?? Origin(file: reader.path, hdu: name)
    }

    private func background() throws -> MapBackground {
        guard let acceptance = try energyMap("ACCEPTANCE"), let acceptanceOff = try energyMap("ACCEPTANCE_OFF") else {
            return try energyMap("BACKGROUND").map { .predicted($0) } ?? .none
        }
        let counts = try energyMap("COUNTS_OFF") ?? WCSMap(acceptance.geometry)
        return .measured(MapOffMeasurement(counts: counts, acceptance: acceptance, acceptanceOff: acceptanceOff))
    }

    private func counts(_ background: MapBackground) throws -> WCSMap {
        if let counts = try energyMap("COUNTS") {
            try checkGeometry(background, counts.geometry)
            return counts
        }
        switch background {
        case .predicted(let map): return try WCSMap(map.geometry)
        case .measured(let off): return try WCSMap(off.acceptance.geometry)
        case .none:
            if let mask = try energyMap("MASK_SAFE") { return try WCSMap(mask.geometry) }
            throw Fault(
                .missingHDU, "there is neither an HDU COUNTS nor one that could tell the bins",
                at: Origin(file: reader.path, hdu: "COUNTS"),
                hint: "HDUs here: \(reader.hdus.map(\.name).filter { !$0.isEmpty }.joined(separator: ", "))")
        }
    }

    private func checkGeometry(_ background: MapBackground, _ geometry: WCSGeometry) throws {
        let maps: [(String, WCSMap)]
        switch background {
        case .none: maps = []
        case .predicted(let map): maps = [("BACKGROUND", map)]
        case .measured(let off):
            maps = [("COUNTS_OFF", off.counts), ("ACCEPTANCE", off.acceptance), ("ACCEPTANCE_OFF", off.acceptanceOff)]
        }
        for (name, map) in maps where !map.geometry.isClose(to: geometry) {
            throw Fault(.incompatible, "the map has another image or axis than COUNTS", at: origin(name))
        }
    }

    /// The exposure in cm² s; zero when there is none, so that a fit with sources is refused.
    private func exposure(_ geometry: WCSGeometry) throws -> WCSMap {
        guard var map = try map("EXPOSURE") else {
            return try WCSMap(geometry.with(axes: [geometry.axes[0].renamed("energy_true")]), unit: .cm2s)
        }
        if map.geometry.axes.map(\.name) == ["energy"] {
            let axis = map.geometry.axes[0].renamed("energy_true")
            map = try WCSMap(
                map.geometry.with(axes: [axis]), values: map.values, unit: map.unit, storage: map.storage,
                meta: map.meta)
        }
        guard map.geometry.axes.map(\.name) == ["energy_true"], map.geometry.image.isClose(to: geometry.image) else {
            throw Fault(
                .incompatible, "the exposure needs the image of COUNTS and the axis 'energy_true', and no other",
                at: origin("EXPOSURE"))
        }
        do {
            map.values.scale(by: try map.unit == .none ? 1 : map.unit.factor(to: .cm2s))
        } catch let fault as Fault {
            throw fault.located(in: Origin(keyword: "BUNIT").completed(by: origin("EXPOSURE")))
        }
        map.unit = .cm2s
        return map
    }

    /// Takes `livetime` out of the META card of the exposure.
    private func livetime(_ exposure: inout WCSMap) throws -> Double {
        guard let text = exposure.meta.removeValue(forKey: "livetime") else { return 0 }
        do {
            return try Quantity(parsing: text).value(in: .s)
        } catch let fault as Fault {
            throw fault.located(in: Origin(keyword: "META").completed(by: origin("EXPOSURE")))
        }
    }

    private func response(_ name: String, _ unit: GammaCore.Unit) throws -> ResponseMap? {
        try reader.optionalIndex(of: name) == nil ? nil : ResponseMap(reader: reader, name: name, unit: unit)
    }

    private func mask(_ name: String, _ geometry: WCSGeometry) throws -> [Bool]? {
        guard let index = reader.optionalIndex(of: name) else { return nil }
        let (flags, shape) = try reader.flags(index)
        let expected = [geometry.nx, geometry.ny, geometry.axes[0].binCount]
        guard shape == expected else {
            throw Fault(
                .incompatible, "the mask has \(shape) pixels and bins, the counts have \(expected)",
                at: reader.hdus[index].origin)
        }
        return flags
    }

    private func gti() throws -> GTI? {
        guard let index = reader.optionalIndex(of: "GTI") else { return nil }
        return try GTI(table: reader.table(index))
    }

    private func provenance() throws -> DatasetProvenance {
        guard let index = reader.optionalIndex(of: "META_TABLE") else { return .init() }
        return try DatasetProvenance(reader.table(index))
    }
}

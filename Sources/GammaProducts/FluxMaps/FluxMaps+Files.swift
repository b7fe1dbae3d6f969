import Foundation
import GammaCore
import GammaIO
import GammaMaps
import GammaModels

import struct GammaCore.Unit

extension FluxMaps {
    /// Writes the maps in Gammapy's layout: an image and a table of axes for each quantity (`NORM`, `NORM_ERR`, `SQRT_TS` …),
    /// and beside the file the reference model, which the card MODEL names.
    ///
    /// Gammapy ignores what it does not know: the table `OUTCOME` with a number for each pixel and its legend, and the
    /// cards for numbers of standard deviations. Energy fluxes are in erg.
    /// - Parameters:
    ///   - sedType: form of the fluxes; nil: ``FluxMetadata/sedType``.
    ///   - modelFile: file of the reference model; nil: NAME_model.yaml.
    /// - Returns: the paths written.
    /// - Throws: ``Fault/Code/fileUnwritable``, ``Fault/Code/noData`` for fluxes without a norm.
    @discardableResult
    public func write(to path: String, sedType: SEDType? = nil, modelFile: String? = nil) throws -> [String] {
        let path = try DataPath.expand(path)
        let type = sedType ?? metadata.sedType
        let modelFile = try modelFile.map { try DataPath.expand($0) } ?? Self.modelFile(of: path)
        var cards = metadata.cards(type: type)
        cards.append(.init("MODEL", .string(modelFile), comment: "reference model"))
        var hdus = [FITSHDU.image(FITSImage(header: FITSHeader(cards), kind: .uint8))]
        for quantity in quantities { hdus += try imageHDUs(quantity, type) }
        try hdus += flagHDUs() + scanHDUs()
        if var gti = metadata.gti {
            gti.name = "GTI"
            hdus.append(.table(gti))
        }
        try Models(reference).write(to: modelFile, withCovariance: false)
        try FITSWriter.write(hdus, to: path)
        return [path, modelFile]
    }

    /// Reads maps of Gammapy or GammaKit.
    /// - Parameters:
    ///   - sedType: form of the fluxes; nil: what the file says, or what its images are named.
    ///   - reference: the model they are related to; nil: the model file that the card MODEL names, where it stands or
    ///     beside the maps. Maps that name none get a point source with a power law of index 2, as in Gammapy.
    /// - Throws: faults that name the file and HDU.
    public static func read(
        _ path: String, sedType: SEDType? = nil, reference: SkyModel? = nil, notices: Notices = Notices()
    ) throws -> FluxMaps {
        let reader = try FITSReader(DataPath.expand(path))
        let header = try reader.header(0)
        let type = try sedType ?? statedType(header, reader)
        let model = try reference ?? model(header, reader.path, notices)
        var values: [MapQuantity: [Double]] = [:]
        var geometry: WCSGeometry?
        for quantity in MapQuantity.allCases {
            guard let index = reader.optionalIndex(of: hduName(quantity, type)) else { continue }
            let map = try Self.map(reader, reader.hdus[index].name, like: geometry)
            geometry = map.geometry
            values[quantity] = try norms(map, quantity, type, model)
        }
        guard let geometry else {
            throw Fault(
                .missingHDU, "there is no map of '\(type.columnName)'", at: Origin(file: reader.path),
                hint: "flux maps hold images named NORM, SQRT_TS and so on")
        }
        var metadata = FluxMetadata(Table(header: header), type: type)
        // The other cards are those of the file itself.
        metadata.extraCards = []
        metadata.gti = try reader.optionalIndex(of: "GTI").map { try reader.table($0) }
        return try FluxMaps(
            geometry, reference: model, values: values, outcome: outcomes(reader, geometry, values),
            scan: scan(reader, geometry, model), metadata: metadata)
    }

    // MARK: Writing

    private static func modelFile(of path: String) -> String {
        var stem = path
        for ending in [".gz", ".fits", ".fit"] where stem.lowercased().hasSuffix(ending) {
            stem = String(stem.dropLast(ending.count))
        }
        return stem + "_model.yaml"
    }

    static func hduName(_ quantity: MapQuantity, _ type: SEDType) -> String {
        quantity.flux.map { (type.columnName + $0.rawValue).uppercased() } ?? quantity.rawValue.uppercased()
    }

    private func imageHDUs(_ quantity: MapQuantity, _ type: SEDType) throws -> [FITSHDU] {
        let name = Self.hduName(quantity, type)
        guard let flux = quantity.flux, type != .likelihood else { return try map(quantity).fitsHDUs(name: name) }
        var map = try map(type, flux)
        let unit = try Unit(parsing: type.tableUnit)
        map = try map.converted(to: unit)
        return map.fitsHDUs(name: name)
    }

    /// `SUCCESS` and `IS_UL` as Gammapy has them, and `OUTCOME`: a table of one cell, since Gammapy takes every image for
    /// a quantity that it must know.
    private func flagHDUs() throws -> [FITSHDU] {
        var hdus: [FITSHDU] = []
        func mask(_ flags: [Bool], _ name: String) throws {
            let map = try WCSMap(geometry, values: flags.map { $0 ? 1 : 0 }, storage: .mask)
            hdus += map.fitsHDUs(name: name)
        }
        if let isUL { try mask(isUL, "IS_UL") }
        guard let outcome else { return hdus }
        try mask(outcome.map(\.hasValue), "SUCCESS")
        let legend = MapOutcome.allCases.map {
            FITSHeader.Card("OUTCOME\($0.rawValue)", .string($0.reason))
        }
        let column = Column(
            "outcome", .uint8(outcome.map(\.rawValue)), shape: [geometry.nx, geometry.ny, energy.binCount])
        hdus.append(.table(Table(name: "OUTCOME", header: FITSHeader(legend), columns: [column])))
        return hdus
    }

    /// `STAT_SCAN` and `DNDE_SCAN_VALUES` with Gammapy's axis `dnde_bin`.
    private func scanHDUs() throws -> [FITSHDU] {
        guard let scan, !scan.norms.isEmpty else { return [] }
        let axis = try MapAxis(nodes: scan.norms.indices.map(Double.init), name: "dnde_bin")
        let cube = try geometry.with(axes: [energy, axis])
        let pixels = geometry.pixelCount
        let references = references
        let fluxes = scan.norms.flatMap { norm in
            references.flatMap { [Double](repeating: norm * $0.dnde, count: pixels) }
        }
        return try WCSMap(cube, values: scan.stat, storage: .double).fitsHDUs(name: "STAT_SCAN")
            + WCSMap(cube, values: fluxes, unit: .differentialFlux, storage: .double)
            .fitsHDUs(name: "DNDE_SCAN_VALUES")
    }

    // MARK: Reading

    private static func statedType(_ header: FITSHeader, _ reader: FITSReader) throws -> SEDType {
        if let text = header.string("SED_TYPE") {
            if let type = SEDType(rawValue: text.lowercased()) { return type }
            throw Fault(
                .badKeyword, "SED_TYPE = '\(text)' is not known",
                at: Origin(file: reader.path, keyword: "SED_TYPE"),
                hint: "one of: \(SEDType.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let types: [SEDType] = [.dnde, .e2dnde, .flux, .eflux]
        return types.first { reader.optionalIndex(of: $0.columnName.uppercased()) != nil } ?? .likelihood
    }

    private static func model(_ header: FITSHeader, _ path: String, _ notices: Notices) throws -> SkyModel {
        guard let name = header.string("MODEL"), !name.isEmpty else {
            return SkyModel("reference", spectral: PowerLaw(index: 2, amplitude: 1e-12))
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let beside = folder.appendingPathComponent(URL(fileURLWithPath: name).lastPathComponent).path
        guard let file = [beside, name].first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw Fault(
                .fileNotFound, "the reference model '\(name)' of the flux maps is not there",
                at: Origin(file: path, keyword: "MODEL"),
                hint: "keep it beside the maps, or give the model when reading")
        }
        guard let model = try Models.read(file, notices: notices).skyModels.first else {
            throw Fault(.noData, "there is no source in the reference model file", at: Origin(file: file))
        }
        return model
    }

    /// A map of the file, of the same geometry as the others.
    private static func map(_ reader: FITSReader, _ name: String, like other: WCSGeometry?) throws -> WCSMap {
        let map = try WCSMap(reader: reader, hdu: name)
        if let other, !map.geometry.isClose(to: other) {
            throw Fault(
                .incompatible, "the maps of one file have different geometries",
                at: Origin(file: reader.path, hdu: name))
        }
        return map
    }

    /// Values of a map in internal units, fluxes divided by the reference model.
    private static func norms(
        _ map: WCSMap, _ quantity: MapQuantity, _ type: SEDType, _ model: SkyModel
    ) throws -> [Double] {
        guard quantity.flux != nil, type != .likelihood, let axis = map.geometry.axes.first else { return map.values }
        var values = try map.converted(to: type.unit).values
        let pixels = map.geometry.pixelCount
        for (bin, reference) in ReferenceFlux.bins(model.spectral, edges: axis.edges).enumerated() {
            let factor = reference.factor(type)
            for index in bin * pixels..<(bin + 1) * pixels where index < values.count { values[index] /= factor }
        }
        return values
    }

    /// The outcomes; those of Gammapy's maps follow from its flags of success.
    private static func outcomes(
        _ reader: FITSReader, _ geometry: WCSGeometry, _ values: [MapQuantity: [Double]]
    ) throws -> [MapOutcome]? {
        if let index = reader.optionalIndex(of: "OUTCOME"), reader.hdus[index].kind == .table {
            let table = try reader.table(index)
            return try table.doubles("outcome").map { MapOutcome(rawValue: UInt8(min(max($0, 0), 255))) ?? .failed }
        }
        guard let index = reader.optionalIndex(of: "SUCCESS") else { return nil }
        let map = try WCSMap(reader: reader, hdu: reader.hdus[index].name)
        guard map.geometry.valueCount == geometry.valueCount else { return nil }
        let norms = values[.norm]
        return map.values.indices.map { index in
            guard map.values[index] != 0, !map.values[index].isNaN else { return .failed }
            return norms?[index].isNaN ?? false ? .masked : .fitted
        }
    }

    /// The scan where all pixels share their norms, as GammaKit's do.
    private static func scan(_ reader: FITSReader, _ geometry: WCSGeometry, _ model: SkyModel) throws -> MapScan? {
        guard reader.optionalIndex(of: "STAT_SCAN") != nil, reader.optionalIndex(of: "DNDE_SCAN_VALUES") != nil else {
            return nil
        }
        let stat = try WCSMap(reader: reader, hdu: "STAT_SCAN")
        let fluxes = try WCSMap(reader: reader, hdu: "DNDE_SCAN_VALUES").converted(to: .differentialFlux)
        let count = geometry.valueCount
        guard stat.values.count == fluxes.values.count, stat.values.count % count == 0 else { return nil }
        let dnde = ReferenceFlux.bins(model.spectral, edges: geometry.axes[0].edges)[0].dnde
        let norms = stride(from: 0, to: fluxes.values.count, by: count).map { start in
            fluxes.values[start..<start + geometry.pixelCount].first { !$0.isNaN }.map { $0 / dnde } ?? .nan
        }
        let isShared = norms.indices.allSatisfy { step in
            fluxes.values[step * count..<step * count + geometry.pixelCount].allSatisfy {
                $0.isNaN || abs($0 / dnde - norms[step]) <= 1e-9 * max(abs(norms[step]), 1)
            }
        }
        return isShared ? MapScan(norms: norms, stat: stat.values) : nil
    }
}

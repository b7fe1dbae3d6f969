import Foundation
import GammaCore
import GammaIO
import GammaModels

/// `datasets.yaml`: names, types and files of a list of datasets, as Gammapy reads and writes it.
public enum DatasetsFile {
    /// Reads all datasets of a list, in order.
    ///
    /// File names are relative to the list. Types: `MapDataset`, `MapDatasetOnOff`, `SpectrumDataset` and
    /// `SpectrumDatasetOnOff` (in Gammapy's layout or as OGIP files), `FluxPointsDataset`.
    /// - Throws: faults with file, line and column.
    public static func read(_ path: String, execution: Execution = Execution()) throws -> [any Dataset] {
        let path = try DataPath.expand(path)
        let root = try YAMLNode.read(path)
        try root.checkKeys(["datasets", "metadata", "checksum"])
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let entries = try root.required("datasets").sequence()
        return try parallelMap(entries, execution, step: "datasets") { try dataset($0, folder: folder) }
    }

    /// Reads `datasets.yaml`, or a single dataset: Gammapy's FITS layouts, OGIP files, flux points.
    public static func readAny(_ path: String, execution: Execution = Execution()) throws -> [any Dataset] {
        let path = try DataPath.expand(path)
        if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return try read(path, execution: execution) }
        if path.hasSuffix(".ecsv") { return [try FluxPointsDataset.read(path)] }
        let reader = try FITSReader(path)
        guard let counts = ["SPECTRUM", "COUNTS", "MASK_SAFE"].lazy.compactMap(reader.optionalIndex).first else {
            return [try FluxPointsDataset.read(path)]
        }
        return reader.hdus[counts].kind == .image ? [try MapDataset(reader: reader)] : [try spectrum(path, name: nil)]
    }

    private static func dataset(_ entry: YAMLNode, folder: String) throws -> any Dataset {
        try entry.checkKeys(["name", "type", "filename", "format"])
        let type = try entry.required("type")
        let file = try entry.required("filename")
        let name = try entry.optional("name")?.string()
        let filename = try file.string()
        let path = filename.hasPrefix("/") ? filename : folder + "/" + filename
        do {
            switch try type.string() {
            case "MapDataset", "MapDatasetOnOff": return try MapDataset.read(path, name: name)
            case "SpectrumDataset", "SpectrumDatasetOnOff": return try spectrum(path, name: name)
            case "FluxPointsDataset": return try FluxPointsDataset.read(path, name: name)
            case let unknown:
                let near = nearestName(to: unknown, in: types).map { "did you mean '\($0)'?" }
                throw Fault(
                    .unsupported, "datasets of type '\(unknown)' cannot be read", at: type.origin,
                    hint: near ?? "types: \(types.joined(separator: ", "))")
            }
        } catch let fault as Fault {
            throw fault.located(in: file.origin)
        }
    }

    private static let types = [
        "MapDataset", "MapDatasetOnOff", "SpectrumDataset", "SpectrumDatasetOnOff", "FluxPointsDataset",
    ]

    private static func spectrum(_ path: String, name: String?) throws -> SpectrumDataset {
        let isOGIP = try FITSReader(path).optionalIndex(of: "SPECTRUM") != nil
        return isOGIP ? try OGIPReader(path).dataset(name: name) : try SpectrumDataset.read(path, name: name)
    }

    /// Writes datasets and their list.
    /// - Parameter path: the list; the data files are put beside it, named as Gammapy names them: `pha_obsNAME.fits` for
    ///   spectra, `NAME.fits` for others.
    /// - Returns: all files written.
    /// - Throws: ``Fault/Code/incompatible`` when two datasets would share a file, ``Fault/Code/unsupported`` for types that
    ///   have no file, faults of the file system.
    @discardableResult
    public static func write(_ datasets: [any Dataset], to path: String) throws -> [String] {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let parts = try datasets.map(part)
        for (index, part) in parts.enumerated() where parts[..<index].contains(where: { $0.file == part.file }) {
            throw Fault(
                .incompatible, "two datasets would be written to '\(part.file)'", at: Origin(file: path),
                hint: "give each dataset its own name")
        }
        for part in parts { try part.write(folder + part.file) }
        let entries = zip(datasets, parts).map { dataset, part in
            YAMLNode([
                ("name", YAMLNode(dataset.name)), ("type", YAMLNode(part.type)), ("filename", YAMLNode(part.file)),
            ])
        }
        let document = YAMLNode([
            ("datasets", YAMLNode(entries)), ("metadata", YAMLNode([("creator", YAMLNode("GammaKit"))])),
        ])
        try AtomicFile.write(document.yamlText(), to: path)
        return parts.map { folder + $0.file } + [path]
    }

    /// Type in the list, name of the file and how it is written.
    private static func part(
        _ dataset: any Dataset
    ) throws -> (type: String, file: String, write: (String) throws -> Void) {
        let stem = dataset.name.replacing("/", with: "_")
        switch dataset {
        case let spectrum as SpectrumDataset:
            let type = spectrum.off == nil ? "SpectrumDataset" : "SpectrumDatasetOnOff"
            return (type, "pha_obs\(stem).fits", { try spectrum.write(to: $0) })
        case let map as MapDataset:
            let type = map.background.kind == .measured ? "MapDatasetOnOff" : "MapDataset"
            return (type, "\(stem.replacing(" ", with: "_")).fits", { try map.write(to: $0) })
        case let points as FluxPointsDataset:
            return ("FluxPointsDataset", "\(stem.replacing(" ", with: "_")).fits", { try points.write(to: $0) })
        default: throw Fault(.unsupported, "dataset '\(dataset.name)' is of a type that cannot be written")
        }
    }
}

extension [any Dataset] {
    /// The datasets as spectra.
    /// - Throws: ``Fault/Code/unsupported`` when one is none.
    public func spectra() throws -> [SpectrumDataset] {
        try map { dataset in
            guard let spectrum = dataset as? SpectrumDataset else {
                throw Fault(
                    .unsupported, "dataset '\(dataset.name)' is not a spectrum of one region",
                    hint: "only spectra can be used here")
            }
            return spectrum
        }
    }

    /// The datasets as maps.
    /// - Throws: ``Fault/Code/unsupported`` when one is none.
    public func maps() throws -> [MapDataset] {
        try map { dataset in
            guard let map = dataset as? MapDataset else {
                throw Fault(
                    .unsupported, "dataset '\(dataset.name)' is not a map", hint: "only maps can be used here")
            }
            return map
        }
    }
}

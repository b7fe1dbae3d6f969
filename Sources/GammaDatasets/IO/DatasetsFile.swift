import Foundation
import GammaCore
import GammaIO
import GammaModels

/// `datasets.yaml`: names, types and files of a list of datasets, as Gammapy reads and writes it.
public enum DatasetsFile {
    /// Reads all datasets of a list, in order.
    ///
    /// File names are relative to the list. Types: `SpectrumDataset` and `SpectrumDatasetOnOff`, in Gammapy's layout or as
    /// OGIP files.
    /// - Throws: faults with file, line and column.
    public static func read(
        _ path: String, execution: Execution = Execution()
    ) throws -> [SpectrumDataset] {
        let path = try DataPath.expand(path)
        let root = try YAMLNode.read(path)
        try root.checkKeys(["datasets", "metadata", "checksum"])
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let entries = try root.required("datasets").sequence()
        return try parallelMap(entries, execution, step: "datasets") { try dataset($0, folder: folder) }
    }

    private static func dataset(_ entry: YAMLNode, folder: String) throws -> SpectrumDataset {
        try entry.checkKeys(["name", "type", "filename", "format"])
        let type = try entry.required("type")
        guard ["SpectrumDataset", "SpectrumDatasetOnOff"].contains(try type.string()) else {
            throw Fault(
                .unsupported, "datasets of type '\(try type.string())' cannot be read yet", at: type.origin,
                hint: "types: SpectrumDataset, SpectrumDatasetOnOff")
        }
        let file = try entry.required("filename")
        let name = try entry.optional("name")?.string()
        let path = folder + "/" + (try file.string())
        do {
            return try readDataset(path, name: name)
        } catch let fault as Fault {
            throw fault.located(in: file.origin)
        }
    }

    private static func readDataset(_ path: String, name: String?) throws -> SpectrumDataset {
        let isOGIP = try FITSReader(path).optionalIndex(of: "SPECTRUM") != nil
        return isOGIP ? try OGIPReader(path).dataset(name: name) : try SpectrumDataset.read(path, name: name)
    }

    /// Writes datasets and their list.
    /// - Parameter path: the list; the data files are put beside it, named `pha_obsNAME.fits` as Gammapy does.
    /// - Returns: all files written.
    @discardableResult
    public static func write(_ datasets: [SpectrumDataset], to path: String) throws -> [String] {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        var files: [String] = []
        var entries: [YAMLNode] = []
        for dataset in datasets {
            let file = "pha_obs\(dataset.name.replacing("/", with: "_")).fits"
            try dataset.write(to: folder + file)
            files.append(folder + file)
            let type = dataset.off == nil ? "SpectrumDataset" : "SpectrumDatasetOnOff"
            entries.append(
                YAMLNode([("name", YAMLNode(dataset.name)), ("type", YAMLNode(type)), ("filename", YAMLNode(file))]))
        }
        let document = YAMLNode([
            ("datasets", YAMLNode(entries)), ("metadata", YAMLNode([("creator", YAMLNode("GammaKit"))])),
        ])
        try AtomicFile.write(document.yamlText(), to: path)
        return files + [path]
    }
}

extension DatasetsFile {
    /// Reads `datasets.yaml`, or a single dataset in Gammapy's FITS layout or as OGIP files.
    public static func readAny(_ path: String, execution: Execution = Execution()) throws -> [SpectrumDataset] {
        let path = try DataPath.expand(path)
        if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return try read(path, execution: execution) }
        return [try readDataset(path, name: nil)]
    }
}

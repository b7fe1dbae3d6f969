import Foundation
import GammaCatalog
import GammaCore
import GammaData

extension AnalysisConfig {
    /// The files that an analysis reads: configuration, models, masks, reduced datasets or index and runs.
    /// - Throws: faults of the selection.
    func inputFiles(_ execution: Execution) throws -> [String] {
        let named = try [general.modelsFile, datasets.background.exclusion, tsMap.model, observations.obsFile]
            .compactMap { try $0?.expanded() }
        let catalogs = try catalog.file.map { [try SourceCatalog.path(named: $0.expanded())] } ?? []
        var files = [file].compactMap(\.self) + named + catalogs
        if let reduced = try reducedDatasetsFile() {
            files.append(reduced)
        } else if instruments.isEmpty {
            files += try runFiles(execution)
        } else {
            for instrument in instruments {
                files +=
                    try instrument.source == .runs
                    ? instrument.config.inputFiles(execution) : instrument.inputFiles()
            }
        }
        return files.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    /// The files of the selected runs, and the index.
    private func runFiles(_ execution: Execution) throws -> [String] {
        // Notices were given, and the log was written, when the runs were reduced.
        var config = self
        config.general.log = GeneralConfig.Log()
        let quiet = Execution(threads: execution.threads)
        let runs =
            switch datasets.type {
            case .spectrum: try SpectrumAnalysis(config, execution: quiet).selectedIDs()
            case .map: try MapAnalysis(config, execution: quiet).selectedIDs()
            }
        let archive = try observations.datastore.expanded()
        let index = ["hdu-index", "obs-index"].flatMap { name in
            [".fits", ".fits.gz"].map { "\(archive)/\(name)\($0)" }
        }
        return index + runs.ids.flatMap { runs.store.hduIndex.locations(of: $0).map(\.path) }
    }
}

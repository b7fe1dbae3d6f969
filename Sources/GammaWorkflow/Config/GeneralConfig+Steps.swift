import Foundation
import GammaCore

extension AnalysisConfig {
    /// Whether a step is to be run: all are, unless `general.steps` names some.
    func runs(_ step: GeneralConfig.Step) -> Bool { general.steps?.contains(step) ?? true }

    /// The file from which reduced datasets are read instead of reducing; nil when the runs are to be reduced.
    ///
    /// That is `general.datasets_file`, when `general.steps` has no step of reduction, or when `general.overwrite` is false
    /// for it and the file is there.
    /// - Throws: ``Fault/Code/missingKey`` when there is nothing to work on.
    func reducedDatasetsFile() throws -> String? {
        let file = try general.datasetsFile?.expanded()
        guard let steps = general.steps else { return nil }
        guard let index = steps.firstIndex(where: { $0 == .dataSelection || $0 == .datasets }) else {
            guard let file else {
                throw Fault(
                    .missingKey, "the steps leave out the reduction, and there is no general.datasets_file to read",
                    at: origin(of: "general.steps"), hint: "add data-selection to the steps")
            }
            return file
        }
        guard let file, let overwrite = general.overwrite, overwrite.indices.contains(index), !overwrite[index],
            FileManager.default.fileExists(atPath: file)
        else { return nil }
        return file
    }

    /// Whether an excess map is to be made: its section or its step is there.
    var wantsExcessMap: Bool { runs(.excessMap) && (general.steps != nil || mentions("excess_map")) }

    /// Whether a TS map is to be made: its section or its step is there.
    var wantsTSMap: Bool { runs(.tsMap) && (general.steps != nil || mentions("ts_map")) }

    /// Whether sources are to be looked for: their section or their step is there.
    var wantsPeaks: Bool { runs(.peaks) && (general.steps != nil || mentions("peaks")) }

    /// Whether models are to be extended by what is found: the section or the step is there.
    var wantsSearch: Bool { runs(.search) && (general.steps != nil || mentions("search")) }

    /// Whether a flux profile is to be made: its section is there.
    var wantsProfile: Bool { runs(.profile) && mentions("profile") }

    /// Whether a sensitivity is to be made: its section or its step is there.
    var wantsSensitivity: Bool { runs(.sensitivity) && (general.steps != nil || mentions("sensitivity")) }

    /// Whether anything is to be done with models.
    var usesModels: Bool {
        runs(.fit) || runs(.fluxPoints) || runs(.lightCurve) || wantsExcessMap || wantsTSMap || wantsSearch
            || wantsProfile || wantsSensitivity
    }

    /// Adds a notice for each key that cannot do what it says.
    func noteIneffectiveKeys(_ notices: Notices) {
        if general.steps?.contains(.excessMap) == true, datasets.type != .map {
            notices.add("the step excess-map needs maps; it is left out", at: origin(of: "general.steps"))
        }
        if !instruments.isEmpty {
            let others = ["excess_map", "ts_map", "peaks", "search", "profile", "light_curve", "sensitivity"]
            for section in others where mentions(section) {
                notices.add("\(section) is not made of several instruments; it is left out", at: origin(of: section))
            }
        } else {
            for section in ["ts_map", "peaks", "search", "profile"] where datasets.type != .map && mentions(section) {
                notices.add("\(section) needs maps (type: 3d); it is left out", at: origin(of: section))
            }
            if let use = catalog.use, use != .models, datasets.type != .map {
                notices.add("there are no maps (type: 3d) to mark sources in", at: origin(of: "catalog.use"))
            }
        }
        for key in ["ts", "bootstrap", "sampling", "profiles", "contours", "bands", "trace"]
        where !runs(.fit) && mentions("fit.\(key)") {
            notices.add("the steps leave out the fit: fit.\(key) does nothing", at: origin(of: "fit.\(key)"))
        }
        let reducing: Set<GeneralConfig.Step> = [.dataSelection, .datasets, .observations]
        if zip(general.steps ?? [], general.overwrite ?? []).contains(where: { !reducing.contains($0) && !$1 }) {
            notices.add(
                "overwrite: false acts on the reduction only; other results are made again",
                at: origin(of: "general.overwrite"))
        }
    }

    /// The folder of the results that the configuration names; nil for `.`, the default.
    /// - Throws: ``Fault/Code/badValue`` for a variable that is not set.
    public func outputFolder() throws -> String? {
        let text = general.outdir.text
        return ["", ".", "./"].contains(text) ? nil : try general.outdir.expanded()
    }

    /// The number of threads that the configuration asks for; nil when it leaves it to the program.
    public var requestedThreads: Int? { mentions("general.n_jobs") ? general.nJobs : nil }
}

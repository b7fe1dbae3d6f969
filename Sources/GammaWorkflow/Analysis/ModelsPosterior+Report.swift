import GammaCore
import GammaDatasets
import GammaFit

extension ModelsPosterior {
    /// Medians with intervals beside the fit, the outcome, and what is wrong.
    var report: String { textTable.text() + remarks.joined(separator: "\n") + "\n" }

    /// Parameters with their diagnostics.
    var textTable: TextTable {
        var table = samples.textTable
        table.title = "Posterior"
        return table
    }

    /// The outcome, how it was sampled, and what is wrong.
    var remarks: [String] {
        let kind = samples.chains.count > samples.groupCount ? "walkers in \(samples.groupCount) ensembles" : "chains"
        let acceptance = ValueFormat.number(samples.acceptance, digits: 2)
        return [
            samples.outcome,
            "\(samples.sampler): \(samples.chains.count) \(kind) of \(samples.drawsPerChain) draws after "
                + "\(samples.warmUp) of warm-up, acceptance \(acceptance), seed \(samples.seed)",
        ] + samples.issues.map(\.description)
    }
}

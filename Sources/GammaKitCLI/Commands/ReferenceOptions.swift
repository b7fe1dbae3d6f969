import ArgumentParser
import GammaKit

/// The spectrum to which fluxes are related.
struct ReferenceOptions: ParsableArguments {
    @Option(name: .long, help: "Source of the model file whose spectrum is the reference.")
    var source: String?

    @Option(name: .long, help: "Index of the reference spectrum without --source.")
    var index = 2.0

    /// A power law of that index.
    var powerLaw: PowerLaw { PowerLaw(index: index, amplitude: 1e-12) }
}

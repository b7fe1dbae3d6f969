import GammaCore
import GammaModels

/// Makes spectra of a catalogue's numbers.
enum CatalogSpectrum {
    /// A parameter's value with its error (not a number where none is stated), in TeV, cm, s.
    typealias Stated = (value: Double, error: Double)

    /// The model with the stated values and errors, or the first parameter that has no usable value.
    ///
    /// Amplitudes must be positive numbers, energies too.
    static func make(
        _ model: any SpectralModel, _ stated: [String: Stated]
    ) -> Result<any SpectralModel, NoModelReason> {
        var model = model
        var parameters = model.parameters
        for index in parameters.indices {
            guard let (value, error) = stated[parameters[index].name] else { continue }
            let mustBePositive = ["amplitude", "reference", "ecut", "emin", "emax"].contains(parameters[index].name)
            guard value.isFinite, !mustBePositive || value > 0 else {
                return .failure(.incompleteSpectrum(parameters[index].name))
            }
            parameters[index].value = value
            parameters[index].error = error.isFinite && error > 0 ? error : 0
        }
        model.parameters = parameters
        return .success(model)
    }

    /// A power law; reference in TeV.
    static func powerLaw(amplitude: Stated, index: Stated, reference: Double) -> Result<
        any SpectralModel, NoModelReason
    > {
        make(PowerLaw(), ["amplitude": amplitude, "index": index, "reference": (reference, .nan)])
    }
}

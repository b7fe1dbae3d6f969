extension SpectralModel {
    /// Position of the parameter that the spectrum is proportional to, such as an amplitude; nil without one.
    ///
    /// Its derivative times its value is the spectrum itself.
    public var scalePosition: Int? {
        let energies = [0.5, 1, 3, 20]
        return parameters.indices.first { row in
            var model = self
            if parameters[row].value == 0 { model.parameters[row].value = 1 }
            let (values, slopes) = model.evaluateWithGradient(energies)
            let value = model.parameters[row].value
            return zip(values, slopes[row]).allSatisfy { $0 != 0 && abs($1 * value / $0 - 1) < 1e-9 }
        }
    }
}

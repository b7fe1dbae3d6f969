import GammaCore

extension AnalysisConfig {
    /// What does not fit together in `catalog`.
    func catalogFaults() -> [Fault] {
        guard mentions("catalog") else { return [] }
        var faults = circleFaults("catalog.cone", catalog.cone)
        if catalog.file == nil {
            faults.append(
                Fault(
                    .missingKey, "a catalogue needs 'file'", at: origin(of: "catalog"),
                    hint: "name a file, or one of hgps, 3fgl, 3fhl, 4fgl, 2hwc, 3hwc, 1lhaaso, gamma-cat"))
        }
        if catalog.cone == CircleConfig(), catalog.sources?.isEmpty ?? true {
            faults.append(
                Fault(
                    .missingKey, "a catalogue needs 'cone' or 'sources'", at: origin(of: "catalog"),
                    hint: "write for example 'cone: {frame: icrs, lon: 83.63 deg, lat: 22.01 deg, radius: 2 deg}'"))
        }
        return faults
    }
}

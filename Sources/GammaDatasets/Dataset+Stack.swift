import GammaCore

extension [any Dataset] {
    /// The datasets as one, which must all be maps or all be spectra: only bins within each one's safe mask count.
    /// - Throws: ``Fault/Code/noData`` for an empty list, ``Fault/Code/unsupported`` for flux points,
    ///   ``Fault/Code/incompatible`` for maps and spectra together or when their axes, pixels or backgrounds differ.
    public func stacked(name: String = "stacked") throws -> any Dataset {
        guard let first else { throw Fault(.noData, "there is no dataset to stack") }
        let maps = compactMap { $0 as? MapDataset }
        if maps.count == count { return try MapDataset.stacked(maps, name: name) }
        let spectra = compactMap { $0 as? SpectrumDataset }
        if spectra.count == count { return try SpectrumDataset.stacked(spectra, name: name) }
        if let other = self.first(where: { !($0 is MapDataset) && !($0 is SpectrumDataset) }) {
            throw Fault(
                .unsupported, "dataset '\(other.name)' cannot be stacked", hint: "maps or spectra can be stacked")
        }
        let isMap = first is MapDataset
        let other = self.first { ($0 is MapDataset) != isMap } ?? first
        throw Fault(
            .incompatible,
            "dataset '\(first.name)' is \(isMap ? "a map" : "a spectrum"), '\(other.name)' is \(isMap ? "a spectrum" : "a map")",
            hint: "stack maps and spectra apart")
    }
}

import GammaCore
import GammaPlots
import GammaProducts

extension ProfileFigure {
    /// A flux profile, a series an energy bin.
    public init(_ profile: FluxProfile) {
        self.init(
            series: (0..<profile.energyBinCount).map { bin in
                Series(profile, energyBin: bin, low: profile.bins.map(\.low), high: profile.bins.map(\.high))
            }, title: profile.title)
    }

    /// The profile of an image.
    public init(_ profile: ImageProfile, quantity: String = "Value", title: String = "") {
        let errors = profile.bins.map { $0.error ?? .nan }
        let names: [ImageProfile.Axis: String] = [
            .longitude: "Longitude", .latitude: "Latitude", .radial: "Distance from the centre",
        ]
        self.init(
            series: [
                Series(
                    low: profile.bins.map(\.low), high: profile.bins.map(\.high), values: profile.bins.map(\.value),
                    errorLow: errors, errorHigh: errors)
            ], quantity: quantity, unit: profile.unit.description,
            coordinate: names[profile.axis] ?? "Distance along the line", isReversed: profile.axis == .longitude,
            title: title)
    }
}

extension FluxProfile {
    /// The source, or the energies when there is one bin of them.
    fileprivate var title: String {
        let energies = energyBinCount == 1 ? [energyText(0)] : []
        return ((metadata.source.isEmpty ? [] : [metadata.source]) + energies).joined(separator: ", ")
    }
}

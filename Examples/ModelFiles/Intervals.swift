import GammaKit

/// Errors on either side, a profile and a contour of a fit.
public func intervals(
    _ dataset: SpectrumDataset, _ result: ModelsFitResult, output: String
) throws -> (interval: ConfidenceInterval, profile: StatProfile, contour: StatContour) {
    let confidence = Confidence(
        try ModelsObjective([dataset], models: result.models), result.fit)
    let index = try confidence.index(of: "Crab.spectral.index")
    let amplitude = try confidence.index(of: "Crab.spectral.amplitude")

    let interval = confidence.interval(of: index)
    print(interval)

    let profile = try confidence.profile(of: index)
    try StatProfileFigure(
        parameter: "index",
        profiles: [.init(values: profile.values, deltaStat: profile.rises)]
    ).save("\(output)/profile.svg")

    let contour = try confidence.contour(of: index, amplitude, sigma: 1)
    try ContourFigure(
        xName: "index", yName: "amplitude", yUnit: "cm-2 s-1 TeV-1",
        contours: [.init(name: "1 σ", points: contour.polygon)]
    ).save("\(output)/contour.svg")
    return (interval, profile, contour)
}

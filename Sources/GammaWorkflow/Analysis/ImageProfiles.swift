import GammaCore
import GammaDatasets
import GammaEstimators
import GammaIO
import GammaMaps
import GammaModels
import GammaPlots
import GammaProducts

/// Profiles of an image of a dataset, one an energy band.
public struct ImageProfiles: Sendable {
    /// What is measured in the pixels.
    public enum Quantity: String, Sendable, Hashable, CaseIterable {
        /// Counts, with the roots of their sums as errors.
        case counts
        /// What background and models predict.
        case background
        /// The difference, with the errors of the counts.
        case excess
    }

    /// What is measured.
    public let quantity: Quantity
    /// Sum or mean of the pixels.
    public let method: ImageProfileEstimator.Method
    /// The bands in TeV and their profiles.
    public let bands: [(energies: ClosedRange<Double>, profile: ImageProfile)]

    /// Makes the profiles of a dataset, within its mask.
    /// - Parameters:
    ///   - models: what they predict counts as background.
    ///   - edges: edges of the bands in TeV, each moved to the nearest of the dataset; nil: one band of all energies.
    /// - Throws: ``Fault/Code/badValue`` for edges without bins, faults of the prediction and of the estimator.
    public init(
        _ quantity: Quantity, of whole: MapDataset, models: Models = Models(), edges: [Double]? = nil,
        estimator: ImageProfileEstimator, execution: Execution = Execution()
    ) throws {
        var dataset = whole
        dataset.maskSafe = whole.mask
        let expected =
            models.components.isEmpty || quantity == .counts
            ? dataset.backgroundCounts : try dataset.predicted(models, execution).values
        let axis = dataset.energy
        let groups = try axis.groups(edges: edges ?? [axis.edges[0], axis.edges[axis.binCount]])
            .filter { $0.kind == .normal }
        guard !groups.isEmpty else {
            throw Fault(
                .badValue, "no energy bin of dataset '\(dataset.name)' lies between the edges of the bands",
                hint: "they are in TeV; the data go from \(axis.edges[0]) to \(axis.edges[axis.binCount]) TeV")
        }
        let pixels = dataset.geometry.pixelCount
        bands = try groups.map { group in
            let slice = try dataset.sliced(energyBins: group.bins)
            let background = try slice.image(
                of: Array(expected[group.bins.lowerBound * pixels..<group.bins.upperBound * pixels]))
            let counts = try slice.countsImage
            let image: WCSMap
            switch quantity {
            case .counts: image = counts
            case .background: image = background
            case .excess:
                image = try WCSMap(
                    counts.geometry, values: zip(counts.values, background.values).map { $0 - $1 })
            }
            let errors = try WCSMap(counts.geometry, values: counts.values.map { $0.squareRoot() })
            let profile = try estimator.run(
                image, errors: quantity == .background ? .none : .map(errors),
                mask: WCSMask(counts.geometry, flags: slice.maskSafeImage))
            return (group.lower...group.upper, profile.continued(in: dataset.geometry.frame))
        }
        self.quantity = quantity
        method = estimator.method
    }

    /// Names of the bands: `0.5–2 TeV`.
    private var names: [String] {
        bands.map { band in
            [band.energies.lowerBound, band.energies.upperBound].map { ValueFormat.number($0, digits: 3) }
                .joined(separator: " – ") + " TeV"
        }
    }

    /// What the values are.
    private var label: String { quantity.rawValue.capitalized + (method == .mean ? " per pixel" : "") }

    /// The profiles as tables for the terminal.
    var report: [String] {
        zip(names, bands).map { $1.profile.textTable(title: "\(label), \($0)").text() }
    }

    /// The profiles as JSON: the band beside the columns.
    var json: JSONValue {
        .array(
            bands.map { band in
                let bins = band.profile.bins
                return .object([
                    ("energies_TeV", .numbers([band.energies.lowerBound, band.energies.upperBound])),
                    ("x_min", .numbers(bins.map(\.low))), ("x_max", .numbers(bins.map(\.high))),
                    ("profile", .numbers(bins.map(\.value))),
                    ("profile_err", .numbers(bins.map { $0.error ?? .nan })),
                    ("pixels", .array(bins.map { .int($0.pixels ?? 0) })),
                ])
            })
    }

    /// Stems of the files and profiles.
    var files: [(stem: String, profile: ImageProfile)] {
        bands.enumerated().map { (bands.count > 1 ? "image_profile_\($0)" : "image_profile", $1.profile) }
    }

    /// All bands in one figure; nil without any.
    var figure: ProfileFigure? {
        let figures = bands.map { ProfileFigure($0.profile, quantity: label) }
        guard var figure = figures.first else { return nil }
        figure.series = zip(figures, names).flatMap { figure, name in
            figure.series.map { series in
                var series = series
                series.name = name
                return series
            }
        }
        figure.title = names.count == 1 ? names[0] : ""
        return figure
    }
}

extension ImageProfile {
    /// Longitudes as the frame counts them: right ascensions are not negative unless they go through 0.
    fileprivate func continued(in frame: SkyFrame) -> ImageProfile {
        guard axis == .longitude, frame != .galactic, let last = bins.last, last.high <= 0 else { return self }
        var profile = self
        for index in bins.indices {
            profile.bins[index].low += 360
            profile.bins[index].high += 360
        }
        return profile
    }
}

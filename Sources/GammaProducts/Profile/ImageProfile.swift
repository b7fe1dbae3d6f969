import GammaCore

/// The sums or means of an image in bins of one coordinate.
public struct ImageProfile: Sendable {
    /// The coordinate, with Gammapy's names and one more.
    public enum Axis: String, Sendable, Hashable, CaseIterable {
        /// Longitude in the frame of the image.
        case longitude = "lon"
        /// Latitude in the frame of the image.
        case latitude = "lat"
        /// Distance from a centre.
        case radial
        /// Distance from the start of a line, along it; not in Gammapy.
        case line
    }

    /// One bin.
    public struct Bin: Sendable, Hashable {
        /// Lower edge, deg.
        public var low: Double
        /// Upper edge, deg.
        public var high: Double
        /// Sum or mean; NaN in a bin without pixels.
        public var value: Double
        /// Its error; nil when it is not known.
        public var error: Double?
        /// Number of pixels that took part; nil when a file does not say.
        public var pixels: Int?

        /// Makes a bin.
        public init(low: Double, high: Double, value: Double, error: Double? = nil, pixels: Int? = nil) {
            self.low = low
            self.high = high
            self.value = value
            self.error = error
            self.pixels = pixels
        }

        /// Middle of the bin, deg.
        public var middle: Double { (low + high) / 2 }

        /// Why there is no value; nil where there is one.
        public var reason: String? {
            guard !value.isFinite else { return nil }
            return pixels == 0 ? "no pixel with a value in this bin" : "the file gives no value"
        }
    }

    /// The bins, in order of the coordinate.
    public var bins: [Bin]
    /// The coordinate.
    public var axis: Axis
    /// Unit of the values.
    public var unit: Unit

    /// Makes a profile.
    public init(_ bins: [Bin], axis: Axis, unit: Unit = .none) {
        self.bins = bins
        self.axis = axis
        self.unit = unit
    }

    /// Number of bins.
    public var count: Int { bins.count }

    /// How values are brought to a common scale.
    public enum Normalisation: String, Sendable, Hashable, CaseIterable {
        /// The largest value becomes 1.
        case peak
        /// The sum of the values becomes 1.
        case integral
    }

    /// The profile divided by its largest value or by its sum.
    public func normalised(_ mode: Normalisation = .peak) -> ImageProfile {
        let usable = bins.map(\.value).filter { !$0.isNaN }
        let norm = mode == .peak ? usable.max() ?? .nan : usable.reduce(0, +)
        var profile = self
        profile.unit = .none
        for index in bins.indices {
            profile.bins[index].value /= norm
            profile.bins[index].error? /= norm
        }
        return profile
    }
}

import GammaCore
import GammaNumerics

/// The frames that a configuration knows.
public enum ConfigFrame: String, Sendable, Hashable, CaseIterable {
    /// Right ascension and declination.
    case icrs
    /// Galactic longitude and latitude.
    case galactic
}

/// A circle on the sky, with the keys `frame`, `lon`, `lat`, `radius`: all or none of them.
public struct CircleConfig: Sendable, Hashable {
    /// Frame of the coordinates.
    public var frame: ConfigFrame?
    /// Longitude or right ascension.
    public var lon: ConfigAngle?
    /// Latitude or declination.
    public var lat: ConfigAngle?
    /// Radius.
    public var radius: ConfigAngle?

    /// Makes a circle; nothing set by default.
    public init(frame: ConfigFrame? = nil, lon: ConfigAngle? = nil, lat: ConfigAngle? = nil, radius: ConfigAngle? = nil)
    {
        self.frame = frame
        self.lon = lon
        self.lat = lat
        self.radius = radius
    }
}

/// A direction on the sky, with the keys `frame`, `lon`, `lat`: all or none of them.
public struct DirectionConfig: Sendable, Hashable {
    /// Frame of the coordinates.
    public var frame: ConfigFrame?
    /// Longitude or right ascension.
    public var lon: ConfigAngle?
    /// Latitude or declination.
    public var lat: ConfigAngle?

    /// Makes a direction; nothing set by default.
    public init(frame: ConfigFrame? = nil, lon: ConfigAngle? = nil, lat: ConfigAngle? = nil) {
        self.frame = frame
        self.lon = lon
        self.lat = lat
    }
}

/// A logarithmic energy axis, with the keys `min`, `max`, `nbins`: all or none of them.
public struct EnergyAxisConfig: Sendable, Hashable {
    /// Lower edge of the first bin.
    public var min: ConfigEnergy?
    /// Upper edge of the last bin.
    public var max: ConfigEnergy?
    /// Number of bins.
    public var nbins: Int?

    /// Makes an axis; nothing set by default.
    public init(min: ConfigEnergy? = nil, max: ConfigEnergy? = nil, nbins: Int? = nil) {
        self.min = min
        self.max = max
        self.nbins = nbins
    }

    /// The axis in TeV; nil unless everything is set.
    public var axis: (minTeV: Double, maxTeV: Double, bins: Int)? {
        guard let min, let max, let nbins else { return nil }
        return (min.TeV, max.TeV, nbins)
    }

    /// The edges of the bins in TeV; nil unless everything is set.
    public var edges: [Double]? { axis.map { Quadrature.geomspace($0.minTeV, $0.maxTeV, count: $0.bins + 1) } }
}

/// An energy range, with the keys `min` and `max`; either may be open.
public struct EnergyRangeConfig: Sendable, Hashable {
    /// Lower end; nil: open.
    public var min: ConfigEnergy?
    /// Upper end; nil: open.
    public var max: ConfigEnergy?

    /// Makes a range; open by default.
    public init(min: ConfigEnergy? = nil, max: ConfigEnergy? = nil) {
        self.min = min
        self.max = max
    }
}

/// Time intervals, with the keys `start` and `stop`: one time each, or lists of equal length.
public struct TimeIntervalsConfig: Sendable, Hashable {
    /// Starts.
    public var start: OneOrMany<ConfigTime>?
    /// Ends.
    public var stop: OneOrMany<ConfigTime>?

    /// Makes intervals; nothing set by default.
    public init(start: OneOrMany<ConfigTime>? = nil, stop: OneOrMany<ConfigTime>? = nil) {
        self.start = start
        self.stop = stop
    }

    /// The intervals; nil when nothing is set.
    public var intervals: [(start: Instant, stop: Instant)]? {
        guard let start, let stop else { return nil }
        return zip(start.values, stop.values).map { ($0.instant, $1.instant) }
    }
}

/// One value or a list of values, written back as it was read.
public struct OneOrMany<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The values.
    public var values: [Value]
    /// Whether they are written as a list.
    public var isList: Bool

    /// A list.
    public init(_ values: [Value]) {
        self.values = values
        isList = true
    }

    /// One value.
    public init(one value: Value) {
        values = [value]
        isList = false
    }
}

extension OneOrMany: ExpressibleByStringLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
    ExpressibleByUnicodeScalarLiteral
where Value == String {
    /// One name.
    public init(stringLiteral value: String) { self.init(one: value) }
}

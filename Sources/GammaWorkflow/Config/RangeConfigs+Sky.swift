import GammaMaps

extension ConfigFrame {
    /// The frame of sky directions.
    public var skyFrame: SkyFrame { self == .icrs ? .icrs : .galactic }
}

extension CircleConfig {
    /// The centre; nil unless frame, longitude and latitude are set.
    public var centre: SkyDirection? {
        guard let frame, let lon, let lat else { return nil }
        return SkyDirection(lon: lon.degrees, lat: lat.degrees, frame: frame.skyFrame)
    }

    /// The circle with its radius in degrees; nil unless everything is set.
    public var circle: (centre: SkyDirection, radius: Double)? {
        guard let centre, let radius else { return nil }
        return (centre, radius.degrees)
    }
}

extension DirectionConfig {
    /// The direction; nil unless everything is set.
    public var direction: SkyDirection? { CircleConfig(frame: frame, lon: lon, lat: lat).centre }
}

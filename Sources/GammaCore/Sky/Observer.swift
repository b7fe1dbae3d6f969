extension Astrometry {
    /// A place on Earth.
    public struct Observer: Sendable, Hashable {
        /// Geodetic longitude in degrees, east positive (GEOLON).
        public var longitude: Double
        /// Geodetic latitude in degrees (GEOLAT).
        public var latitude: Double
        /// Height above the WGS84 ellipsoid in m (ALTITUDE, GEOALT).
        public var height: Double

        /// Makes an observer from degrees and metres.
        public init(longitude: Double, latitude: Double, height: Double) {
            self.longitude = longitude
            self.latitude = latitude
            self.height = height
        }
    }
}

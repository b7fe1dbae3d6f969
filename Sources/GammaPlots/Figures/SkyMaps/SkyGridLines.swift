import GammaMaps

/// The lines of a grid in the pixels of an image.
struct SkyGridLines: Sendable {
    /// A meridian or a parallel.
    struct Line: Sendable {
        var pieces: [[PixelPoint]]
        var label: RichText
        var isLongitude: Bool
        /// True when an edge has its label.
        var isLabelled: Bool
        /// Where a label inside would best stand: a point of the line in pixels; nil where it is off the image.
        var middle: PixelPoint?
    }

    private(set) var lines: [Line] = []

    init(_ geometry: WCSGeometry, _ survey: SkySurvey, _ labels: SkyGridLabels) {
        guard survey.middle != nil else { return }
        let tracer = SkyTracer(geometry)
        let (lon, lat) = (survey.lon, survey.lat)
        let reference: Double
        if let latitude = SkyGridLines.latitude(geometry, survey) {
            reference = latitude
        } else {
            // away from a pole, where meridians crowd
            switch (lat.low <= -90 + 1e-6, lat.high >= 90 - 1e-6) {
            case (true, true): reference = 0
            case (false, true): reference = lat.low
            case (true, false): reference = lat.high
            case (false, false): reference = (lat.low + lat.high) / 2
            }
        }
        for multiple in SkyGridLabels.lines(labels.lonStep, lon, isLongitude: true) {
            let value = labels.lonStep.value(multiple)
            let pieces = tracer.trace(samples: 60, frame: survey.frame) { (value, lat.low + $0 * (lat.high - lat.low)) }
            let edge = labels.isSwapped ? survey.left.lon : survey.bottom.lon
            lines.append(
                Line(
                    pieces: pieces, label: labels.lonStep.label(multiple, isLongitude: true), isLongitude: true,
                    isLabelled: !SkySurvey.crossings(edge, value, isLongitude: true).isEmpty,
                    middle: geometry.wcs.pixel(of: SkyDirection(lon: value, lat: reference, frame: survey.frame))))
        }
        for multiple in SkyGridLabels.lines(labels.latStep, lat, isLongitude: false) {
            let value = labels.latStep.value(multiple)
            guard abs(value) < 90 - 1e-9 else { continue }
            let pieces = tracer.trace(samples: 90, frame: survey.frame) { (lon.low + $0 * (lon.high - lon.low), value) }
            let edge = labels.isSwapped ? survey.bottom.lat : survey.left.lat
            lines.append(
                Line(
                    pieces: pieces, label: labels.latStep.label(multiple, isLongitude: false), isLongitude: false,
                    isLabelled: !SkySurvey.crossings(edge, value, isLongitude: false).isEmpty, middle: nil))
        }
    }

    /// Latitude of the middle of an image that shows all the sky there is; nil for another.
    private static func latitude(_ geometry: WCSGeometry, _ survey: SkySurvey) -> Double? {
        guard survey.hasNoCorner, let middle = survey.middle else { return nil }
        let latitude = geometry.direction(x: middle.x, y: middle.y)?.converted(to: survey.frame).lat ?? 0
        return abs(latitude) < 70 ? latitude : nil
    }
}

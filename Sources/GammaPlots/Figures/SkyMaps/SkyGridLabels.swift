import GammaMaps

/// The steps of a grid and the labels on two edges, chosen for the size of the image.
struct SkyGridLabels: Sendable {
    private(set) var lonStep: SkyAngleStep
    private(set) var latStep: SkyAngleStep
    private(set) var bottom: [AxisTicks.Major] = []
    private(set) var left: [AxisTicks.Major] = []
    /// True when the lower edge meets parallels and the left one meridians.
    private(set) var isSwapped = false

    /// More lines than this in one image are no help.
    private static let mostLines = 24

    init(_ survey: SkySurvey, _ grid: SkyGrid, width: Double, height: Double, size: Double, overhang: Double) {
        let isHours = grid.longitudes == .hours || (grid.longitudes == .automatic && survey.frame != .galactic)
        let lonSteps = isHours ? SkyAngleStep.hourSteps : SkyAngleStep.degreeSteps
        let across = TickRoom(length: width, size: size, isHorizontal: true)
        let up = TickRoom(length: height, size: size, isHorizontal: false)
        (lonStep, latStep) = (lonSteps[0], SkyAngleStep.degreeSteps[0])
        let lonSpan = survey.lon
        let latSpan = survey.lat
        isSwapped = Self.meetsMore(survey)
        let lon = Self.choose(
            isSwapped ? survey.left.lon : survey.bottom.lon, lonSpan, lonSteps, isSwapped ? up : across,
            isLongitude: true, overhang)
        let lat = Self.choose(
            isSwapped ? survey.bottom.lat : survey.left.lat, latSpan, SkyAngleStep.degreeSteps,
            isSwapped ? across : up, isLongitude: false, overhang)
        (lonStep, latStep) = (lon.step, lat.step)
        (bottom, left) = isSwapped ? (lat.majors, lon.majors) : (lon.majors, lat.majors)
    }

    /// The names of the lower and the left edge.
    func names(_ frame: SkyFrame) -> (bottom: RichText, left: RichText) {
        let names = SkyGrid.names(frame)
        return isSwapped ? (names.latitude, names.longitude) : (names.longitude, names.latitude)
    }

    /// Whether the lower edge runs through more latitudes, and the left one through more longitudes, than the usual.
    private static func meetsMore(_ survey: SkySurvey) -> Bool {
        let lon = max(survey.lon.high - survey.lon.low, 1e-12)
        let lat = max(survey.lat.high - survey.lat.low, 1e-12)
        func share(_ values: [Double], _ span: Double) -> Double {
            let usable = values.filter(\.isFinite)
            guard let low = usable.min(), let high = usable.max() else { return 0 }
            return min((high - low) / span, 1)
        }
        let usual = share(survey.bottom.lon, lon) + share(survey.left.lat, lat)
        return share(survey.left.lon, lon) + share(survey.bottom.lat, lat) > usual + 0.2
    }

    private typealias Choice = (step: SkyAngleStep, majors: [AxisTicks.Major])

    /// The finest step whose labels fit on the edge; where the edge meets no line, one that suits labels inside.
    private static func choose(
        _ edge: [Double], _ span: (low: Double, high: Double), _ steps: [SkyAngleStep], _ room: TickRoom,
        isLongitude: Bool, _ overhang: Double
    ) -> Choice {
        let width = span.high - span.low
        let usable = steps.filter { width / $0.degrees <= Double(mostLines) }
        let coarsest = steps[steps.count - 1]
        let all = usable.map { step -> Choice in
            (step, majors(edge, span, step, room, isLongitude: isLongitude))
        }
        let inside = usable.first { width / $0.degrees <= (isLongitude ? 8 : 6.5) } ?? coarsest
        guard all.contains(where: { !$0.majors.isEmpty }) else { return (inside, []) }
        let fitting = all.filter { !$0.majors.isEmpty && room.fits($0.majors) }
        // rather more labels than wanted than one or two, which give no scale
        let chosen =
            fitting.first { $0.majors.count <= room.target + 1 && $0.majors.count > 2 }
            ?? fitting.first { $0.majors.count <= 2 * room.target } ?? fitting.last ?? (inside, [])
        let kept = chosen.majors.filter { isInside($0, room, overhang) }
        return (chosen.step, kept)
    }

    private static func majors(
        _ edge: [Double], _ span: (low: Double, high: Double), _ step: SkyAngleStep, _ room: TickRoom,
        isLongitude: Bool
    ) -> [AxisTicks.Major] {
        lines(step, span, isLongitude: isLongitude).flatMap { multiple in
            SkySurvey.crossings(edge, step.value(multiple), isLongitude: isLongitude)
                .map { AxisTicks.Major(fraction: $0, label: step.label(multiple, isLongitude: isLongitude)) }
        }
    }

    private static func isInside(_ major: AxisTicks.Major, _ room: TickRoom, _ overhang: Double) -> Bool {
        guard room.isHorizontal else { return true }
        let half = major.label.width(size: room.size) / 2
        let place = major.fraction * room.length
        return place - half >= -overhang && place + half <= room.length + overhang
    }

    /// The multiples of a step in a range; none twice in a full turn.
    static func lines(_ step: SkyAngleStep, _ span: (low: Double, high: Double), isLongitude: Bool) -> [Int] {
        let all = step.multiples(from: span.low, to: span.high)
        return isLongitude ? all.filter { step.value($0) < span.low + 360 - 1e-9 } : all
    }
}

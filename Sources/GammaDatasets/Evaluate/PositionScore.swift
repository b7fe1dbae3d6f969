/// What the counts say about a source of a given shape and spectrum at some place: the statistic as a parabola in its flux.
///
/// With a the flux in units of the template's, the statistic is C(0) − 2a·slope + a²·curvature, nearly; datasets add up.
struct PositionScore: Sendable {
    /// −½ ∂C/∂a.
    var slope = 0.0
    /// ½ ∂²C/∂a².
    var curvature = 0.0

    /// The flux that goes best with the counts, not negative.
    var flux: Double { curvature > 0 ? max(slope / curvature, 0) : 0 }
    /// What the statistic falls by with that flux.
    var gain: Double { curvature > 0 && slope > 0 ? slope * slope / curvature : 0 }

    static func + (a: Self, b: Self) -> Self {
        PositionScore(slope: a.slope + b.slope, curvature: a.curvature + b.curvature)
    }
}

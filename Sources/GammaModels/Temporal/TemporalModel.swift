import GammaCore

/// The time dependence of a flux, a factor without unit.
public protocol TemporalModel: ParametricModel {
    /// The time scale in which time parameters (MJD) are given.
    var scale: String { get set }
}

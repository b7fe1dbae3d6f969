/// The shape of a source on the sky, in sr⁻¹.
public protocol SpatialModel: ParametricModel {
    /// Sky frame of position parameters as model files name it: `icrs`, `galactic`; nil for models without position.
    var frame: String? { get set }
}

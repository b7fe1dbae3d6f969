import GammaNumerics

/// The cached part of a source's prediction: planes of true energy on its window.
struct SourcePlanes: Sendable {
    let window: SourceWindow
    /// exposure · (PSF ⊗ S), one plane (y, x) a true energy; without PSF where that is known in reconstructed energy.
    let values: PlaneStack
}

/// What the H.E.S.S. Galactic plane survey states beside its sources.
public struct HGPSSurvey: Sendable {
    /// All Gaussian components of the survey's model, those that belong to no source included.
    public let components: [HGPSComponent]
    /// The emission along the plane; nil when the file does not have it.
    public let largeScale: LargeScaleBand?
    /// The supernova remnants that sources were compared with.
    public let remnants: [SupernovaRemnant]
}

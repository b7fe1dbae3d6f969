/// A form in which a source was tried.
public struct SearchTrial: Sendable, Equatable {
    /// Shape and spectrum.
    public var form: SourceForm
    /// What the statistic falls by with this source, its neighbours fitted with and without it.
    public var ts: Double
}

import GammaCore
import GammaData
import GammaMaps

/// The runs that a configuration selects, and how they are read.
struct SelectedRuns: Sendable {
    /// Their archive.
    let store: DataStore
    /// Their numbers.
    let ids: [String]
    /// The groups in which they are stacked; nil without any.
    let groups: [RunGroup]?
    /// Runs that cannot be used, and why.
    let failures: [RunFailure]
    /// What they look at.
    let target: SkyDirection?
    /// Reads one of them; takes its notices.
    let read: @Sendable (String, Notices) throws -> Observation
}

extension ConfiguredAnalysis {
    /// The runs that the configuration selects, each read with the responses that the reduction needs.
    func selectedRuns() throws -> SelectedRuns {
        let (store, ids, failures) = try selectedIDs()
        let (required, loading) = (requiredResponses, loadedResponses)
        let groups = try groups(of: ids, in: store)
        // Runs outside all groups are left out.
        let wanted = groups.map { Set($0.flatMap(\.ids)) }
        return SelectedRuns(
            store: store, ids: wanted.map { ids.filter($0.contains) } ?? ids, groups: groups, failures: failures,
            target: target
        ) { try store.observation($0, required: required, loading: loading, notices: $1) }
    }
}

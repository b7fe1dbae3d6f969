/// Notices of one message: how often it was met, and where.
public struct NoticeGroup: Sendable, Equatable, CustomStringConvertible {
    /// What was odd and what was done about it.
    public var message: String
    /// How often it was met, at all places.
    public var count: Int
    /// The places, in order.
    public var origins: [Origin]

    /// Where it was met: the first place, and how many there are beside.
    public var place: String {
        let first = origins.first?.description ?? ""
        return origins.count > 1 ? "\(first) and \(origins.count - 1) more places" : first
    }

    /// `warning: message (origin) and 3 more places`.
    public var description: String {
        let text = Notice(message, at: origins.first ?? Origin()).description
        return origins.count > 1 ? "\(text) and \(origins.count - 1) more places" : text
    }
}

extension Array where Element == (notice: Notice, count: Int) {
    /// One group a message, in order of the first notices.
    public var grouped: [NoticeGroup] {
        var groups: [NoticeGroup] = []
        var places: [String: Int] = [:]
        for (notice, count) in self {
            if let place = places[notice.message] {
                groups[place].count += count
                groups[place].origins.append(notice.origin)
            } else {
                places[notice.message] = groups.count
                groups.append(NoticeGroup(message: notice.message, count: count, origins: [notice.origin]))
            }
        }
        return groups
    }
}

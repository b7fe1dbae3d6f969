import GammaCore
import GammaModels

/// The models of some sources, and the sources that gave none.
public struct CatalogModels: Sendable {
    /// Up to so many parameters the models get a covariance.
    public static let largestCovariance = 2000
    /// The models with the errors of the catalogue, and these as their covariance unless they are very many.
    public var models: Models
    /// Sources without model, and why.
    public var left: [(name: String, reason: NoModelReason)]

    /// The sources without model, for the terminal; nil when there are none.
    public var leftTable: TextTable? {
        guard !left.isEmpty else { return nil }
        var table = TextTable(
            [.init("source", alignment: .left), .init("reason", alignment: .left)], title: "Sources without a model")
        for (name, reason) in left { table.append([name, reason.description]) }
        return table
    }
}

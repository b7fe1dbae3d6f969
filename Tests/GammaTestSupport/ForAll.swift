import GammaCore
import Testing

/// Runs a property `count` times, each with its own random stream. `expectClose` and thrown errors name the case.
///
/// To look at one case again, give its number as `only`.
public func forAll(
    seed: UInt64, count: Int, only: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ property: (inout RandomStream) throws -> Void
) {
    for index in only.map({ $0..<($0 + 1) }) ?? 0..<count {
        var random = RandomStream(seed: seed, stream: "forAll", index: UInt64(index))
        let name = "seed \(seed), case \(index)"
        PropertyCase.$name.withValue(name) {
            do {
                try property(&random)
            } catch {
                Issue.record("\(name): \(error)", sourceLocation: sourceLocation)
            }
        }
    }
}

/// The case that ``forAll(seed:count:only:sourceLocation:_:)`` is running.
enum PropertyCase {
    @TaskLocal static var name: String?
}

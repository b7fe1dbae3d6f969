import GammaData
import GammaIO

extension [RunFailure] {
    /// One object a run.
    var json: JSONValue {
        .array(
            map { failure in
                .object([
                    ("run", .string(failure.run)), ("code", .string(failure.fault.code.rawValue)),
                    ("message", .string(failure.fault.message)), ("where", .string(failure.fault.origin.description)),
                ])
            })
    }
}

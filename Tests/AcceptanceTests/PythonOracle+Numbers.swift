import GammaKit
import GammaTestSupport

extension PythonOracle {
    /// Lists of numbers by name; JSON's null is NaN.
    static func numbers(_ text: String) throws -> [String: [Double]] {
        guard case .object(let pairs) = try JSONValue.parse(text) else { return [:] }
        func number(_ value: JSONValue) -> Double? {
            switch value {
            case .int(let value): Double(value)
            case .double(let value): value
            case .null: .nan
            default: nil
            }
        }
        return Dictionary(
            pairs.map { name, value in
                if case .array(let items) = value { return (name, items.compactMap(number)) }
                return (name, [number(value)].compactMap { $0 })
            }, uniquingKeysWith: { first, _ in first })
    }
}

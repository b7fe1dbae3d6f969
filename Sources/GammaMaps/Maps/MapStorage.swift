import Foundation
import GammaCore
import GammaIO

import struct GammaCore.Unit

/// How the values of a map are stored in files.
public enum MapStorage: Sendable, Hashable {
    /// 32-bit floating point, as Gammapy stores most maps.
    case float
    /// 64-bit floating point.
    case double
    /// A mask: true and false.
    case mask
}

/// The META card of a map: names and texts as a JSON object.
enum MapMeta {
    static func text(_ meta: [String: String]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(meta)).flatMap { String(bytes: $0, encoding: .utf8) } ?? "{}"
    }

    /// Entries of other kinds than text come as JSON writes them; what is no JSON object gives no entries.
    static func parse(_ text: String) -> [String: String] {
        guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
            let entries = object as? [String: Any]
        else { return [:] }
        return entries.mapValues { value in
            if let text = value as? String { return text }
            let data = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
            return data.flatMap { String(bytes: $0, encoding: .utf8) } ?? ""
        }
    }
}

extension FITSHeader {
    /// The unit named by a keyword; none when it is absent.
    func unit(_ keyword: String) throws -> Unit {
        do {
            return try Unit(parsing: string(keyword) ?? "")
        } catch let fault as Fault {
            throw fault.located(in: Origin(keyword: keyword).completed(by: origin))
        }
    }
}

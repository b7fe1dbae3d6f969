import Foundation
import GammaKit
import GammaTestSupport

/// A file to damage, the sound files beside it, and what a user does with it.
struct DamageTarget: Sendable {
    /// What refusals have to name.
    enum Kind: Sendable {
        /// File and HDU.
        case fits
        /// File, line and column.
        case yaml
        /// File and line or column.
        case text
    }

    /// Name for reports.
    var name: String
    /// How it is damaged, and what refusals have to name.
    var kind: Kind
    /// The file to damage.
    var damaged: String
    /// All files, by name, uncompressed.
    var files: @Sendable () throws -> [String: [UInt8]]
    /// Seeds for each way to damage it.
    var seeds: Int
    /// Reads the file in a folder; gives back what is done with it then, which may be refused without naming the file.
    var read: @Sendable (_ folder: String) throws -> () throws -> Void

    /// All damaged versions, with the name of each.
    func versions(of bytes: [UInt8]) -> [(name: String, bytes: () -> [UInt8])] {
        func all<Corruption: CaseIterable & RawRepresentable<String>>(
            _: Corruption.Type, _ apply: @escaping (Corruption, UInt64) -> [UInt8]
        ) -> [(String, () -> [UInt8])] {
            Corruption.allCases.flatMap { corruption in
                (0..<UInt64(seeds)).map { seed in ("\(corruption.rawValue) \(seed)", { apply(corruption, seed) }) }
            }
        }
        switch kind {
        case .fits: return all(FITSCorruption.self) { $0.apply(to: bytes, seed: $1) }
        case .yaml, .text: return all(YAMLCorruption.self) { $0.apply(to: bytes, seed: $1) }
        }
    }

    /// Whether a fault says where in the file it is.
    func isPrecise(_ fault: Fault, folder: String) -> Bool {
        let origin = fault.origin
        guard let file = origin.file, file.hasPrefix(folder) else { return false }
        switch kind {
        case .fits: return origin.hdu != nil || fault.code == .missingHDU
        case .yaml: return origin.line != nil && origin.lineColumn != nil
        case .text: return origin.line != nil || origin.column != nil
        }
    }
}

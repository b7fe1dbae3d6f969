import Foundation
import GammaCore

/// How a line of a log looks, in the language of Python's logging: `%(asctime)s %(levelname)-8s %(message)s`.
struct LogFormat: Sendable {
    /// The format that Python's `basicConfig` has.
    static let standard = "%(levelname)s:%(name)s:%(message)s"

    /// What a field is replaced by; the raw values are Python's names.
    enum Field: String, CaseIterable, Sendable {
        case asctime, created, filename, funcName, levelname, levelno, lineno, message, module, msecs, name, pathname
        case process, processName, relativeCreated, taskName, thread, threadName
    }

    private enum Part: Sendable {
        case text(String)
        case field(Field, flags: String, width: Int, precision: Int?, isNumber: Bool)
    }

    private let parts: [Part]
    private let dateFormat: String?
    private let start = Date()

    /// Reads a format.
    /// - Throws: ``Fault/Code/badValue`` for a field that Python does not have, or one that is not written to its end.
    init(_ text: String, dateFormat: String? = nil) throws {
        self.dateFormat = dateFormat
        var parts: [Part] = []
        var rest = text[...]
        while let percent = rest.firstIndex(of: "%") {
            parts.append(.text(String(rest[..<percent])))
            rest = rest[rest.index(after: percent)...]
            if rest.first == "%" {
                parts.append(.text("%"))
                rest = rest.dropFirst()
            } else {
                parts.append(try Self.field(&rest))
            }
        }
        self.parts = parts + [.text(String(rest))]
    }

    private static func field(_ rest: inout Substring) throws -> Part {
        guard let match = rest.prefixMatch(of: /\((\w+)\)([-0+ #]*)([0-9]{0,3})(?:\.([0-9]{1,2}))?([sdif])/) else {
            throw Fault(
                .badValue, "'%\(rest.prefix(16))' is no field of a log line",
                hint: "write %(message)s, %(levelname)s, %(asctime)s, %(name)s; %% for a percent sign")
        }
        let (_, name, flags, width, precision, conversion) = match.output
        guard let field = Field(rawValue: String(name)) else {
            let names = Field.allCases.map(\.rawValue)
            throw Fault(
                .badValue, "there is no field '\(name)' in a log line",
                hint: nearestName(to: String(name), in: names).map { "did you mean '\($0)'?" }
                    ?? "fields: \(names.joined(separator: ", "))")
        }
        rest = rest[match.range.upperBound...]
        return .field(
            field, flags: String(flags), width: Int(width) ?? 0, precision: precision.flatMap { Int($0) },
            isNumber: conversion == "f")
    }

    /// The line of a message, without line end.
    func line(_ message: String, level: GeneralConfig.LogLevel, at date: Date = Date()) -> String {
        parts.map { part in
            switch part {
            case .text(let text): return text
            case .field(let field, let flags, let width, let precision, let isNumber):
                var text = value(field, message, level, date)
                if isNumber, let number = Double(text) {
                    text = String(format: "%.\(precision ?? 6)f", number)
                } else if let precision {
                    text = String(text.prefix(precision))
                }
                let fill = String(repeating: flags.contains("0") ? "0" : " ", count: max(0, width - text.count))
                return flags.contains("-") ? text + fill : fill + text
            }
        }.joined()
    }

    private func value(_ field: Field, _ message: String, _ level: GeneralConfig.LogLevel, _ date: Date) -> String {
        switch field {
        case .asctime: time(date)
        case .created: String(date.timeIntervalSince1970)
        case .msecs: String(milliseconds(date))
        case .relativeCreated: String(date.timeIntervalSince(start) * 1000)
        case .levelname: level.rawValue.uppercased()
        case .levelno: String(level.number)
        case .message: message
        case .process: String(ProcessInfo.processInfo.processIdentifier)
        case .processName: "MainProcess"
        case .threadName: "MainThread"
        case .lineno, .thread: "0"
        case .filename, .funcName, .module, .name, .pathname, .taskName: "gammakit"
        }
    }

    private func milliseconds(_ date: Date) -> Int {
        let seconds = date.timeIntervalSince1970
        return min(Int((seconds - seconds.rounded(.down)) * 1000), 999)
    }

    /// Local time, as Python writes it.
    private func time(_ date: Date) -> String {
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return "" }
        var buffer = [CChar](repeating: 0, count: 512)
        let count = strftime(&buffer, buffer.count, dateFormat ?? "%Y-%m-%d %H:%M:%S", &parts)
        let text = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard dateFormat == nil else { return text }
        let millis = String(milliseconds(date))
        return text + "," + String(repeating: "0", count: 3 - millis.count) + millis
    }
}

extension GeneralConfig.LogLevel: Comparable {
    /// Python's number of the level.
    var number: Int {
        switch self {
        case .debug: 10
        case .info: 20
        case .warning: 30
        case .error: 40
        case .critical: 50
        }
    }

    /// Less urgent than.
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

import GammaCore

extension YAMLNode {
    /// The text of a scalar as written; nil for lists and mappings.
    var scalarText: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }

    /// True for `null`, `~` and nothing at all.
    public var isNull: Bool {
        if case .scalar(let text, isQuoted: false) = content { return YAMLScalar.isNull(text) }
        return false
    }

    /// True for a list.
    public var isSequence: Bool {
        if case .sequence = content { return true }
        return false
    }

    /// True for a mapping.
    public var isMapping: Bool {
        if case .mapping = content { return true }
        return false
    }

    /// True for a scalar that is text: quoted, or neither null, logical nor a number.
    public var isString: Bool {
        guard case .scalar(let text, let isQuoted) = content else { return false }
        return isQuoted || !YAMLScalar.isResolved(text)
    }

    /// What the node is, in words for messages: `a list`, `text 'abc'`, `the number 5`.
    public var kindDescription: String {
        switch content {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let text, let isQuoted):
            let shown = text.count > 40 ? text.prefix(40) + "…" : text
            if isQuoted { return "text '\(shown)'" }
            if YAMLScalar.isNull(text) { return "nothing (null)" }
            if YAMLScalar.bool(text) != nil { return "the logical value \(shown)" }
            return YAMLScalar.double(text) != nil ? "the number \(shown)" : "text '\(shown)'"
        }
    }

    private func wrongKind(_ expected: String) -> Fault {
        Fault(.badValue, "expected \(expected), found \(kindDescription)", at: origin)
    }

    /// The text of any scalar but null; a number or logical value as it is written.
    /// - Throws: ``Fault/Code/badValue``.
    public func string() throws -> String {
        guard let text = scalarText, !isNull else { throw wrongKind("text") }
        return text
    }

    /// A number: YAML 1.1 forms, and also `1e-12`, which YAML 1.1 takes for text. Quoted numbers are text.
    /// - Throws: ``Fault/Code/badValue``.
    public func double() throws -> Double {
        guard case .scalar(let text, isQuoted: false) = content, let value = YAMLScalar.double(text) else {
            throw wrongKind("a number")
        }
        return value
    }

    /// An integer, also written as a float without fraction (`5.0`).
    /// - Throws: ``Fault/Code/badValue``.
    public func int() throws -> Int {
        guard case .scalar(let text, isQuoted: false) = content,
            let value = YAMLScalar.int(text) ?? YAMLScalar.double(text).flatMap({ Int(exactly: $0) })
        else { throw wrongKind("an integer") }
        return value
    }

    /// A logical value: true, false, yes, no, on, off.
    /// - Throws: ``Fault/Code/badValue``.
    public func bool() throws -> Bool {
        guard case .scalar(let text, isQuoted: false) = content, let value = YAMLScalar.bool(text) else {
            throw wrongKind("true or false")
        }
        return value
    }

    /// The items of a list.
    /// - Throws: ``Fault/Code/badValue``.
    public func sequence() throws -> [YAMLNode] {
        guard case .sequence(let items) = content else { throw wrongKind("a list") }
        return items
    }

    /// Keys and values of a mapping in the order of the file.
    /// - Throws: ``Fault/Code/badValue``.
    public func mapping() throws -> [(key: String, value: YAMLNode)] {
        guard case .mapping(let pairs) = content else { throw wrongKind("a mapping (key: value)") }
        return pairs.map { ($0.key.scalarText ?? "", $0.value) }
    }

    /// The numbers of a list.
    /// - Throws: ``Fault/Code/badValue`` with the place of the item.
    public func doubles() throws -> [Double] { try sequence().map { try $0.double() } }

    /// The texts of a list.
    /// - Throws: ``Fault/Code/badValue`` with the place of the item.
    public func strings() throws -> [String] { try sequence().map { try $0.string() } }

    /// The value of a key (it may be null); nil when there is no such key or this is no mapping.
    public subscript(key: String) -> YAMLNode? {
        guard case .mapping(let pairs) = content else { return nil }
        return pairs.first { $0.key.scalarText == key }?.value
    }

    /// The value of a key; nil when it is absent or null.
    public func optional(_ key: String) -> YAMLNode? { self[key].flatMap { $0.isNull ? nil : $0 } }

    /// The value of a key that must be there and not be null.
    /// - Throws: ``Fault/Code/missingKey``, or ``Fault/Code/badValue`` when this is no mapping.
    public func required(_ key: String) throws -> YAMLNode {
        if let value = optional(key) { return value }
        let pairs = try mapping()
        let near = nearestName(to: key, in: pairs.map(\.key).filter { $0 != key })
        throw Fault(
            .missingKey, self[key] == nil ? "the key '\(key)' is missing" : "the key '\(key)' has no value",
            at: self[key]?.origin ?? origin, hint: near.map { "there is '\($0)': did you mean '\(key)'?" })
    }

    /// Refuses keys that are not in `known`.
    /// - Throws: ``Fault/Code/unknownKey`` at the key, with the nearest known name; ``Fault/Code/badValue`` when this is no mapping.
    public func checkKeys(_ known: [String]) throws {
        if let fault = try unknownKeys(known).first { throw fault }
    }

    /// One fault for each key that is not in `known`, for readers that go on with a warning.
    /// - Throws: ``Fault/Code/badValue`` when this is no mapping.
    public func unknownKeys(_ known: [String]) throws -> [Fault] {
        guard case .mapping(let pairs) = content else { throw wrongKind("a mapping (key: value)") }
        return pairs.compactMap { key, value in
            guard let name = key.scalarText, !known.contains(name) else { return nil }
            var place = key.origin
            place.keyPath = value.origin.keyPath ?? name
            let near = nearestName(to: name, in: known).map { "did you mean '\($0)'?" }
            return Fault(
                .unknownKey, "unknown key '\(name)'", at: place,
                hint: near ?? "known keys: \(known.joined(separator: ", "))")
        }
    }
}

extension YAMLNode: Equatable {
    /// Nodes are equal when their content is, wherever they were read; `1` is not `'1'`.
    public static func == (a: YAMLNode, b: YAMLNode) -> Bool {
        switch (a.content, b.content) {
        case (.scalar(let x, _), .scalar(let y, _)): x == y && a.isString == b.isString
        case (.sequence(let x), .sequence(let y)): x == y
        case (.mapping(let x), .mapping(let y)): x.elementsEqual(y) { $0.key == $1.key && $0.value == $1.value }
        default: false
        }
    }
}

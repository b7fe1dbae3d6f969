extension YAMLNode {
    /// Null.
    public static let null = YAMLNode(.scalar("null", isQuoted: false))

    /// Text, whatever it looks like.
    public init(_ text: String) { self.init(.scalar(text, isQuoted: true)) }

    /// A number, written with the fewest digits that read back as the same value.
    public init(_ value: Double) { self.init(.scalar(YAMLNode.text(of: value), isQuoted: false)) }

    /// An integer.
    public init(_ value: Int) { self.init(.scalar(String(value), isQuoted: false)) }

    /// A logical value.
    public init(_ value: Bool) { self.init(.scalar(value ? "true" : "false", isQuoted: false)) }

    /// A list.
    public init(_ items: [YAMLNode]) { self.init(.sequence(items)) }

    /// A list of texts.
    public init(_ items: [String]) { self.init(items.map { YAMLNode($0) }) }

    /// A list of numbers.
    public init(_ items: [Double]) { self.init(items.map { YAMLNode($0) }) }

    /// A mapping with its keys in this order.
    public init(_ pairs: [(String, YAMLNode)]) { self.init(.mapping(pairs.map { (YAMLNode($0.0), $0.1) })) }

    /// Text, or null.
    public init(_ text: String?) { self = text.map { YAMLNode($0) } ?? .null }

    /// A number, or null.
    public init(_ value: Double?) { self = value.map { YAMLNode($0) } ?? .null }

    /// As YAML 1.1 needs it: with a point, and a sign in the exponent.
    static func text(of value: Double) -> String {
        if value.isNaN { return ".nan" }
        if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
        let text = "\(value)"
        guard let exponent = text.firstIndex(of: "e"), !text[..<exponent].contains(".") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }
}

extension YAMLNode: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Text.
    public init(stringLiteral value: String) { self.init(value) }
    /// A number.
    public init(floatLiteral value: Double) { self.init(value) }
    /// An integer.
    public init(integerLiteral value: Int) { self.init(value) }
    /// A logical value.
    public init(booleanLiteral value: Bool) { self.init(value) }
    /// A list.
    public init(arrayLiteral elements: YAMLNode...) { self.init(elements) }
    /// A mapping with its keys in the order of the literal.
    public init(dictionaryLiteral elements: (String, YAMLNode)...) { self.init(elements) }
}

/// Section `comparison`: what a fit of instruments is compared with; not in Gammapy.
public struct ComparisonConfig: Sendable, Equatable {
    /// Values of the parameters for one instrument, or for all of them.
    public struct Row: Sendable, Hashable {
        /// A value with its error.
        public struct Value: Sendable, Hashable {
            /// Name of a parameter, or of a formula of one.
            public var name: String
            /// In the parameter's own unit.
            public var value: Double
            /// Its error; nil where none is known.
            public var error: Double?

            /// Makes a value.
            public init(_ name: String, _ value: Double, error: Double? = nil) {
                self.name = name
                self.value = value
                self.error = error
            }
        }

        /// Name of an instrument, or `joint`.
        public var name: String
        /// Where the numbers are from; nil: as ``ComparisonConfig/source``.
        public var source: String?
        /// The values.
        public var values: [Value]

        /// Makes a row.
        public init(name: String, source: String? = nil, values: [Value]) {
            self.name = name
            self.source = source
            self.values = values
        }
    }

    /// Where the numbers are from.
    public var source: String?
    /// Name of the model whose parameters they are; nil: the only source.
    public var model: String?
    /// What the publication states in place of a parameter: name → formula.
    public var formulas: ParameterFormulas?
    /// The numbers.
    public var values: [Row]?
}

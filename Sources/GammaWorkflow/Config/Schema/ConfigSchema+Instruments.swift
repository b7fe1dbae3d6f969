import GammaCore

extension ConfigSchema {
    /// The list of instruments, which is read by a reader of its own, and what they are compared with.
    static let instruments: [ConfigKey] = [
        ConfigKey(
            path: "instruments", kind: "list of instruments", schema: .object([("type", .string("array"))]),
            text:
                "Instruments that are fitted together, each with a name and observations, datasets (what they leave out is as "
                + "above), or files of reduced data, or fermi with events, exposure, psf and off_ring; stack, fit_range.",
            example: "[{name: magic, observations: {datastore: magic}}, {name: fermi, files: fermi/pha_*.fits}]",
            isDetail: true,
            read: { node, config in
                var reader = ConfigReader(file: config.file, options: .init(), notices: Notices())
                reader.config = config
                reader.readInstruments(node)
                if let fault = reader.sortedFaults.first { throw fault }
                config = reader.config
            },
            node: \.instrumentsNode),
        .detail(
            "comparison.source", \.comparison.source, "Where the numbers are from.",
            example: "Nigro et al. 2019"),
        .detail(
            "comparison.model", \.comparison.model, "Model whose parameters they are; the only source.", example: "crab"
        ),
        .detail(
            "comparison.formulas", \.comparison.formulas,
            "Names for a parameter times or over constants, where that is what was published.",
            example: "{beta_log10: beta * ln(10)}"),
        .detail(
            "comparison.values", \.comparison.values,
            "For each instrument, or joint for all: parameters with [value, error] in their own units.",
            example: "[{name: joint, alpha: [2.505, 0.026], beta_log10: [0.236, 0.025]}]"),
    ]
}

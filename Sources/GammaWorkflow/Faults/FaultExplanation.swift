import GammaCore

/// What a kind of fault means, where it usually comes from, and what helps.
public struct FaultExplanation: Sendable, Equatable {
    /// What is wrong, in one or two sentences.
    public var meaning: String
    /// Where it usually comes from.
    public var causes: [String]
    /// What helps.
    public var remedies: [String]

    /// The explanation for a terminal.
    public func text(of code: Fault.Code) -> String {
        "\(code.rawValue)\n\n\(meaning)\n\nUsual causes\n" + Self.list(causes) + "\nWhat helps\n" + Self.list(remedies)
    }

    /// The explanation as a section of a page.
    public func markdown(of code: Fault.Code) -> String {
        "## \(code.rawValue)\n\n\(meaning)\n\nUsual causes:\n\n" + Self.list(causes, sign: "-") + "\nWhat helps:\n\n"
            + Self.list(remedies, sign: "-")
    }

    private static func list(_ items: [String], sign: String = "  •") -> String {
        items.map { "\(sign) \($0)\n" }.joined()
    }
}

extension Fault.Code {
    /// What this kind of fault means, where it usually comes from, and what helps.
    public var explanation: FaultExplanation {
        switch self {
        case .fileNotFound, .fileUnreadable, .fileUnwritable, .malformed: fileExplanation
        case .missingHDU, .missingColumn, .badColumn, .missingKeyword, .badKeyword, .badUnit: tableExplanation
        case .yamlSyntax, .unknownKey, .missingKey: configurationExplanation
        case .badValue, .incompatible, .noData, .fit, .unsupported, .cancelled: workExplanation
        }
    }

    private var fileExplanation: FaultExplanation {
        switch self {
        case .fileNotFound:
            FaultExplanation(
                meaning: "A file or folder that was named is not there.",
                causes: [
                    "a path relative to another folder than the one the command runs in",
                    "a variable such as $GAMMAKIT_DATA that is not set",
                    "an archive of which a part was moved or not downloaded",
                ],
                remedies: [
                    "look at the name that the message proposes",
                    "gammakit info FOLDER lists what an archive has, gammakit download gets public data",
                ])
        case .fileUnreadable:
            FaultExplanation(
                meaning: "A file is there but cannot be opened or read.",
                causes: ["no permission", "a folder where a file is meant", "a network disk that went away"],
                remedies: ["check owner and permissions with ls -l", "copy the file to a local disk"])
        case .fileUnwritable:
            FaultExplanation(
                meaning:
                    "A result cannot be written. Files are replaced as a whole: what was there before is untouched.",
                causes: ["no permission to write to the folder", "a full disk", "a file where a folder is to be made"],
                remedies: ["choose another folder with --output", "make room on the disk"])
        default:
            FaultExplanation(
                meaning:
                    "A file breaks the rules of its format (FITS, gzip, ECSV, JSON), at the place that the message tells.",
                causes: [
                    "a download that ended early", "a file that was edited by hand",
                    "another kind of file under this name",
                ],
                remedies: [
                    "get the file again and compare its checksum",
                    "gammakit check FILE tells everything that is wrong with it",
                ])
        }
    }

    private var tableExplanation: FaultExplanation {
        switch self {
        case .missingHDU:
            FaultExplanation(
                meaning: "A FITS file lacks a part that must be there, such as EVENTS, GTI or a response.",
                causes: ["another format or version than GADF 0.2 or 0.3", "an index that points to another HDU"],
                remedies: [
                    "gammakit info FILE lists its parts",
                    "leave out what needs the part: point-like data have no PSF, for instance",
                ])
        case .missingColumn:
            FaultExplanation(
                meaning: "A table lacks a column that must be there.",
                causes: ["another format than the one expected", "a column under another name"],
                remedies: [
                    "look at the names that the message lists", "gammakit check FILE tells all columns that lack",
                ])
        case .badColumn:
            FaultExplanation(
                meaning: "A column has another type or shape than its meaning asks for.",
                causes: ["text where numbers are meant", "a response whose axes come in another order"],
                remedies: [
                    "compare the file with the format's description", "write it again with the tool that made it",
                ])
        case .missingKeyword:
            FaultExplanation(
                meaning: "A header lacks a keyword that must be there.",
                causes: ["headers that were dropped when a table was copied", "an older version of a format"],
                remedies: [
                    "add the keyword with the unit that the format asks for", "gammakit check FILE lists all that lack",
                ])
        case .badKeyword:
            FaultExplanation(
                meaning: "A keyword is there but its value cannot be used.",
                causes: ["text where a number is meant", "a value that is not one of those the format knows"],
                remedies: ["correct the value; the message tells what is possible"])
        default:
            FaultExplanation(
                meaning: "A unit cannot be read, or is of another kind than needed: a length where an energy is meant.",
                causes: [
                    "a typing error", "a number without unit in a configuration",
                    "units of older tools, such as ph/cm2/s/TeV",
                ],
                remedies: [
                    "write units as in FITS: TeV, cm-2 s-1 TeV-1, deg, s",
                    "the message names the nearest unit that is known",
                ])
        }
    }

    private var configurationExplanation: FaultExplanation {
        switch self {
        case .yamlSyntax:
            FaultExplanation(
                meaning: "A YAML file does not parse at the line and column of the message.",
                causes: [
                    "a tab in the indentation", "a bracket or quote that is not closed",
                    "a missing blank after a colon",
                ],
                remedies: [
                    "look at the line and the one above it", "indent with blanks, the same number for each level",
                ])
        case .unknownKey:
            FaultExplanation(
                meaning: "A configuration or model file has a key that means nothing there.",
                causes: ["a typing error", "a key at another level than it belongs to"],
                remedies: [
                    "take the nearest name that the message proposes",
                    "gammakit config docs lists every key, gammakit config init writes a commented file",
                ])
        default:
            FaultExplanation(
                meaning: "A key that must be there is not.",
                causes: ["a section that was begun but not filled", "a model without type"],
                remedies: ["add the key that the message names", "gammakit config docs tells what it takes"])
        }
    }

    private var workExplanation: FaultExplanation {
        switch self {
        case .badValue:
            FaultExplanation(
                meaning: "A value is of the wrong kind or outside what is possible.",
                causes: [
                    "a negative size or width", "energies in the wrong order", "NaN in a map that is to be fitted",
                ],
                remedies: ["the message tells what was found and what is expected"])
        case .incompatible:
            FaultExplanation(
                meaning: "Two inputs are fine by themselves but do not fit together.",
                causes: [
                    "maps on different images or with different energies", "a model without shape for a map",
                    "a background model for a dataset without background",
                ],
                remedies: ["make all maps on one geometry", "name the datasets that a model is for (datasets_names)"])
        case .noData:
            FaultExplanation(
                meaning: "Nothing is left to work on.",
                causes: [
                    "a selection that no run meets", "masks and energy ranges that exclude all bins",
                    "a region outside the field of view",
                ],
                remedies: [
                    "gammakit info lists runs and datasets with their masks",
                    "widen the safe mask or the fit range step by step",
                ])
        case .fit:
            FaultExplanation(
                meaning:
                    "A fit cannot start or go on. One that ends without a minimum is no fault: its outcome says so.",
                causes: [
                    "no free parameter", "a start at which the statistic is not a number", "limits in the wrong order",
                ],
                remedies: [
                    "look at start values and limits in the model file", "free what is to be fitted (frozen: false)",
                ])
        case .unsupported:
            FaultExplanation(
                meaning: "Something that could be asked for is not there.",
                causes: ["a feature of a format that no public data use", "a model of another tool"],
                remedies: ["the message tells what can be done instead", "tell us what you need it for"])
        default:
            FaultExplanation(
                meaning: "The work was stopped on request.", causes: ["Ctrl-C, or a callback that said so"],
                remedies: ["start again; finished files are whole"])
        }
    }
}

import Foundation
import GammaCore
import GammaIO
import GammaNumerics

extension FITSHeader {
    /// The first card of that name, without regard to case: FITS has upper case where ECSV keeps what was written.
    func card(named name: String) -> Card? { cards.first { $0.keyword.lowercased() == name.lowercased() } }

    func text(named name: String) -> String? { card(named: name).flatMap { string($0.keyword) } }

    func number(named name: String) -> Double? { card(named: name).flatMap { double($0.keyword) } }
}

extension FluxMetadata {
    /// The metadata of a file.
    init(_ table: Table, type: SEDType) {
        let header = table.header
        self.init(sedType: type)
        nSigma = header.number(named: "n_sigma") ?? 1
        nSigmaUL = header.number(named: "n_sigma_ul") ?? header.number(named: "UL_CONF").flatMap(Self.sigmas)
        nSigmaSensitivity = header.number(named: "n_sigma_sensitivity") ?? 5
        sqrtTSThresholdUL = header.number(named: "sqrt_ts_threshold_ul") ?? 2
        source = header.text(named: "source") ?? ""
        datasetNames = (header.text(named: "datasets")?.split(separator: ",").map(String.init)) ?? []
        extraCards = header.cards.filter { !Self.known.contains($0.keyword.lowercased()) }
    }

    /// The cards of a file in which fluxes have the given type.
    func cards(type: SEDType) -> [FITSHeader.Card] {
        var cards: [FITSHeader.Card] = [.init("SED_TYPE", .string(type.rawValue), comment: "form of the fluxes")]
        if let nSigmaUL {
            let confidence = (1e7 * erf(nSigmaUL / 2.0.squareRoot())).rounded() / 1e7
            cards.append(.init("UL_CONF", .double(confidence), comment: "confidence of upper limits"))
            cards.append(.init("n_sigma_ul", Self.value(nSigmaUL)))
        }
        cards.append(.init("n_sigma", Self.value(nSigma)))
        cards.append(.init("n_sigma_sensitivity", Self.value(nSigmaSensitivity)))
        cards.append(.init("sqrt_ts_threshold_ul", Self.value(sqrtTSThresholdUL)))
        if !source.isEmpty { cards.append(.init("source", .string(source))) }
        if !datasetNames.isEmpty { cards.append(.init("datasets", .string(datasetNames.joined(separator: ",")))) }
        return cards + extraCards
    }

    private static func value(_ number: Double) -> FITSHeader.Value {
        Int(exactly: number).map { .int($0) } ?? .double(number)
    }

    /// Standard deviations of a two-sided confidence level; files give it with seven digits, so 0.1 is near enough.
    private static func sigmas(confidence: Double) -> Double? {
        guard confidence > 0, confidence < 1 else { return nil }
        let sigmas = Special.normalSurvivalQuantile(0.5 * (1 - confidence))
        let rounded = (sigmas * 10).rounded() / 10
        return abs(sigmas - rounded) < 1e-3 ? rounded : sigmas
    }

    private static let known: Set<String> = [
        "sed_type", "ul_conf", "n_sigma", "n_sigma_ul", "n_sigma_sensitivity", "sqrt_ts_threshold_ul", "sed_type_init",
        "source", "datasets", "mjdrefi", "mjdreff", "timesys", "timeunit", "__serialized_columns__",
    ]
}

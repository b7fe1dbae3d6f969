import GammaCore

extension FluxVariability {
    /// All measures as a table for the terminal; those that cannot be told show a dash.
    public func textTable(title: String = "Variability") -> TextTable {
        var table = TextTable(
            [
                .init("measure", alignment: .left), .init("value", alignment: .plusMinus),
                .init("unit", alignment: .left),
            ],
            title: title)
        func row(_ name: String, _ value: String?, _ unit: String = "") { table.append([name, value ?? "–", unit]) }
        row("fluxes used", String(count))
        row("fractional variability", fractional.map { ValueFormat.value($0.fvar, error: $0.fvarError) })
        row("from point to point", pointToPoint.map { ValueFormat.value($0.fvar, error: $0.fvarError) })
        row("χ² of a constant", constancy.map { "\(ValueFormat.number($0.chi2)) for \($0.degreesOfFreedom)" })
        row("chance probability", constancy.map { ValueFormat.number($0.pValue, digits: 2) })
        row("shortest doubling", doublingTime.map { ValueFormat.value($0.seconds, error: $0.error) }, "s")
        row("shortest halving", halvingTime.map { ValueFormat.value($0.seconds, error: $0.error) }, "s")
        return table
    }
}

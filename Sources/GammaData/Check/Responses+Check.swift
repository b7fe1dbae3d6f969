import Foundation
import GammaCore

extension InstrumentResponse {
    /// Looks for missing class keywords and for values that cannot be: negative areas, distributions that are not
    /// normalised, gaps and jumps.
    public func check() -> [CheckFinding] {
        var report = CheckReport(origin: header.origin)
        for keyword in ["HDUCLASS", "HDUCLAS1", "HDUCLAS2", "HDUCLAS3", "HDUCLAS4"] where header[keyword] == nil {
            report.add(.warning, "keyword \(keyword) is missing", keyword: keyword)
        }
        switch self {
        case let area as EffectiveArea2D: area.checkValues(&report)
        case let dispersion as EnergyDispersion2D: dispersion.checkValues(&report)
        case let spread as any PointSpreadFunction: spread.checkValues(&report)
        case let background as any BackgroundModel: background.checkValues(&report)
        case let cut as RadMax2D:
            report.require({ $0 > 0 && $0 <= 180 }, of: cut.values, column: "RAD_MAX", .error, "no radii")
        default: break
        }
        return report.findings
    }
}

extension EffectiveArea2D {
    fileprivate func checkValues(_ report: inout CheckReport) {
        report.requireNotNegative(values, column: "EFFAREA")
        // 10^13 cm² are 1000 km²: no array is larger.
        report.require({ !($0 > 1e13) }, of: values, column: "EFFAREA", .error, "larger than 1e13 cm²")
        if !values.contains(where: { $0 > 0 }) { report.add(.error, "the area is zero everywhere", column: "EFFAREA") }
        for o in 0..<offset.count {
            let column = (0..<energyTrue.count).map { values[$0 * offset.count + o] }
            guard let first = column.firstIndex(where: { $0 > 0 }), let last = column.lastIndex(where: { $0 > 0 })
            else {
                continue
            }
            if let gap = (first...last).first(where: { column[$0] <= 0 }) {
                report.add(
                    .warning, "the area is zero between energies with area, from \(energyTrue.centres[gap]) TeV",
                    column: "EFFAREA")
            }
            let jumps = (first..<last).dropFirst().filter { e in
                let (below, above) = (column[e - 1], column[e + 1])
                return column[e] > 0 && below > 0
                    && (column[e] > 1e3 * max(below, above) || column[e] < 1e-3 * min(below, above))
            }
            if let jump = jumps.first {
                report.add(
                    .warning,
                    "the area at \(energyTrue.centres[jump]) TeV is 10^3 times that of its neighbours, or less",
                    column: "EFFAREA")
            }
        }
    }
}

extension EnergyDispersion2D {
    fileprivate func checkValues(_ report: inout CheckReport) {
        report.requireNotNegative(values, column: "MATRIX")
        let widths = migra.widths
        var bad = 0
        var defined = 0
        for e in 0..<energyTrue.count {
            for o in 0..<offset.count {
                var sum = 0.0
                for m in widths.indices { sum += values[(e * widths.count + m) * offset.count + o] * widths[m] }
                guard sum != 0 else { continue }
                defined += 1
                if !(abs(sum - 1) <= 0.05) { bad += 1 }
            }
        }
        if defined == 0 { report.add(.error, "the dispersion is zero everywhere", column: "MATRIX") }
        guard bad > 0 else { return }
        report.add(
            .warning, "\(bad) of \(defined) distributions do not sum to 1 within 5 %; they are normalised when used",
            column: "MATRIX")
    }
}

extension PointSpreadFunction {
    fileprivate func checkValues(_ report: inout CheckReport) {
        if let table = self as? PSFTable {
            report.requireNotNegative(table.values, column: "RPSF")
        }
        // Parametric functions are checked where they are all but complete: far outside any response.
        let radius = self is PSFTable ? radEdges.last ?? 0 : 180
        var bad = 0
        var defined = 0
        for offset in offset.centres {
            for value in containment(radius: radius, energies: energyTrue.centres, offset: offset) where value != 0 {
                defined += 1
                if !(abs(value - 1) <= 0.02) { bad += 1 }
            }
        }
        if defined == 0 { report.add(.error, "the point spread function is zero everywhere") }
        guard bad > 0 else { return }
        report.add(
            bad * 2 > defined ? .error : .warning, "\(bad) of \(defined) distributions do not contain 1 within 2 %")
    }
}

extension BackgroundModel {
    fileprivate func checkValues(_ report: inout CheckReport) {
        let rates = (self as? Background3D)?.values ?? (self as? Background2D)?.values ?? []
        report.requireNotNegative(rates, column: "BKG")
        if !rates.contains(where: { $0 > 0 }) { report.add(.error, "the background is zero everywhere", column: "BKG") }
        let plane = rates.count / max(energy.count, 1)
        for e in 0..<energy.count {
            checkGap(e, rates, plane, &report)
            let positive = rates[e * plane..<(e + 1) * plane].filter { $0 > 0 }.sorted()
            guard let largest = positive.last, positive.count > 2 else { continue }
            if largest > 1e5 * positive[positive.count / 2] {
                report.add(
                    .warning, "the rate at \(energy.centres[e]) TeV is more than 10^5 times its median somewhere",
                    column: "BKG")
            }
        }
    }

    /// Looks for field-of-view bins without rate where the neighbouring energies have one nearly everywhere.
    private func checkGap(_ e: Int, _ rates: [Double], _ plane: Int, _ report: inout CheckReport) {
        guard e > 0, e + 1 < energy.count else { return }
        var defined = 0
        var empty = 0
        for p in 0..<plane where rates[(e - 1) * plane + p] > 0 && rates[(e + 1) * plane + p] > 0 {
            defined += 1
            if !(rates[e * plane + p] > 0) { empty += 1 }
        }
        guard defined * 2 > plane, empty * 10 > defined else { return }
        report.add(
            .warning,
            "the rate at \(energy.centres[e]) TeV is zero in \(empty) bins that have one at the neighbouring energies",
            column: "BKG")
    }
}

import Foundation
import GammaNumerics

/// Energies at which a particle distribution is taken: equal panels in ln E with four Gauss–Legendre nodes each.
///
/// Within a panel the distribution is the cubic through its nodes. A kernel is integrated against these cubics, so that a
/// flux is a row of weights times the values at the nodes. As the nodes are those of Gauss, what the cubic misses is
/// orthogonal to all cubics, and enters only where the kernel is no cubic either: to the eighth power of the width where
/// both are smooth.
struct PanelGrid: Sendable {
    /// Nodes a panel.
    static let order = 4
    /// Panels a decade: a flux changes by less than 10⁻⁶ with twice as many.
    static let panelsPerDecade = 12.0

    /// ln of the lowest energy in TeV.
    let start: Double
    /// ln of the ratio of the ends of a panel.
    let width: Double
    let panelCount: Int
    /// ln of the energies in TeV, panel after panel.
    let logs: [Double]
    /// The energies in TeV.
    let energies: [Double]
    /// dE of each node.
    let weights: [Double]

    init(range: ClosedRange<Double>) {
        start = log(range.lowerBound)
        let length = log(range.upperBound) - start
        panelCount = max(1, Int((length / log(10) * Self.panelsPerDecade).rounded(.up)))
        width = length / Double(panelCount)
        var logs: [Double] = []
        var weights: [Double] = []
        for panel in 0..<panelCount {
            for k in 0..<Self.order {
                let node = start + width * (Double(panel) + (1 + GaussPanel.nodes[k]) / 2)
                logs.append(node)
                weights.append(GaussPanel.weights[k] * width / 2 * exp(node))
            }
        }
        self.logs = logs
        self.weights = weights
        energies = VectorMath.exp(logs)
    }

    /// Number of nodes.
    var count: Int { logs.count }

    /// ln of the highest energy in TeV.
    var end: Double { start + width * Double(panelCount) }

    /// Lowest and highest energy in TeV.
    var range: ClosedRange<Double> { exp(start)...exp(end) }

    /// The values at the nodes. In the panel with the kink of the formula they are those of the cubic nearest to it, so that
    /// fluxes change smoothly with the energy of a break.
    func values(_ formula: ParticleFormula) -> [Double] {
        var values = formula.values(logs)
        if let kinked = KinkedPanel(self, formula.kink) { kinked.project(formula.values(kinked.logs), &values) }
        return values
    }

    /// The values at the nodes and their derivatives, one row a parameter.
    func valuesWithSlopes(_ formula: ParticleFormula) -> (values: [Double], slopes: [[Double]]) {
        var (values, slopes) = formula.valuesWithSlopes(logs)
        if let kinked = KinkedPanel(self, formula.kink) {
            let (fine, fineSlopes) = formula.valuesWithSlopes(kinked.logs)
            kinked.project(fine, &values)
            for row in slopes.indices { kinked.project(fineSlopes[row], &slopes[row]) }
        }
        return (values, slopes)
    }
}

/// The panel in which a formula changes: the distribution on either side, and the cubic nearest to it.
private struct KinkedPanel {
    let panel: Int
    let logs: [Double]
    private let bases: [SIMD4<Double>]

    init?(_ grid: PanelGrid, _ kink: Double?) {
        guard let kink, kink > grid.start, kink < grid.end else { return nil }
        panel = min(Int((kink - grid.start) / grid.width), grid.panelCount - 1)
        let lower = grid.start + Double(panel) * grid.width
        let place = min(max(2 * (kink - lower) / grid.width - 1, -1), 1)
        var logs: [Double] = []
        var bases: [SIMD4<Double>] = []
        let (nodes, weights) = (Self.rule.nodes, Self.rule.weights)
        for (a, b) in [(-1, place), (place, 1)] {
            for k in nodes.indices {
                let t = a + (b - a) * (1 + nodes[k]) / 2
                logs.append(lower + grid.width * (1 + t) / 2)
                bases.append(GaussPanel.basis(t) * (weights[k] * (b - a) / 2))
            }
        }
        self.logs = logs
        self.bases = bases
    }

    private static let rule = Quadrature.gaussLegendre(6)

    /// Replaces the values of the panel: the cubics are orthogonal, with the weights as their norms.
    func project(_ fine: [Double], _ values: inout [Double]) {
        var sum = SIMD4<Double>()
        for k in fine.indices { sum += bases[k] * fine[k] }
        for k in 0..<PanelGrid.order { values[panel * PanelGrid.order + k] = sum[k] / GaussPanel.weights[k] }
    }
}

import Foundation
import GammaNumerics

/// A place at which a kernel is taken when it is integrated over the energy of the particles.
struct KernelPoint {
    /// Energy of the particle in TeV.
    let energy: Double
    /// ln(E/E₁ − 1) with E₁ the lowest energy that contributes.
    let logExcess: Double
    /// dE.
    let weight: Double
    let panel: Int
    /// The panel's four cubics at this place.
    let basis: SIMD4<Double>
    /// Whether the place is one of the nodes of the grid; from the first on, all are.
    let isNode: Bool
}

extension PanelGrid {
    /// Places from the lowest energy `threshold` in TeV on, dense towards it: pieces that are equal in ln(E/E₁ − 1), in which
    /// kernels are smooth up to their edge. Far from it, where this is ln E, they are the nodes of the grid.
    /// - Parameters:
    ///   - splits: energies in TeV at which the kernel jumps.
    ///   - depth: ln(E/E₁ − 1) at which the places begin.
    func points(from threshold: Double, splits: [Double] = [], depth: Double) -> [KernelPoint] {
        let edge = log(threshold)
        guard edge.isFinite, edge < end else { return [] }
        let cuts = splits.map { log($0) }.sorted()
        var points: [KernelPoint] = []
        points.reserveCapacity(count + 64)
        let smooth = firstPanel(above: max(edge, cuts.last ?? edge) + Self.nearEdge)
        for panel in max(0, Int((edge - start) / width))..<smooth {
            let lower = max(start + Double(panel) * width, edge)
            let upper = start + Double(panel + 1) * width
            guard upper > lower else { continue }
            let inner = cuts.filter { $0 > lower && $0 < upper }
            var from = lower
            for to in inner + [upper] {
                append(panel, from, to, edge, threshold, depth, &points)
                from = to
            }
        }
        for panel in smooth..<panelCount { appendNodes(panel, threshold, &points) }
        return points
    }

    /// How far in ln E from its edge or a jump a kernel is as smooth as the particles are: a factor of two, four panels.
    private static let nearEdge = log(2.0)

    /// The first panel that begins above a place in ln E.
    private func firstPanel(above place: Double) -> Int {
        min(max(0, Int(((place - start) / width).rounded(.up))), panelCount)
    }

    private func appendNodes(_ panel: Int, _ threshold: Double, _ points: inout [KernelPoint]) {
        for k in 0..<Self.order {
            let node = panel * Self.order + k
            var basis = SIMD4<Double>()
            basis[k] = 1
            points.append(
                KernelPoint(
                    energy: energies[node], logExcess: log(energies[node] / threshold - 1), weight: weights[node],
                    panel: panel, basis: basis, isNode: true))
        }
    }

    /// The widest piece in ln(E/E₁ − 1) with four places.
    private static let widestPiece = 0.4

    private func append(
        _ panel: Int, _ from: Double, _ to: Double, _ edge: Double, _ threshold: Double, _ depth: Double,
        _ points: inout [KernelPoint]
    ) {
        let first = from > edge ? max(log(expm1(from - edge)), depth) : depth
        let last = log(expm1(to - edge))
        guard last > first else { return }
        let pieces = max(1, Int(((last - first) / Self.widestPiece).rounded(.up)))
        let step = (last - first) / Double(pieces)
        let middle = start + (Double(panel) + 0.5) * width
        for piece in 0..<pieces {
            for k in 0..<4 {
                let s = first + step * (Double(piece) + (1 + GaussPanel.nodes[k]) / 2)
                let excess = exp(s)
                let place = (edge + log1p(excess) - middle) * 2 / width
                points.append(
                    KernelPoint(
                        energy: threshold * (1 + excess), logExcess: s,
                        weight: GaussPanel.weights[k] * step / 2 * threshold * excess, panel: panel,
                        basis: GaussPanel.basis(place), isNode: false))
            }
        }
    }

    /// Weights of the nodes for ∫ kernel · dN/dE dE, from the kernel at each point.
    func row(_ points: [KernelPoint], _ kernel: (KernelPoint) -> Double) -> [Double] {
        var row = [SIMD4<Double>](repeating: SIMD4(), count: panelCount)
        for point in points { row[point.panel] += point.basis * (point.weight * kernel(point)) }
        return KernelMatrix.row(row)
    }
}

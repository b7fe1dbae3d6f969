import GammaNumerics

/// Nodes, weights and cubics of the Gauss–Legendre rule on −1…1.
enum GaussPanel {
    static let nodes = Quadrature.gaussLegendre(PanelGrid.order).nodes
    static let weights = Quadrature.gaussLegendre(PanelGrid.order).weights

    /// The cubics that are one at a node and zero at the others, w Σ (2m+1)/2 P_m(node) P_m(t), as columns of P_m.
    private static let columns: [SIMD4<Double>] = (0..<4).map { m in
        var column = SIMD4<Double>()
        for k in 0..<4 { column[k] = weights[k] * (Double(m) + 0.5) * legendre(nodes[k])[m] }
        return column
    }
    private static let (c0, c1, c2, c3) = (columns[0], columns[1], columns[2], columns[3])

    /// The four cubics at a place between −1 and 1.
    static func basis(_ t: Double) -> SIMD4<Double> {
        let p = legendre(t)
        return c0 + c1 * p[1] + c2 * p[2] + c3 * p[3]
    }

    private static func legendre(_ t: Double) -> SIMD4<Double> {
        let square = t * t
        return SIMD4(1, t, (3 * square - 1) / 2, t * (5 * square - 3) / 2)
    }
}

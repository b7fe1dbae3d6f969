/// The Gauss–Kronrod rule with 7 and 15 nodes (Piessens et al. 1983, QUADPACK) on one interval.
struct GaussKronrod {
    var a: Double
    var b: Double
    var value: Double
    var error: Double

    static func apply(_ a: Double, _ b: Double, _ f: (Double) throws -> Double) rethrows -> GaussKronrod {
        let centre = 0.5 * (a + b)
        let half = 0.5 * (b - a)
        let middle = try f(centre)
        var kronrod = middle * kronrodWeights[7]
        var gauss = middle * gaussWeights[3]
        for i in 0..<7 {
            let sum = try f(centre - half * nodes[i]) + f(centre + half * nodes[i])
            kronrod += kronrodWeights[i] * sum
            if i % 2 == 1 { gauss += gaussWeights[i / 2] * sum }
        }
        return GaussKronrod(a: a, b: b, value: kronrod * half, error: abs((kronrod - gauss) * half))
    }

    private static let nodes = [
        0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
        0.741531185599394439863864773280788, 0.586087235467691130294144691693002, 0.405845151377397166906606412076961,
        0.207784955007898467600689403773245,
    ]
    private static let kronrodWeights = [
        0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
        0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
        0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
    ]
    private static let gaussWeights = [
        0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975,
        0.417959183673469387755102040816327,
    ]
}

import Foundation
import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

/// Expected values: `ScaledRegularGridInterpolator` of Gammapy 2.1 (`fill_value=None`), the same nodes and values.
@Suite struct RegularGridTests {
    private let energies = [0.1, 0.5, 2, 20]
    private let offsets = [0, 0.5, 1.5]
    private let query: [[Double]] = [[0.05, 0.1, 0.3, 3, 100], [-0.2, 0.25, 0.5, 1, 2]]
    private var values: [Double] {
        (0..<12).map { $0 == 4 ? 0 : pow(Double($0), 1.5) + 0.25 }
    }

    private func grid(_ scale: AxisScale, method: RegularGrid.Method = .linear) throws -> RegularGrid {
        try RegularGrid(
            axes: [(energies, .log), (offsets, .linear)], values: values, valueScale: scale, method: method)
    }

    /// Off-grid corners leave the range of doubles in logarithm by hundreds of decades: 2e-13 there.
    @Test func agreesWithGammapy() throws {
        for (scale, expected) in [(AxisScale.linear, Self.linear), (.log, Self.log), (.sqrt, Self.sqrt)] {
            expectClose(
                try grid(scale).evaluate(grid: query), expected, relative: 5e-13, absolute: 1e-15, scale.rawValue)
        }
        expectClose(try grid(.linear, method: .nearest).evaluate(grid: query), Self.nearest, relative: 1e-15)
    }

    @Test func pointsAndGridAgree() throws {
        for scale in AxisScale.allCases {
            let grid = try grid(scale)
            let bulk = grid.evaluate(grid: query)
            for (i, e) in query[0].enumerated() {
                for (j, t) in query[1].enumerated() {
                    expectClose(grid([e, t]), bulk[i * 5 + j], relative: 3e-13, absolute: 1e-15)
                }
            }
        }
    }

    /// Any function that is linear in each scaled coordinate is reproduced, inside and outside.
    @Test func reproducesMultilinearFunctions() {
        forAll(seed: 31, count: 100) { random in
            let coefficients = (0..<8).map { _ in random.uniform() }
            func f(_ x: Double, _ y: Double, _ z: Double) -> Double {
                let (u, v) = (Foundation.log(x), y.squareRoot())
                let c = coefficients
                return 20 + c[0] + c[1] * u + c[2] * v + c[3] * z + c[4] * u * v + c[5] * u * z + c[6] * v * z
                    + c[7] * u * v * z
            }
            func nodes(_ low: Double, _ high: Double) -> [Double] {
                (0..<Int(2 + 4 * random.uniform())).map { _ in low + (high - low) * random.uniform() }.sorted()
            }
            let axes = [nodes(0.1, 10), nodes(0, 4), nodes(-1, 1)]
            let values = axes[0].flatMap { x in axes[1].flatMap { y in axes[2].map { f(x, y, $0) } } }
            guard
                let grid = try? RegularGrid(
                    axes: [(axes[0], .log), (axes[1], .sqrt), (axes[2], .linear)], values: values)
            else { return }
            let points = [nodes(0.2, 8), nodes(0.1, 3.5), nodes(-1, 1)]
            let expected = points[0].flatMap { x in points[1].flatMap { y in points[2].map { max(f(x, y, $0), 0) } } }
            // Nodes may lie close together, which amplifies rounding in extrapolation.
            let smallest = axes.map { zip($0, $0.dropFirst()).map { $1 - $0 }.min() ?? 1 }.min() ?? 1
            expectClose(grid.evaluate(grid: points), expected, relative: 0, absolute: 1e-11 / pow(smallest, 3))
        }
    }

    @Test func singleNodeIsConstantAndNodesAreExact() throws {
        let flat = try RegularGrid(axes: [([3], .log), ([1, 2], .linear)], values: [5, 7])
        expectClose(flat.evaluate(grid: [[0.1, 100], [1, 1.5, 2, 3]]), [5, 6, 7, 9, 5, 6, 7, 9], relative: 1e-15)
        let point = try RegularGrid(axes: [([3], .linear)], values: [-4], clipsNegative: false)
        #expect(point([77]) == -4)
        let nodes = try RegularGrid(axes: [([0.1, 0.7, 0.9], .log)], values: [0.3, .nan, 0.1])
        #expect(nodes([0.1]) == 0.3)
        #expect(nodes([0.9]) == 0.1)
        #expect(nodes([0.8]).isNaN)
        #expect(nodes([.nan]).isNaN)
    }

    @Test func zeroSurvivesTheLogarithmicScale() throws {
        for tiny in [Double.leastNormalMagnitude, AxisScale.tinyFloat] {
            let grid = try RegularGrid(axes: [([1, 2], .linear)], values: [0, 1], valueScale: .log, tiny: tiny)
            #expect(grid([1]) == 0)
            expectClose(grid([1.5]), tiny.squareRoot(), relative: 1e-13)
            expectClose(grid([2]), 1, relative: 1e-15)
        }
    }

    @Test func badGridsAreFaults() {
        func make(_ nodes: [Double], _ scale: AxisScale, _ count: Int) throws {
            _ = try RegularGrid(axes: [(nodes, scale)], values: Array(repeating: 1, count: count))
        }
        for (nodes, scale, count) in [
            ([1.0, 1], AxisScale.linear, 2), ([2, 1], .linear, 2), ([1, .nan], .linear, 2), ([], .linear, 0),
            ([1, 2], .linear, 3),
            ([-2, -1], .log, 2), ([1, .infinity], .log, 2),
        ] {
            let fault = #expect(throws: Fault.self) { try make(nodes, scale, count) }
            #expect(fault?.code == .malformed)
        }
    }

    private static let linear = [
        0.0, 0.0, 1.7883456975917413, 0.6348998901731648, 0.0, 0.0, 0.75, 1.25, 2.164213562373095, 3.9926406871192857,
        5.156999260969062, 2.0968340440627125, 0.3967422568925184, 4.5881183846501505, 12.970870640165414,
        15.527760888744211, 19.095449010791278, 21.077497967484092, 23.197369801870938, 27.43711347064464,
        33.7768420673696, 38.440257121389564, 41.03104326251176, 43.72423194214488, 49.11060930141114,
    ]
    private static let log = [
        1.97382618325304e-55, 5.364533554128735e+65, 4.339439783904331e+132, 2.7554753885600077e+66,
        1.1110210220205287e-66, 0.13132639022018838, 0.5590169943749475, 1.25, 1.9616406158959745, 4.831014144782393,
        2.66598067568385e+84, 1.4731934126071254e-105, 1.0596201214136737e-210, 2.826117678445756e-105,
        2.010343786485036e+106, 15.243550900993721, 18.502093590914143, 20.604514657540587, 22.635551904564334,
        27.31797390428419, 39.72609482029742, 43.742925168424684, 46.14745895562595, 48.58164336876241,
        53.841979743001694,
    ]
    private static let sqrt = [
        1.0929486236995545, 0.42890299251048947, 2.5585442672759138, 1.7604856173402221, 0.6105996262215023,
        0.06390096630005884, 0.6545084971874737, 1.2500000000000002, 2.0629270891345346, 4.296500106834967,
        5.3380843655557335, 1.109389872285523, 0.12592353472333528, 2.59137126286528, 16.9711608446402,
        15.37348976235172, 18.7846658190172, 20.827328757798753, 22.904495816763063, 27.35497988570157,
        36.09405143037509, 40.51332047712088, 43.0787190624646, 45.679339932811736, 51.10922618747721,
    ]
    private static let nearest = [
        0.25, 0.25, 1.25, 1.25, 3.0784271247461903, 0.25, 0.25, 1.25, 1.25, 3.0784271247461903, 5.446152422706632,
        5.446152422706632, 0.0, 0.0, 11.430339887498949, 14.946938456699069, 14.946938456699069, 18.770259177452136,
        18.770259177452136, 22.877416997969522, 27.25, 27.25, 31.872776601683793, 31.872776601683793, 36.7328726939094,
    ]
}

import Foundation
import GammaNumerics
import GammaTestSupport
import Testing

@Suite struct RootTests {
    @Test func brentFindsKnownRoots() {
        expectClose(Root.brent(0, 2, tolerance: 0) { $0 * $0 - 2 } ?? .nan, 2.0.squareRoot(), relative: 1e-15)
        expectClose(Root.brent(3, -1, tolerance: 0) { cos($0) - $0 } ?? .nan, 0.7390851332151607, relative: 1e-15)
        expectClose(Root.brent(-10, 10, maxIterations: 200) { pow($0 - 1, 3) } ?? .nan, 1, relative: 1e-5)
        #expect(Root.brent(1, 2) { $0 - 1 } == 1)
        #expect(Root.brent(1, 2) { $0 - 2 } == 2)
    }

    @Test func brentRefusesWhatIsNotBracketed() {
        #expect(Root.brent(0, 1) { $0 + 1 } == nil)
        #expect(Root.brent(0, 1) { _ in .nan } == nil)
        #expect(Root.brent(-1, 1) { $0 < 0 ? -1 : $0 == 1 ? 1 : .nan } == nil)
        #expect(Root.brent(0, 1, maxIterations: 2) { $0 - 0.123456 * exp($0) } == nil)
    }

    @Test func brentOnRandomFunctions() {
        forAll(seed: 61, count: 500) { random in
            let root = 100 * random.normal()
            let steepness = exp(10 * random.normal())
            let a = root - 10 * random.exponential()
            let b = root + 1000 * random.exponential()
            var calls = 0
            let found = Root.brent(a, b, tolerance: 1e-12) {
                calls += 1
                return atan(steepness * ($0 - root)) + 0.1 * ($0 - root)
            }
            expectClose(found ?? .nan, root, relative: 1e-14, absolute: 1e-12)
            #expect(calls < 90)
        }
    }

    @Test func allRootsOfAnInterval() {
        let roots = Root.all(from: 0.5, to: 10) { sin($0) }
        expectClose(roots, [1, 2, 3].map { $0 * Double.pi }, relative: 1e-12)
        #expect(Root.all(from: 1, to: 2) { $0 }.isEmpty)
        // The root lies on a node of the grid.
        expectClose(Root.all(from: 0, to: 1, bins: 4) { $0 - 0.5 }, [0.5], absolute: 1e-12)
        expectClose(Root.all(from: 0.01, to: 100, bins: 10, scale: .log) { log($0) - 1 }, [M_E], relative: 1e-11)
        expectClose(Root.all(from: 0, to: 3, bins: 1) { $0 - 1 }, [1], relative: 1e-11)
    }
}

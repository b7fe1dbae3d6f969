import Foundation
import GammaNumerics
import GammaTestSupport
import Testing

/// Expected values: mpmath 1.4.1 with 60 digits, rounded to double. scipy 1.17 agrees to 1e-14.
@Suite struct SpecialTests {
    @Test func normal() {
        for (x, p) in [
            (-1.0, 0.8413447460685429), (0, 0.5), (1, 0.15865525393145705), (5, 2.866515718791939e-07),
            (10, 7.619853024160525e-24), (30, 4.906713927148187e-198), (-8, 0.9999999999999993),
        ] {
            // x² / 2 is rounded inside: x² ulp.
            expectClose(Special.normalSurvival(x), p, relative: 2e-16 * (2 + x * x))
            expectClose(Special.normalCDF(-x), p, relative: 2e-16 * (2 + x * x))
        }
        for (p, x) in [
            (1e-300, -37.0470962993612), (1e-20, -9.262340089798407), (1e-05, -4.264890793922825),
            (0.02, -2.053748910631823), (0.3, -0.5244005127080408), (0.6, 0.2533471031357997),
            (0.975, 1.9599639845400538), (0.999999, 4.753424308817087),
        ] {
            expectClose(Special.normalQuantile(p), x, relative: 5e-16, absolute: 3e-16)
            expectClose(Special.normalSurvivalQuantile(p), -x, relative: 5e-16, absolute: 3e-16)
        }
        #expect(Special.normalQuantile(0) == -.infinity && Special.normalQuantile(1) == .infinity)
        #expect(Special.normalQuantile(0.5) == 0)
        #expect(
            Special.normalQuantile(-0.1).isNaN && Special.normalQuantile(1.1).isNaN
                && Special.normalQuantile(.nan).isNaN)
    }

    @Test func logGamma() {
        for (x, value) in [
            (1e-10, 23.025850929882736), (0.1, 2.252712651734206), (0.5, 0.5723649429247001),
            (1.5, -0.12078223763524522),
            (10, 12.801827480081469), (100.5, 361.4355404677776), (1e6, 12815504.569147611),
            (1e15, 3.3538776394910668e+16),
        ] {
            expectClose(Special.logGamma(x), value, relative: 5e-16)
        }
    }

    @Test func incompleteGamma() {
        for (a, x, p) in [
            (0.5, 0.01, 0.1124629160182849), (0.5, 3, 0.9856941215645704), (0.001, 0.001, 0.9936876467088603),
            (2.5, 1, 0.15085496391539036), (10, 3, 0.0011024881301154798), (10, 25, 0.9997785233617512),
            (100, 80, 0.017108313035133115), (10000, 10100, 0.8413487504471796), (3.3, 1e-08, 4.495671723765272e-28),
            (10000, 9000, 2.073299202433928e-25),
        ] {
            expectClose(Special.gammaP(a, x), p, relative: 2e-14)
        }
        for (a, x, q) in [
            (0.5, 0.01, 0.8875370839817152), (0.5, 30, 9.485737571073848e-15), (0.001, 0.001, 0.00631235329113971),
            (0.001, 2, 4.897691783098148e-05), (2.5, 1, 0.8491450360846097), (10, 3, 0.9988975118698845),
            (10, 60, 2.85150775555202e-16), (100, 180, 2.948294557648285e-11), (10000, 10100, 0.15865124955282037),
            (3.3, 500, 4.30226284732522e-212),
        ] {
            expectClose(Special.gammaQ(a, x), q, relative: 5e-14)
        }
        #expect(Special.gammaP(1, 0) == 0 && Special.gammaQ(1, 0) == 1 && Special.gammaQ(1, .infinity) == 0)
        for (a, x) in [(-1.0, 1.0), (0, 1), (1, -1), (.nan, 1), (1, .nan), (.infinity, 1)] {
            #expect(Special.gammaP(a, x).isNaN && Special.gammaQ(a, x).isNaN)
        }
    }

    @Test func chiSquare() {
        for (p, df, x) in [
            (0.3173105078629141, 1.0, 1.0), (1e-07, 1, 28.373987361779154), (5.7e-07, 2, 28.755258952235632),
            (1e-200, 3, 927.4170108566863), (0.5, 5, 4.351460191095527), (0.999, 7, 0.598493752375376),
            (0.0455, 1000, 1076.8058255783574), (1e-12, 2.5, 57.15185963356354),
        ] {
            expectClose(Special.chiSquareQuantileUpper(p, df: df), x, relative: 3e-14)
            expectClose(Special.chiSquareSurvival(x, df: df), p, relative: 1e-13)
        }
        forAll(seed: 81, count: 500) { random in
            let df = [1, 2, 3, 0.3, 40 * random.uniform() + 0.05][Int(random.uniform() * 5)]
            let p = random.uniform() < 0.5 ? random.uniform() : exp(-500 * random.uniform())
            let x = Special.chiSquareQuantileUpper(p, df: df)
            expectClose(Special.chiSquareSurvival(x, df: df), p, relative: 1e-12, absolute: 0, "df \(df)")
            expectClose(
                Special.chiSquareCDF(x, df: df) + Special.chiSquareSurvival(x, df: df), 1, relative: 1e-14)
        }
        #expect(Special.chiSquareQuantileUpper(0, df: 3) == .infinity && Special.chiSquareQuantileUpper(1, df: 3) == 0)
        #expect(Special.chiSquareQuantileUpper(2, df: 3).isNaN && Special.chiSquareSurvival(.nan, df: 3).isNaN)
        #expect(Special.chiSquareSurvival(-1, df: 1) == 1)
    }

    @Test func lambertW() {
        for (x, w) in [
            (-0.36787944117144233, -1.0), (-0.367879, -0.9984521037807476), (-0.36, -0.8060843159708176),
            (-0.2, -0.25917110181907377), (-1e-05, -1.0000100001500027e-05), (1e-09, 9.999999990000001e-10),
            (0.5, 0.35173371124919584), (1, 0.5671432904097838), (10, 1.7455280027406994), (1e5, 9.284571428622108),
            (1e100, 224.8431064451185), (1e308, 702.6413620341068),
        ] {
            expectClose(Special.lambertW0(x), w, relative: 1e-15, "W0(\(x))")
        }
        for (x, w) in [
            (-0.36787944117144233, -1.0), (-0.367879, -1.0015494951912551), (-0.36, -1.2227701339785062),
            (-0.2, -2.5426413577735265), (-1e-05, -14.163600815810183), (-1e-50, -119.91604653543682),
            (-1e-300, -697.3227762954601),
        ] {
            expectClose(Special.lambertWm1(x), w, relative: 1e-15, "W-1(\(x))")
        }
        #expect(Special.lambertW0(0) == 0 && Special.lambertW0(.infinity) == .infinity)
        #expect(Special.lambertWm1(0) == -.infinity)
        #expect(Special.lambertW0(-0.4).isNaN && Special.lambertWm1(-0.4).isNaN && Special.lambertWm1(1).isNaN)
        #expect(Special.lambertW0(.nan).isNaN && Special.lambertWm1(.nan).isNaN)
    }

    /// W(w e^w) = w; near the branch point the argument itself carries only half of the digits of w.
    @Test func lambertWInverts() {
        forAll(seed: 82, count: 2000) { random in
            let w = random.uniform() < 0.5 ? -1 + 3 * random.uniform() : 600 * random.uniform()
            expectClose(Special.lambertW0(w * exp(w)), w, relative: 1e-14, absolute: 1e-15 / max(w + 1, 1e-7))
            let v = -1 - (random.uniform() < 0.5 ? random.uniform() : 600 * random.uniform())
            expectClose(Special.lambertWm1(v * exp(v)), v, relative: 1e-14, absolute: 1e-15 / max(-v - 1, 1e-7))
        }
    }
}

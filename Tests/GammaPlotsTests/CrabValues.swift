/// The Crab spectrum of the H.E.S.S. first data release as Gammapy 2.1 computes it.
enum CrabValues {
    static let eRef: [Double] = [
        0.461012, 0.64385, 1.06266, 1.75389, 2.44949, 3.42096, 4.77772, 6.67258, 11.0129, 18.1766,
    ]
    static let eMin: [Double] = [
        0.3901, 0.544814, 0.760888, 1.48411, 2.07271, 2.89476, 4.04282, 5.64622, 7.88552, 15.3807,
    ]
    static let eMax: [Double] = [
        0.544814, 0.760888, 1.48411, 2.07271, 2.89476, 4.04282, 5.64622, 7.88552, 15.3807, 21.4807,
    ]
    static let dnde: [Double] = [
        .nan, .nan, 3.37186e-11, 1.1426e-11, 4.87128e-12, 1.69221e-12, 5.93817e-13, 3.86732e-13, 5.97515e-14, .nan,
    ]
    static let dndeErrn: [Double] = [
        .nan, .nan, 2.78359e-12, 1.28579e-12, 6.33111e-13, 2.92087e-13, 1.36167e-13, 8.55698e-14, 1.77325e-14, .nan,
    ]
    static let dndeErrp: [Double] = [
        .nan, .nan, 2.93467e-12, 1.38307e-12, 6.8988e-13, 3.26768e-13, 1.57906e-13, 9.96862e-14, 2.14679e-14, .nan,
    ]
    static let dndeUl: [Double] = [
        .nan, .nan, 3.97419e-11, 1.42921e-11, 6.30964e-12, 2.38346e-12, 9.32494e-13, 6.00949e-13, 1.0668e-13, .nan,
    ]
    static let energyEdges: [Double] = [
        0.2, 0.27932, 0.3901, 0.544814, 0.760888, 1.06266, 1.48411, 2.07271, 2.89476, 4.04282, 5.64622, 7.88552,
        11.0129, 15.3807, 21.4807, 30,
    ]
    static let counts: [Double] = [0, 0, 0, 0, 67, 91, 83, 60, 35, 20, 19, 8, 4, 2, 0]
    static let countsOff: [Double] = [0, 0, 0, 0, 99, 130, 110, 67, 48, 38, 19, 24, 13, 7, 9]
    static let alpha: [Double] = [
        0, 0, 0, 0, 0.0434426, 0.0402595, 0.0442166, 0.0428649, 0.0526338, 0.0492084, 0.0399016, 0.039126, 0.0334584,
        0.0328107, 0.0309395,
    ]
    static let npred: [Double] = [
        0, 0, 0, 0, 70.7687, 99.7459, 72.876, 51.8144, 36.0833, 24.2826, 15.3065, 10.0927, 6.14569, 3.75791, 2.47317,
    ]
    static let npredSignal: [Double] = [
        0, 0, 0, 0, 66.4778, 94.5305, 67.9821, 48.9229, 33.5609, 22.4288, 14.541, 9.16126, 5.71576, 3.53171, 2.20307,
    ]
    static let maskFit: [Bool] = [
        false, false, false, false, true, true, true, true, true, true, true, true, true, false, false,
    ]
    static let timeMin: [Double] = [53343.9223401, 53343.9542151, 53345.9619813, 53347.9131966]
    static let timeMax: [Double] = [53343.9418656, 53343.9736943, 53345.9814952, 53347.9327105]
    static let flux: [Double] = [6.88892e-11, 5.59654e-11, 8.10172e-11, 8.52785e-11]
    static let fluxErrn: [Double] = [7.36774e-12, 5.4826e-12, 8.05805e-12, 1.00026e-11]
    static let fluxErrp: [Double] = [7.88432e-12, 5.83261e-12, 8.60178e-12, 1.07964e-11]
    static let fluxUl: [Double] = [8.52221e-11, 6.79895e-11, 9.87785e-11, 1.07687e-10]
}

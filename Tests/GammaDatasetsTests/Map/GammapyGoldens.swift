import Foundation
import GammaTestSupport
import Testing

/// Reference numbers of the map dataset tests: what Gammapy 2.1 makes of the public data.
///
/// Gammapy adds most maps up in 32 bits: sums that it made agree to 1e-5, what it only reads agrees exactly.
enum GammapyGoldens {
    /// The sum of an array, a sum that depends on the place of every value, and the sum of the absolute values. What is not
    /// finite counts as zero.
    static func moments(_ values: [Double]) -> (sums: [Double], size: Double) {
        var (sum, places, size) = (0.0, 0.0, 0.0)
        values.withUnsafeBufferPointer { values in
            // cos and sin of 0.37 times the place, turned on from one to the next: quick in debug builds, too.
            let (turnCosine, turnSine) = (cos(0.37), sin(0.37))
            var (cosine, sine) = (1.0, 0.0)
            var index = 0
            while index < values.count {
                if index & 1023 == 0 { (cosine, sine) = (cos(0.37 * Double(index)), sin(0.37 * Double(index))) }
                let value = values[index]
                if value - value == 0 {
                    sum += value
                    places += value * cosine
                    size += value < 0 ? -value : value
                }
                let next = cosine * turnCosine - sine * turnSine
                sine = sine * turnCosine + cosine * turnSine
                cosine = next
                index += 1
            }
        }
        return ([sum, places], size)
    }

    /// The numbers under a name.
    static func numbers(_ name: String) throws -> [Double] {
        try #require(table[name], "there is no reference number '\(name)'")
    }

    /// Expects an array to have the moments stored under a name, to a part of its sum.
    static func expect(
        _ values: [Double], _ name: String, tolerance: Double = 1e-5, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (sums, size) = moments(values)
        expectClose(
            sums, try numbers(name), relative: 0, absolute: tolerance * size, name, sourceLocation: sourceLocation)
    }

    private static let table: [String: [Double]] = parse(text)

    static func parse(_ text: String) -> [String: [Double]] {
        let rows = text.split(separator: "\n").map { $0.split(separator: " ") }
        return Dictionary(uniqueKeysWithValues: rows.map { (String($0[0]), $0.dropFirst().compactMap { Double($0) }) })
    }

    /// What the script printed.
    private static let text = """
        fermi.counts 32684.0 173.46030868271242
        fermi.exposure 3.129498700654838e+17 -625794267574.9264
        fermi.psf 79405057.5302237 872307.0350016666
        fermi.edisp 11.000000029802322 0.2800075411319668
        fermi.mask 633600.0 -16.694421073551908
        fermi.shape 11 200 400
        fermi.psf_shape 11 130 1 1
        fermi.edisp_shape 12 11 1 1
        fermi.psf_exposure 3587072563694.789 -444789078742.47614
        fermi.edisp_exposure 0.0 0.0
        fermi.background 28548.632302860686 -0.009895934757095132
        bin0.counts 38418.0 -148.84915046153333
        bin0.exposure 4.151098800936832e+20 897886390154445.0
        bin0.psf 22289294604.81682 -623305.2235055882
        bin0.edisp 11427.574551647427 -0.590544982067605
        bin0.mask 798405.0 -7.831987689791079
        bin0.shape 15 200 300
        bin0.psf_shape 30 66 20 30
        bin0.edisp_shape 30 15 20 30
        bin0.psf_exposure 4.16154783132928e+18 155807956459422.47
        bin0.edisp_exposure 4.18223500779008e+18 180407349410898.5
        bin0.background 36869.49806196208 0.408505239206445
        bin0.livetime 151200.0
        bin0.ontime 37800.0
        bin1.counts 36543.0 211.24599416695244
        bin1.exposure 3.985032620424602e+20 -71061844278794.06
        bin1.psf 23879825331.899757 973345.4413086837
        bin1.edisp 12178.820853942458 -3.5258367675812528
        bin1.mask 855840.0 8.4550363348201
        bin1.shape 15 200 300
        bin1.psf_shape 30 66 20 30
        bin1.edisp_shape 30 15 20 30
        bin1.psf_exposure 3.99800604047616e+18 34050684373950.062
        bin1.edisp_exposure 4.01305305256192e+18 59979160629939.0
        bin1.background 35281.36885017902 0.02046289166316892
        bin1.livetime 151200.0
        bin1.ontime 37800.0
        bin2.counts 31075.0 15.302618177948158
        bin2.exposure 3.545762135026713e+20 -967309543663.375
        bin2.psf 25782450960.133728 1197736.2494063964
        bin2.edisp 12838.882791072754 -1.7228448809823949
        bin2.mask 898605.0 1.5855857687886767
        bin2.shape 15 200 300
        bin2.psf_shape 30 66 20 30
        bin2.edisp_shape 30 15 20 30
        bin2.psf_exposure 3.53594371503616e+18 77265737061982.12
        bin2.edisp_exposure 3.56601326600192e+18 -4442844235121.5625
        bin2.background 31103.011490642268 0.4184867906881894
        bin2.livetime 151200.0
        bin2.ontime 37800.0
        bin3.counts 26950.0 80.66157412963419
        bin3.exposure 2.865303800563763e+20 440437877758219.75
        bin3.psf 26914824943.868553 -818164.4087205958
        bin3.edisp 12872.093797354082 -1.0751651717241035
        bin3.mask 900000.0 -0.6046362685860038
        bin3.shape 15 200 300
        bin3.psf_shape 30 66 20 30
        bin3.edisp_shape 30 15 20 30
        bin3.psf_exposure 2.86302447995648e+18 -353754413658001.3
        bin3.edisp_exposure 2.87991380584704e+18 -369822163790312.75
        bin3.background 24883.300552546367 -0.17297378645625333
        bin3.livetime 151200.0
        bin3.ontime 37800.0
        gtpsf.psf 138901153.92534614 1606150.218656034
        gtpsf.exposure 5269461121530.025 -213370383331.60797
        gtpsf.energy 0.010000000000000009 1.9999999999999991
        gtpsf.rad 0.0 9.933444261550903
        coarse.psf 5084939015.511963 43990477.49949849
        coarse.counts 7248.0 51.48943924516071
        coarse.psf_exposure 2.08612842912768e+18 4.4060729543277896e+16
        stacked.counts 7245.0 -66.45244704853016
        stacked.exposure 2.095320918844109e+20 -396999918100613.1
        stacked.psf 4914773311.667952 45084623.7612533
        stacked.edisp 1456.1950087582507 16.12804756063376
        stacked.mask 110235.0 -30.771448640599903
        stacked.shape 15 160 160
        stacked.psf_shape 30 66 16 16
        stacked.edisp_shape 30 15 16 16
        stacked.psf_exposure 2.00226649298944e+18 4.427986474888282e+16
        stacked.edisp_exposure 2.09372536669184e+18 4.35694224633348e+16
        stacked.background 6090.171786904335 -0.3323010793011961
        stacked.livetime 453600.0
        stacked.ontime 37800.0
        masked.counts 2460.0 -17.13250435938131
        masked.exposure 7.513352431306752e+19 827084182844707.8
        masked.psf 3220001635.3945823 747034.3143964955
        masked.edisp 956.2062339778752 -0.058899134518877405
        masked.mask 62864.0 -7.463269651073419
        masked.shape 15 80 80
        masked.psf_shape 30 66 8 8
        masked.edisp_shape 30 15 8 8
        masked.psf_exposure 7.5308325117952e+17 237686933970114.88
        masked.edisp_exposure 7.5308325117952e+17 237686933970114.88
        masked.background 1912.6443459159345 -0.5287983729609265
        masked.livetime 151200.0
        masked.ontime 37800.0
        irf_masks.edisp 660.0 -0.14599426852697484
        irf_masks.psf 64.0 -2.212092496833214
        on_off.counts 5053.0 -61.8798967462797
        on_off.exposure 1.4816148675866624e+20 588100201658155.1
        on_off.psf 4201815374.8542247 43318826.57430565
        on_off.edisp 1209.8645385984585 14.156447809956525
        on_off.mask 86970.0 -5.88501759533458
        on_off.shape 15 160 160
        on_off.psf_shape 30 66 16 16
        on_off.edisp_shape 30 15 16 16
        on_off.psf_exposure 1.4850424479744e+18 3.0379645513170984e+16
        on_off.edisp_exposure 1.4850424479744e+18 3.0379645513170984e+16
        on_off.counts_off 167639.0 -29.031797931372306
        on_off.acceptance 188592.0 33.1132724919443
        on_off.alpha 18045.199773781 2.1155136380128914
        on_off.background 35001.439484879375 1.3077695258229483
        on_off.livetime 302400.0
        on_off.ontime 37800.0
        cutout.counts 3103.0 25.154570049478245
        cutout.exposure 3.414011361972224e+19 850664702173212.8
        cutout.psf 1181864551.2405438 33200.150042536436
        cutout.edisp 516.4662292775977 3.0205805910425942
        cutout.mask 43875.0 -1.7200794922394
        cutout.shape 15 45 65
        cutout.psf_shape 30 66 4 6
        cutout.edisp_shape 30 15 4 6
        cutout.psf_exposure 2.8011217883136e+17 694626553799561.8
        cutout.edisp_exposure 2.8011217883136e+17 694626553799561.8
        cutout.background 2480.303744492121 0.19021345198133888
        cutout.livetime 151200.0
        cutout.ontime 37800.0
        downsampled.counts 36543.0 -81.30397991658775
        downsampled.exposure 2.490645388349312e+19 748758356820127.0
        downsampled.psf 23879825331.899757 973345.4413086837
        downsampled.edisp 12178.820853942458 -3.5258367675812528
        downsampled.mask 53970.0 -6.748487821996834
        downsampled.shape 15 50 75
        downsampled.psf_shape 30 66 20 30
        downsampled.edisp_shape 30 15 20 30
        downsampled.psf_exposure 3.99800604047616e+18 34050684373950.062
        downsampled.edisp_exposure 4.01305305256192e+18 59979160629939.0
        downsampled.background 35281.368838523165 -4.519690932974944
        downsampled.livetime 151200.0
        downsampled.ontime 37800.0
        padded.counts 36543.0 -119.0056421307093
        padded.exposure 3.985032620424602e+20 -4.706839777431926e+16
        sliced.counts 35396.0 208.11158918686186
        sliced.exposure 3.985032620424602e+20 -71061844278794.06
        sliced.psf 23879825331.899757 973345.4413086837
        sliced.edisp 8767.21369714685 -0.029008949285635466
        sliced.mask 627616.0 7.208178740388837
        sliced.shape 11 200 300
        sliced.psf_shape 30 66 20 30
        sliced.edisp_shape 30 11 20 30
        sliced.psf_exposure 3.99800604047616e+18 34050684373950.062
        sliced.edisp_exposure 4.01305305256192e+18 59979160629939.0
        sliced.background 34213.92931754817 0.0255259404875878
        sliced.livetime 151200.0
        sliced.ontime 37800.0
        resampled.counts 38418.0 -50.45823323105601
        resampled.exposure 4.151098800936832e+20 897886390154445.0
        resampled.psf 22289294604.81682 -623305.2235055882
        resampled.edisp 11427.574551647427 1.4046300142068189
        resampled.mask 212908.0 -0.7208706198985837
        resampled.shape 4 200 300
        resampled.psf_shape 30 66 20 30
        resampled.edisp_shape 30 4 20 30
        resampled.psf_exposure 4.16154783132928e+18 155807956459422.47
        resampled.edisp_exposure 4.18223500779008e+18 180407349410898.5
        resampled.background 36869.49806196208 -0.06229753237310831
        resampled.livetime 151200.0
        resampled.ontime 37800.0
        image.counts 38418.0 143.63962172067713
        image.exposure 4.151098800936832e+20 897886390154445.0
        image.psf 22289294604.81682 -623305.2235055882
        image.edisp 11427.574551647427 -0.02511105694459892
        image.mask 53227.0 -0.9707796731504041
        image.shape 1 200 300
        image.psf_shape 30 66 20 30
        image.edisp_shape 30 1 20 30
        image.psf_exposure 4.16154783132928e+18 155807956459422.47
        image.edisp_exposure 4.18223500779008e+18 180407349410898.5
        image.background 36869.49806196208 5.669612280198432
        image.livetime 151200.0
        image.ontime 37800.0
        on_off_wide.counts 2460.0 -20.836510896910298
        on_off_wide.exposure 7.52644048840704e+19 534552628552407.1
        on_off_wide.psf 3220001635.3945823 747034.3143964955
        on_off_wide.edisp 956.2062339778752 -0.9034630792222007
        on_off_wide.mask 14704.0 -7.998930382188114
        on_off_wide.shape 3 80 80
        on_off_wide.psf_shape 30 66 8 8
        on_off_wide.edisp_shape 30 3 8 8
        on_off_wide.psf_exposure 7.5308325117952e+17 237686933970114.88
        on_off_wide.edisp_exposure 7.5308325117952e+17 237686933970114.88
        on_off_wide.counts_off 83782.0 9.477723803344126
        on_off_wide.acceptance 94296.0 -14.160865333344287
        on_off_wide.alpha 3168.028571428572 1.7205086326753423
        on_off_wide.background 23084.280952380952 4.9151066406577
        on_off_wide.livetime 151200.0
        on_off_wide.ontime 37800.0
        on_off_coarse.counts 2460.0 -24.853286593608804
        on_off_coarse.exposure 1.881610121859072e+19 -35229170953987.0
        on_off_coarse.psf 3220001635.3945823 747034.3143964955
        on_off_coarse.edisp 1376.3643242283724 -0.16280394238949703
        on_off_coarse.mask 16060.0 13.904535582894775
        on_off_coarse.shape 15 40 40
        on_off_coarse.psf_shape 30 66 8 8
        on_off_coarse.edisp_shape 30 15 8 8
        on_off_coarse.psf_exposure 7.5308325117952e+17 237686933970114.88
        on_off_coarse.edisp_exposure 7.5308325117952e+17 237686933970114.88
        on_off_coarse.counts_off 83782.0 54.83247553694282
        on_off_coarse.acceptance 36000.0 4.80550982288861
        on_off_coarse.alpha 4423.736343537415 1.4968147759631627
        on_off_coarse.background 23084.280952380952 -6.203895027276753
        on_off_coarse.livetime 151200.0
        on_off_coarse.ontime 37800.0
        spectrum.counts 204.0 92.52266557355054
        spectrum.exposure 1.19359853568e+16 -755347776553750.5
        spectrum.mask 15.0 -1.6595974599555157
        spectrum.edisp 21.520556431045428 0.7192527844244134
        spectrum.background 143.73032718896866 67.82424928480481
        spectrum_contained.counts 204.0 92.52266557355054
        spectrum_contained.exposure 9943549480960000.0 -608527677556948.9
        spectrum_contained.mask 15.0 -1.6595974599555157
        spectrum_contained.edisp 21.520556431045428 0.7192527844244134
        spectrum_contained.background 143.73032718896866 67.82424928480481
        spectrum_point.counts 1.0 1.0
        spectrum_point.exposure 1.19517075456e+16 -754717076503670.2
        spectrum_point.mask 15.0 -1.6595974599555157
        spectrum_point.edisp 21.520556431045428 0.7192527844244134
        spectrum_point.background 0.8342726564733312 0.39434147562486976
        spectrum_on_off.counts 204.0 92.52266557355054
        spectrum_on_off.exposure 1.19359853568e+16 -755347776553750.5
        spectrum_on_off.mask 15.0 -1.6595974599555157
        spectrum_on_off.edisp 21.520556431045428 0.7192527844244134
        spectrum_on_off.background 776.285714285714 -85.88811997522164
        spectrum_on_off.counts_off 3540.0 -391.6650005495017
        spectrum_on_off.acceptance 22.5 -2.489396189933273
        info.counts 38418.0
        info.background 36869.50390625
        info.excess 1548.49609375
        info.sqrt_ts 8.008996796289022
        info.livetime 151200.0
        info.ontime 37800.0
        info.n_bins 900000.0
        info.n_fit_bins 798405.0
        info.exposure_min 23548385280000.0
        info.exposure_max 467298344960000.0
        info_on_off.counts 2460.0
        info_on_off.background 23084.280952380952
        info_on_off.excess -20624.280952380952
        info_on_off.sqrt_ts -161.1470317620073
        info_on_off.livetime 151200.0
        info_on_off.ontime 37800.0
        info_on_off.n_bins 96000.0
        info_on_off.n_fit_bins 62864.0
        info_on_off.exposure_min 222001704960000.0
        info_on_off.exposure_max 467298344960000.0
        points.chi2 6.098177718053499 1.5776848310142335 16.46599663551913
        points.distrib 6.712112879073759 1.8698860395028771 17.46788047906199
        points.profile 29.268883011549118 7.272161810378961 89.61534569627479
        points.limits 1.544650444601279 3.612309912967712 1.0
        """
}

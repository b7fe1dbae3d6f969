import GammaCore
import GammaIO
import GammaMaps
import GammaProducts
import GammaTestSupport
import Testing

@Suite struct FluxProfileFileTests {
    /// Three regions with two energy bins each, the last without a value.
    static func profile() -> FluxProfile {
        let points = samplePoints(bins: 2)
        let regions: [SkyRegion] = [
            .rectangle(centre: SkyDirection(ra: 83.6, dec: 22), width: 0.2, height: 0.5, angle: 30),
            .annulus(centre: .galactic(l: 1, b: 2), inner: 0.1, outer: 0.2),
            .compound(.and, [.circle(centre: SkyDirection(ra: 83, dec: 22), radius: 1)]),
        ]
        return FluxProfile(
            regions.enumerated().map { index, region in
                var own = points.points
                for position in own.indices {
                    own[position].nuisance = []
                    if index == 2 { own[position].outcome = .failed("the region is not within the image") }
                }
                return FluxProfile.Bin(
                    low: 0.2 * Double(index), high: 0.2 * Double(index + 1), region: region, points: own)
            }, metadata: points.metadata)
    }

    @Test(arguments: ["profile.fits", "profile.ecsv", "profile.fits.gz"], [SEDType.flux, .likelihood, .e2dnde])
    func readIsWhatWasWritten(name: String, type: SEDType) throws {
        let profile = Self.profile()
        let read = try withTemporaryFolder { folder in
            try profile.write(to: "\(folder)/\(name)", sedType: type)
            return try FluxProfile.read("\(folder)/\(name)", sedType: type)
        }
        #expect(read.count == 3 && read.energyBinCount == 2)
        for (bin, expected) in zip(read.bins, profile.bins) {
            expectClose([bin.low, bin.high], [expected.low, expected.high], absolute: 1e-12)
            for (point, wanted) in zip(bin.points, expected.points) {
                #expect(point.outcome == wanted.outcome)
                guard wanted.outcome?.success == true else { continue }
                for quantity in FluxQuantity.allCases {
                    expectClose(
                        point.flux(type, quantity) ?? .nan, wanted.flux(type, quantity) ?? .nan, relative: 1e-12)
                }
                expectClose(point.counts ?? [], wanted.counts ?? [])
                expectClose(point.scan?.stat ?? [], wanted.scan?.stat ?? [])
            }
        }
        #expect(read.bins[0].region == profile.bins[0].region && read.bins[1].region == profile.bins[1].region)
        #expect(read.metadata.source == "crab" && read.metadata.nSigmaUL == 2)
        #expect((read.metadata.gti != nil) == name.contains("fits"))
    }

    /// A file as Gammapy 2.1 writes it (`FluxPoints.write`, format profile, from `FluxProfileEstimator`): no SED_TYPE, and
    /// distances from the middle of the first bin.
    @Test func gammapyFilesAreRead() throws {
        let text = """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: x_min, unit: deg, datatype: float64}
            # - {name: x_max, unit: deg, datatype: float64}
            # - {name: x_ref, unit: deg, datatype: float64}
            # - {name: e_ref, unit: TeV, datatype: string, subtype: 'float64[2]'}
            # - {name: e_min, unit: TeV, datatype: string, subtype: 'float64[2]'}
            # - {name: e_max, unit: TeV, datatype: string, subtype: 'float64[2]'}
            # - {name: flux, unit: 1 / (s cm2), datatype: string, subtype: 'float64[2]'}
            # - {name: flux_err, unit: 1 / (s cm2), datatype: string, subtype: 'float64[2]'}
            # - {name: counts, datatype: string, subtype: 'float64[2,1]'}
            # schema: astropy-2.0
            x_min x_max x_ref e_ref e_min e_max flux flux_err counts
            -0.1 0.1 0.0 [0.0316,0.447] [0.01,0.1] [0.1,2.0] [7.7e-11,-7.1e-12] [5.2e-11,1.1e-11] [[329.0],[14.0]]
            0.1 0.3 0.2 [0.0316,0.447] [0.01,0.1] [0.1,2.0] [1.4e-11,-3.3e-12] [4.5e-11,1.0e-11] [[252.0],[12.0]]
            """
        let profile = try withTemporaryFolder { folder in
            try AtomicFile.write(text + "\n", to: folder + "/p.ecsv")
            return try FluxProfile.read(folder + "/p.ecsv")
        }
        #expect(profile.bins.map(\.middle) == [0, 0.2] && profile.metadata.sedType == .flux)
        expectClose(profile.values(.flux, energyBin: 1), [-7.1e-12, -3.3e-12])
        #expect(profile.rows[1][0].counts == [252] && profile.bins[0].region == nil)
    }

    @Test func otherTablesAreFaults() throws {
        let profile = Self.profile().table()
        #expect(throws: Fault.self) { try FluxPoints(table: profile) }
        #expect(throws: Fault.self) { try FluxProfile(table: samplePoints().table()) }
        let broken = Table(
            header: profile.header,
            columns: profile.columns.map {
                $0.name == "region" ? Column("region", .string(["icrs;circle(1,2,0.1)", "rubbish(", ""])) : $0
            })
        let fault = #expect(throws: Fault.self) { try FluxProfile(table: broken) }
        #expect(fault?.origin.column == "region" && fault?.origin.row == 2)
    }
}

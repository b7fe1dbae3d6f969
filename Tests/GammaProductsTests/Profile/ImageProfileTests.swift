import GammaCore
import GammaIO
import GammaProducts
import GammaTestSupport
import Testing

@Suite struct ImageProfileTests {
    private static func profile(_ values: [Double], width: Double = 0.1, errors: Bool = true) -> ImageProfile {
        ImageProfile(
            values.enumerated().map { index, value in
                ImageProfile.Bin(
                    low: width * Double(index), high: width * Double(index + 1), value: value,
                    error: errors ? value.squareRoot() : nil, pixels: value.isNaN ? 0 : 4)
            }, axis: .latitude)
    }

    /// A box takes the mean of neighbours, the profile being mirrored at its ends: `scipy.ndimage.uniform_filter` does so.
    @Test func boxesTakeTheMeanOfNeighbours() throws {
        let smooth = try Self.profile([1, 4, 9, 16]).smoothed(.box(radius: 0.1))
        expectClose(smooth.bins.map(\.value), [2, 14 / 3.0, 29 / 3.0, 41 / 3.0])
        expectClose(smooth.bins.map { $0.error ?? .nan }, [6, 14, 29, 41].map { $0.squareRoot() / 3 })
        #expect(try Self.profile([1, 4]).smoothed(.box(radius: 0)).bins == Self.profile([1, 4]).bins)
    }

    /// `scipy.ndimage.gaussian_filter([0, 0, 1, 0, 0, 0, 2], 1.5)` of scipy 1.17.
    @Test func gaussiansAreThoseOfScipy() throws {
        let smooth = try Self.profile([0, 0, 1, 0, 0, 0, 2], errors: false).smoothed(.gauss(sigma: 0.15))
        expectClose(smooth.bins.map(\.value), Self.scipy, relative: 1e-9)
        #expect(smooth.bins.allSatisfy { $0.error == nil })
    }

    private static let scipy = [
        0.14551396516551013, 0.22279976603799953, 0.2842436512886815, 0.30024025015710093, 0.40001222101100914,
        0.6807009761471132, 0.9664891701925856,
    ]

    /// Bins without a value do not spoil their neighbours.
    @Test func missingBinsAreLeftOut() throws {
        let smooth = try Self.profile([1, .nan, 9, 16]).smoothed(.box(radius: 0.1))
        expectClose(smooth.bins.map(\.value), [1, 5, 12.5, 41 / 3.0])
    }

    @Test func badKernelsAreFaults() throws {
        let profile = Self.profile([1, 2])
        #expect(throws: Fault.self) { try profile.smoothed(.gauss(sigma: 0)) }
        #expect(throws: Fault.self) { try profile.smoothed(.box(radius: -1)) }
        var uneven = profile
        uneven.bins[1].high = 0.5
        let fault = #expect(throws: Fault.self) { try uneven.smoothed(.box(radius: 0.1)) }
        #expect(fault?.code == .incompatible)
    }

    @Test func normalisedToPeakOrSum() {
        let profile = Self.profile([1, 4, .nan, 5])
        expectClose(profile.normalised().bins.map(\.value), [0.2, 0.8, .nan, 1])
        expectClose(profile.normalised(.integral).bins.map(\.value), [0.1, 0.4, .nan, 0.5])
        expectClose(profile.normalised(.integral).bins[1].error ?? .nan, 0.2)
    }

    @Test(arguments: ["profile.fits", "profile.ecsv"]) func readIsWhatWasWritten(name: String) throws {
        let profile = Self.profile([1, 4, .nan])
        let read = try withTemporaryFolder { folder in
            try profile.write(to: "\(folder)/\(name)")
            return try ImageProfile.read("\(folder)/\(name)")
        }
        #expect(read.axis == .latitude && read.bins.map(\.pixels) == [4, 4, 0])
        expectClose(read.bins.map(\.value), [1, 4, .nan])
        expectClose(read.bins.map { $0.error ?? -1 }, [1, 2, .nan])
        #expect(read.bins[2].reason == "no pixel with a value in this bin")
        #expect(read.textTable().text().contains("no pixel"))
    }

    /// Gammapy's longitudes descend.
    @Test func descendingBinsAreTurnedRound() throws {
        let table = Table(
            header: FITSHeader([.init("PROFILE_TYPE", .string("lon"))]),
            columns: [
                Column("x_min", .double([1, 0]), unit: "deg"), Column("x_max", .double([0, -1]), unit: "deg"),
                Column("x_ref", .double([0.5, -0.5]), unit: "deg"), Column("profile", .double([5, 7]), unit: "ct"),
            ])
        let profile = try ImageProfile(table: table)
        #expect(profile.bins.map(\.low) == [-1, 0] && profile.bins.map(\.value) == [7, 5])
        let unknown = Table(header: FITSHeader([.init("PROFILE_TYPE", .string("time"))]), columns: table.columns)
        #expect(throws: Fault.self) { try ImageProfile(table: unknown) }
    }
}

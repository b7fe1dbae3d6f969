import GammaCore
import GammaData
import GammaIO
import GammaMaps

/// Small responses and observations made up for tests; numbers that single precision holds exactly unless said otherwise.
enum TestArchive {
    static let reference = TimeReference(mjdInteger: 51910, mjdFraction: 0.000742870370370241, scale: .tt)

    static func energyTrue() throws -> IRFAxis { try IRFAxis(.energyTrue, edges: [0.125, 0.5, 2, 8, 32]) }
    static func energy() throws -> IRFAxis { try IRFAxis(.energy, edges: [0.25, 1, 4, 16]) }
    static func offset() throws -> IRFAxis { try IRFAxis(.offset, edges: [0, 1, 2.5]) }

    static func effectiveArea(isPointLike: Bool = false) throws -> EffectiveArea2D {
        var header = FITSHeader()
        header["LO_THRES"] = .double(0.5)
        header["HI_THRES"] = .double(16)
        if isPointLike { header["RAD_MAX"] = .double(0.125) }
        let values = (0..<8).map { Double($0 + 1) * 1e8 }
        return try EffectiveArea2D(
            energyTrue: energyTrue(), offset: offset(), values: values, isPointLike: isPointLike, header: header)
    }

    static func energyDispersion() throws -> EnergyDispersion2D {
        let migra = try IRFAxis(.migra, edges: [0.5, 0.75, 1, 1.25, 1.5])
        let values = (0..<4).flatMap { _ in [0.5, 0.5, 1.5, 1.5, 1.5, 1.5, 0.5, 0.5] }
        return try EnergyDispersion2D(energyTrue: energyTrue(), migra: migra, offset: offset(), values: values)
    }

    static func psfTable() throws -> PSFTable {
        let rad = try IRFAxis(.rad, edges: (0...20).map { Double($0) / 64 })
        let profile = (0..<20).map { Double(20 - $0) * 1024 }
        return try PSFTable(
            energyTrue: energyTrue(), offset: offset(), rad: rad, values: (0..<8).flatMap { _ in profile })
    }

    static func psf3Gauss() throws -> PSF3Gauss {
        func all(_ value: Double) -> [Double] { Array(repeating: value, count: 8) }
        return try PSF3Gauss(
            energyTrue: energyTrue(), offset: offset(), scale: all(4096), sigma1: all(0.0625), sigma2: all(0.125),
            sigma3: all(1), amplitude2: all(0.25), amplitude3: all(0))
    }

    static func psfKing() throws -> PSFKing {
        func all(_ value: Double) -> [Double] { Array(repeating: value, count: 8) }
        return try PSFKing(energyTrue: energyTrue(), offset: offset(), gamma: all(2.5), sigma: all(0.0625))
    }

    static func background3D() throws -> Background3D {
        let longitude = try IRFAxis(.fovLongitude, edges: [-2, -1, 0, 1, 2])
        let latitude = try IRFAxis(.fovLatitude, edges: [-3, -1, 1, 3, 5])
        let values = (0..<48).map { Double($0 + 1) * 1e6 / 64 }
        return try Background3D(energy: energy(), longitude: longitude, latitude: latitude, values: values)
    }

    static func background2D() throws -> Background2D {
        try Background2D(energy: energy(), offset: offset(), values: [64, 32, 16, 8, 4, 2].map { $0 * 1e6 })
    }

    static func radMax() throws -> RadMax2D {
        try RadMax2D(energy: energy(), offset: offset(), values: [0.25, 0.5, 0.125, 0.25, 0.0625, 0.125])
    }

    static func events(count: Int = 50, id: Int = 7, seed: UInt64 = 1) throws -> EventList {
        var random = RandomStream(seed: seed, stream: "events")
        var header = FITSHeader()
        header["OBS_ID"] = .int(id)
        header["OBJECT"] = .string("Crab")
        header["TELESCOP"] = .string("TEST")
        header["RA_PNT"] = .double(83.63)
        header["DEC_PNT"] = .double(22.51)
        header["RA_OBJ"] = .double(83.63)
        header["DEC_OBJ"] = .double(22.01)
        header["DEADC"] = .double(0.93)
        header["GEOLON"] = .double(16.5)
        header["GEOLAT"] = .double(-23.27)
        header["ALTITUDE"] = .double(1835)
        return try EventList(
            ra: (0..<count).map { _ in 82 + 3 * random.uniform() },
            dec: (0..<count).map { _ in 21 + 3 * random.uniform() },
            energy: (0..<count).map { _ in 0.3 + 10 * random.uniform() },
            time: (0..<count).map { 1000 + Double($0) }, timeReference: reference,
            columns: [
                Column("MC_ID", .int16((0..<count).map { Int16($0 % 3) })),
                Column("PHASE", .float((0..<count).map { Float($0 % 10) / 10 })),
                Column("BITS", .bits((0..<3 * count).map { $0 % 2 == 0 }), shape: [3]),
            ], header: header)
    }

    static func observation(id: Int = 7, count: Int = 50) throws -> Observation {
        let events = try events(count: count, id: id, seed: UInt64(id))
        let gti = try GTI(starts: [1000, 1300], stops: [1200, 1600], reference: reference)
        return try Observation(
            events: events, gti: gti,
            responses: Responses(
                effectiveArea: effectiveArea(), energyDispersion: energyDispersion(), pointSpread: psfTable(),
                background: background3D()))
    }
}

import CWCSLIB
import Foundation
import GammaCore
import Synchronization

/// One set-up `wcsprm`. It holds scratch memory: one thread at a time, which ``WCSLIBPool`` sees to.
final class WCSLIBHandle: @unchecked Sendable {
    private let parameters: UnsafeMutablePointer<wcsprm>

    /// `wcsinit` and `wcsset` touch tables of the library; they run one at a time.
    private static let setup = Mutex<Void>(())

    /// - Throws: ``Fault/Code/badKeyword`` with the reason.
    init(_ keywords: WCSKeywords) throws {
        let parameters = UnsafeMutablePointer<wcsprm>.allocate(capacity: 1)
        self.parameters = parameters
        parameters.initialize(to: wcsprm())
        parameters.pointee.flag = -1
        let status = Self.setup.withLock { _ in
            let status = wcsinit(1, 2, parameters, Int32(max(keywords.projectionParameters.count, 1)), 0, 0)
            return status == 0 ? Self.fill(parameters, keywords) : status
        }
        guard status == 0 else {
            throw Fault(
                .badKeyword,
                "the sky coordinates of the image cannot be used (projection \(keywords.projection)): "
                    + Self.message(status))
        }
    }

    deinit {
        wcsfree(parameters)
        parameters.deallocate()
    }

    /// The status codes of `wcsset` in words.
    private static func message(_ status: Int32) -> String {
        switch status {
        case 2: "out of memory"
        case 3: "the matrix of the linear transformation is singular"
        case 5, 6: "parameters are missing or out of range"
        case 7: "the native and celestial poles do not fit together"
        default: "WCSLIB status \(status)"
        }
    }

    private static func fill(_ parameters: UnsafeMutablePointer<wcsprm>, _ keywords: WCSKeywords) -> Int32 {
        let matrix = keywords.matrix
        guard let crpix = parameters.pointee.crpix, let crval = parameters.pointee.crval,
            let cdelt = parameters.pointee.cdelt, let pc = parameters.pointee.pc, let ctype = parameters.pointee.ctype
        else { return 1 }
        (crpix[0], crpix[1]) = (keywords.referencePixel.x, keywords.referencePixel.y)
        (crval[0], crval[1]) = (keywords.referenceDirection.lon, keywords.referenceDirection.lat)
        (cdelt[0], cdelt[1]) = (1, 1)
        (pc[0], pc[1], pc[2], pc[3]) = (matrix.a, matrix.b, matrix.c, matrix.d)
        for (index, type) in keywords.axisTypes.enumerated() {
            (ctype + index).withMemoryRebound(to: CChar.self, capacity: 72) { target in
                for (offset, byte) in (Array(type.utf8.prefix(71)) + [0]).enumerated() {
                    target[offset] = CChar(bitPattern: byte)
                }
            }
        }
        if let pole = keywords.poleLongitude { parameters.pointee.lonpole = pole }
        if let pole = keywords.poleLatitude { parameters.pointee.latpole = pole }
        if let pv = parameters.pointee.pv {
            for (index, parameter) in keywords.projectionParameters.enumerated() {
                pv[index] = pvcard(i: Int32(parameter.axis), m: Int32(parameter.number), value: parameter.value)
            }
            parameters.pointee.npv = Int32(keywords.projectionParameters.count)
        }
        return wcsset(parameters)
    }

    /// The poles that the library has settled on, in degrees.
    var poles: (longitude: Double, latitude: Double) { (parameters.pointee.lonpole, parameters.pointee.latpole) }

    /// The Euler angles of the sphere.
    var euler: EulerAngles {
        let angles = parameters.pointee.cel.euler
        return EulerAngles(longitude: angles.0, colatitude: angles.1, nativeLongitude: angles.2)
    }

    /// Interleaved pixel positions (counted from 1) to longitudes and latitudes, or back; NaN where there is none.
    func transform(_ input: [Double], toSky: Bool) -> [Double] {
        let count = input.count / 2
        var output = [Double](repeating: .nan, count: input.count)
        guard count > 0, count < Int(Int32.max) else { return output }
        var intermediate = output
        var phi = [Double](repeating: 0, count: count)
        var theta = phi
        var flags = [Int32](repeating: 0, count: count)
        // What is no number never enters the library.
        let clean = input.map { $0.isFinite ? $0 : 0 }
        let status =
            toSky
            ? wcsp2s(parameters, Int32(count), 2, clean, &intermediate, &phi, &theta, &output, &flags)
            : wcss2p(parameters, Int32(count), 2, clean, &phi, &theta, &intermediate, &output, &flags)
        let usable = status == 0 || status == 8 || status == 9
        for index in 0..<count
        where !usable || flags[index] != 0 || !input[2 * index].isFinite || !input[2 * index + 1].isFinite {
            output[2 * index] = .nan
            output[2 * index + 1] = .nan
        }
        return output
    }
}

/// Hands out handles of one transformation, each to one thread at a time.
final class WCSLIBPool: Sendable {
    private let keywords: WCSKeywords
    private let free: Mutex<[WCSLIBHandle]>
    let poles: (longitude: Double, latitude: Double)
    let euler: EulerAngles

    init(_ keywords: WCSKeywords) throws {
        let handle = try WCSLIBHandle(keywords)
        self.keywords = keywords
        poles = handle.poles
        euler = handle.euler
        free = Mutex([handle])
    }

    func transform(_ input: [Double], toSky: Bool) -> [Double] {
        // The keywords were accepted before: a further handle fails only without memory, and then all is NaN.
        guard let handle = free.withLock({ $0.popLast() }) ?? (try? WCSLIBHandle(keywords)) else {
            return [Double](repeating: .nan, count: input.count)
        }
        defer { free.withLock { $0.append(handle) } }
        return handle.transform(input, toSky: toSky)
    }
}

import GammaCore
import GammaIO

extension TimeReference {
    /// The reference that a header gives by MJDREFI and MJDREFF, or MJDREF, and TIMESYS (TT when missing).
    /// - Throws: ``Fault/Code/missingKeyword`` or ``Fault/Code/badKeyword``.
    public init(header: FITSHeader) throws {
        let scale: TimeScale
        do {
            scale = try header.string("TIMESYS").map { try $0.isEmpty ? .tt : TimeScale(parsing: $0) } ?? .tt
        } catch let fault as Fault {
            throw Fault(
                .badKeyword, fault.message, at: Origin(keyword: "TIMESYS").completed(by: header.origin),
                hint: fault.hint)
        }
        if header["MJDREFI"] == nil, let date = header.double("MJDREF") {
            self.init(mjdInteger: date.rounded(.down), mjdFraction: date - date.rounded(.down), scale: scale)
        } else {
            let integer = try header.requiredDouble("MJDREFI")
            let fraction = header["MJDREFF"] == nil ? 0 : try header.requiredDouble("MJDREFF")
            self.init(mjdInteger: integer, mjdFraction: fraction, scale: scale)
        }
        guard epoch.isFinite else {
            throw Fault(
                .badKeyword, "MJDREFI is not a date", at: Origin(keyword: "MJDREFI").completed(by: header.origin))
        }
    }

    /// Sets the keywords of the reference; times are in seconds.
    func write(to header: inout FITSHeader) {
        header["MJDREFI"] = Int(exactly: mjdInteger).map { .int($0) } ?? .double(mjdInteger)
        header["MJDREFF"] = .double(mjdFraction)
        header["TIMEUNIT"] = .string("s")
        header["TIMESYS"] = .string(scale.rawValue.uppercased())
        if header["TIMEREF"] == nil { header["TIMEREF"] = .string("LOCAL") }
    }

    /// 2000-01-01 in UTC, Gammapy's choice for datasets that are made and not observed.
    public static let year2000 = TimeReference(mjdInteger: 51544, mjdFraction: 0, scale: .utc)
}

import GammaCore

/// True or false for every pixel and bin: a byte each, an eighth of a ``WCSMap``.
public struct WCSMask: Sendable, Hashable {
    /// Where the flags are.
    public let geometry: WCSGeometry
    /// The flags in C order (axes…, y, x).
    public var flags: [Bool]

    /// Makes a mask.
    /// - Throws: ``Fault/Code/incompatible`` when the number of flags is not that of the geometry.
    public init(_ geometry: WCSGeometry, flags: [Bool]) throws {
        guard flags.count == geometry.valueCount else {
            throw Fault(.incompatible, "\(flags.count) flags do not fill a mask of \(geometry.valueCount)")
        }
        self.geometry = geometry
        self.flags = flags
    }

    /// A mask of one flag.
    public init(_ geometry: WCSGeometry, repeating flag: Bool) {
        self.geometry = geometry
        flags = [Bool](repeating: flag, count: geometry.valueCount)
    }

    /// One image repeated for every bin of the axes.
    /// - Throws: ``Fault/Code/incompatible`` when there is not one flag a pixel.
    public init(_ geometry: WCSGeometry, image: [Bool]) throws {
        guard image.count == geometry.pixelCount else {
            throw Fault(.incompatible, "\(image.count) flags do not fill an image of \(geometry.nx) × \(geometry.ny)")
        }
        self.geometry = geometry
        flags = (0..<geometry.planeCount).flatMap { _ in image }
    }

    /// The mask of a map: everything but 0, and NaN, is true.
    public init(_ map: WCSMap) {
        geometry = map.geometry
        flags = map.flags
    }

    /// The mask as a map of 0 and 1.
    public var map: WCSMap { WCSMap(mask: self) }

    /// How many flags are true.
    public var count: Int {
        flags.withUnsafeBufferPointer { flags in
            var count = 0
            for flag in flags where flag { count += 1 }
            return count
        }
    }

    /// Whether no flag is true.
    public var isEmpty: Bool { !flags.contains(true) }

    /// Whether all flags are true.
    public var isFull: Bool { !flags.contains(false) }

    /// The flag of the pixel that contains a direction; nil outside.
    /// - Precondition: one bin for each axis.
    public func value(at direction: SkyDirection, bins: [Int] = []) -> Bool? {
        geometry.indices(of: direction).map { flags[geometry.offset(ofBins: bins) + $0.y * geometry.nx + $0.x] }
    }

    /// Flags of the pixels that contain many positions in degrees, in the image at the given bins.
    /// - Parameter outside: the flag for positions outside.
    public func values(
        lon: [Double], lat: [Double], frame: SkyFrame, bins: [Int] = [], outside: Bool = false
    ) -> [Bool] {
        let start = geometry.offset(ofBins: bins)
        return geometry.pixelIndices(lon: lon, lat: lat, frame: frame).map { $0 < 0 ? outside : flags[start + $0] }
    }

    /// The image at the given bins, one for each axis.
    /// - Precondition: as many bins as axes, each on its axis.
    public func image(atBins bins: [Int]) -> WCSMask {
        let start = geometry.offset(ofBins: bins)
        return WCSMask(unchecked: geometry.image, Array(flags[start..<start + geometry.pixelCount]))
    }

    init(unchecked geometry: WCSGeometry, _ flags: [Bool]) {
        self.geometry = geometry
        self.flags = flags
    }
}

extension WCSMask {
    /// Where both are true.
    /// - Throws: ``Fault/Code/incompatible`` when the geometries differ.
    public static func & (a: WCSMask, b: WCSMask) throws -> WCSMask { try a.combined(b) { $0 && $1 } }

    /// Where at least one is true.
    /// - Throws: ``Fault/Code/incompatible`` when the geometries differ.
    public static func | (a: WCSMask, b: WCSMask) throws -> WCSMask { try a.combined(b) { $0 || $1 } }

    /// Where exactly one is true.
    /// - Throws: ``Fault/Code/incompatible`` when the geometries differ.
    public static func ^ (a: WCSMask, b: WCSMask) throws -> WCSMask { try a.combined(b) { $0 != $1 } }

    /// The opposite.
    public static prefix func ! (mask: WCSMask) -> WCSMask {
        WCSMask(unchecked: mask.geometry, mask.flags.map { !$0 })
    }

    /// Keeps what is true in both.
    /// - Throws: ``Fault/Code/incompatible`` when the geometries differ.
    public static func &= (a: inout WCSMask, b: WCSMask) throws { a = try a & b }

    /// Adds what is true in the other.
    /// - Throws: ``Fault/Code/incompatible`` when the geometries differ.
    public static func |= (a: inout WCSMask, b: WCSMask) throws { a = try a | b }

    @inline(__always)
    private func combined(_ other: WCSMask, _ operation: (Bool, Bool) -> Bool) throws -> WCSMask {
        try geometry.requireSame(other.geometry, "the masks")
        let (a, b) = (flags, other.flags)
        let result = [Bool](unsafeUninitializedCapacity: a.count) { buffer, count in
            for index in a.indices { buffer.initializeElement(at: index, to: operation(a[index], b[index])) }
            count = a.count
        }
        return WCSMask(unchecked: geometry, result)
    }
}

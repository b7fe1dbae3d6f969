import GammaCore
import GammaMaps
import GammaModels

/// Maps of a flux in energy bins, each value a factor on a reference model, with everything that is known about them:
/// errors, limits, significance, counts, and for every pixel how the value came about.
public struct FluxMaps: Sendable {
    /// The image, with the axis `energy` (TeV) alone.
    public let geometry: WCSGeometry
    /// The model whose norm the maps hold.
    public let reference: SkyModel
    /// What holds for all pixels.
    public var metadata: FluxMetadata
    /// Values (energy, y, x) of what was computed; NaN where a pixel has no value. √TS and stat
    /// follow from ts where they are not here, and the number of iterations may be in ``iterations``.
    public private(set) var values: [MapQuantity: [Double]]
    /// Iterations of each fit (energy, y, x) in a byte each, ``noIterations`` where there are none; nil when they are not known
    /// or in ``values``.
    public private(set) var iterations: [UInt8]?
    /// How each pixel came about (energy, y, x); nil when a file does not say.
    public private(set) var outcome: [MapOutcome]?
    /// The statistic over norms; nil when it was not asked for.
    public var scan: MapScan?

    /// Stands in ``iterations`` for NaN.
    public static let noIterations = UInt8.max

    /// Makes maps.
    /// - Throws: ``Fault/Code/incompatible`` when the geometry has other axes than `energy` or arrays do not fill it,
    ///   ``Fault/Code/noData`` without norm and significance.
    public init(
        _ geometry: WCSGeometry, reference: SkyModel, values: [MapQuantity: [Double]], iterations: [UInt8]? = nil,
        outcome: [MapOutcome]? = nil, scan: MapScan? = nil, metadata: FluxMetadata = FluxMetadata()
    ) throws {
        guard geometry.axes.map(\.name) == ["energy"] else {
            throw Fault(
                .incompatible, "flux maps need the axis 'energy' and no other, not \(geometry.axes.map(\.name))")
        }
        let count = geometry.valueCount
        for (quantity, array) in values where array.count != count {
            throw Fault(
                .incompatible, "\(array.count) values of '\(quantity.rawValue)' do not fill maps of \(count) pixels")
        }
        guard [outcome?.count, iterations?.count].allSatisfy({ $0 ?? count == count }),
            scan.map({ $0.stat.count == $0.norms.count * count }) ?? true
        else {
            throw Fault(.incompatible, "outcomes, iterations or scan do not fill maps of \(count) pixels")
        }
        guard values[.norm] != nil || values[.ts] != nil || values[.sqrtTS] != nil else {
            throw Fault(.noData, "flux maps need a norm or a test statistic")
        }
        self.geometry = geometry
        self.reference = reference
        self.values = values
        self.iterations = iterations
        self.outcome = outcome
        self.scan = scan
        self.metadata = metadata
    }

    /// The axis of energy, TeV.
    public var energy: MapAxis { geometry.axes[0] }

    /// The reference model in every energy bin.
    public var references: [ReferenceFlux] { ReferenceFlux.bins(reference.spectral, edges: energy.edges) }

    /// The quantities that there are, √TS and stat included where they follow from ts.
    public var quantities: [MapQuantity] { MapQuantity.allCases.filter { has($0) } }

    /// Whether there is a map of that quantity.
    public func has(_ quantity: MapQuantity) -> Bool {
        if values[quantity] != nil || (quantity == .niter && iterations != nil) { return true }
        guard values[.ts] != nil else { return false }
        return quantity == .sqrtTS || (quantity == .stat && values[.statNull] != nil)
    }

    /// A map (energy, y, x).
    /// - Throws: ``Fault/Code/noData`` for a quantity that was not computed.
    public func map(_ quantity: MapQuantity) throws -> WCSMap {
        guard let array = array(quantity) else {
            throw Fault(
                .noData, "there is no map of '\(quantity.rawValue)'",
                hint: "there are: \(quantities.map(\.rawValue).joined(separator: ", "))")
        }
        return try WCSMap(geometry, values: array, storage: .double)
    }

    /// A map of a flux in the internal unit of its type (``SEDType/unit``): norm · reference in each energy bin.
    /// - Throws: ``Fault/Code/noData`` for a quantity that was not computed.
    public func map(_ type: SEDType, _ quantity: FluxQuantity = .value) throws -> WCSMap {
        var map = try map(MapQuantity(quantity))
        guard type != .likelihood else { return map }
        let pixels = geometry.pixelCount
        for (bin, reference) in references.enumerated() {
            let factor = reference.factor(type)
            for index in bin * pixels..<(bin + 1) * pixels { map.values[index] *= factor }
        }
        map.unit = type.unit
        return map
    }

    /// Whether each pixel is to be shown as an upper limit (energy, y, x); nil without limits.
    public var isUL: [Bool]? {
        guard let limits = values[.normUL] else { return nil }
        guard let significance = array(.sqrtTS) else { return limits.map(\.isFinite) }
        return significance.map { $0 < metadata.sqrtTSThresholdUL }
    }

    /// Number of pixels of each outcome, for the legend; empty when it is not known.
    public var outcomeCounts: [(outcome: MapOutcome, pixels: Int)] {
        var counts = [Int](repeating: 0, count: MapOutcome.allCases.count)
        for item in outcome ?? [] { counts[Int(item.rawValue)] += 1 }
        return MapOutcome.allCases.filter { counts[Int($0.rawValue)] > 0 }.map { ($0, counts[Int($0.rawValue)]) }
    }

    /// The values of a quantity; √TS from ts and the sign of the norm, stat from that without source and ts.
    func array(_ quantity: MapQuantity) -> [Double]? {
        if let array = values[quantity] { return array }
        if quantity == .niter { return iterations.map { $0.map { $0 == Self.noIterations ? .nan : Double($0) } } }
        guard let ts = values[.ts] else { return nil }
        if quantity == .stat { return values[.statNull].map { zip($0, ts).map { $0 - $1 } } }
        guard quantity == .sqrtTS else { return nil }
        let norms = values[.norm]
        return ts.indices.map { index in
            let root = ts[index].isNaN ? .nan : max(ts[index], 0).squareRoot()
            return norms.map { $0[index] > 0 } ?? true ? root : -root
        }
    }
}

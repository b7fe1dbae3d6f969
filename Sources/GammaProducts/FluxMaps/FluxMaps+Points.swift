import GammaCore
import GammaMaps

extension FluxMaps {
    /// The flux points of the pixel that contains a direction.
    /// - Throws: ``Fault/Code/incompatible`` outside the image, ``Fault/Code/noData`` without norm.
    public func fluxPoints(at direction: SkyDirection) throws -> FluxPoints {
        guard let (x, y) = geometry.indices(of: direction) else {
            throw Fault(
                .incompatible, "\(direction) lies outside the flux maps",
                hint: "the image is \(geometry.nx) × \(geometry.ny) pixels around \(geometry.centre)")
        }
        guard has(.norm) else { throw Fault(.noData, "flux points need a norm, which these maps do not have") }
        let references = references
        let points = references.indices.map { bin in
            point(bin, at: bin * geometry.pixelCount + y * geometry.nx + x, references[bin])
        }
        return FluxPoints(points, metadata: metadata)
    }

    private func point(_ bin: Int, at index: Int, _ reference: ReferenceFlux) -> FluxPoint {
        func value(_ quantity: MapQuantity) -> Double? { values[quantity]?[index] }
        var point = FluxPoint(
            eMin: energy.edges[bin], eMax: energy.edges[bin + 1], eRef: energy.centres[bin], reference: reference,
            norm: value(.norm) ?? .nan)
        point.normErr = value(.normErr)
        point.normErrn = value(.normErrn)
        point.normErrp = value(.normErrp)
        point.normUL = value(.normUL)
        point.normSensitivity = value(.normSensitivity)
        point.ts = value(.ts)
        point.sqrtTS = value(.sqrtTS)
        point.stat = value(.stat)
        point.statNull = value(.statNull)
        point.npred = value(.npred).map { [$0] }
        point.npredExcess = value(.npredExcess).map { [$0] }
        point.counts = value(.counts).map { [$0] }
        if let scan {
            let stride = geometry.valueCount
            point.scan = NormScan(
                norm: scan.norms,
                stat: scan.norms.indices.map { scan.stat[$0 * stride + index] + (point.statNull ?? 0) })
        }
        point.outcome = outcome.map { outcomes in
            let item = outcomes[index]
            return item == .fitted ? .converged : PointOutcome(success: item.hasValue, reason: item.reason)
        }
        return point
    }
}

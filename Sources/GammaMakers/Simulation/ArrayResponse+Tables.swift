import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaNumerics

extension ArrayResponse {
    /// The responses as tables: true energies 0.05…100 TeV, background 0.1…100 TeV, offsets up to 3°.
    ///
    /// Values are rounded to single precision, as files hold them.
    public func responses() throws -> Responses {
        let offset = try IRFAxis(.offset, edges: Quadrature.linspace(0, 3, count: 13))
        let energyTrue = try IRFAxis(.energyTrue, edges: Self.energyEdges(from: 0.05, bins: 48))
        return Responses(
            effectiveArea: try effectiveArea(energyTrue, offset),
            energyDispersion: try energyDispersion(energyTrue),
            pointSpread: try pointSpread(energyTrue, offset), background: try background(offset))
    }

    private static func energyEdges(from lowest: Double, bins: Int) -> [Double] {
        Quadrature.geomspace(lowest, 100, count: bins + 1).map(single)
    }

    private static func single(_ value: Double) -> Double { Double(Float(value)) }

    /// Values on the grid of the centres, C order.
    private static func values(
        _ energy: IRFAxis, _ offset: IRFAxis, _ function: (Double, Double) -> Double
    ) -> [Double] {
        energy.centres.flatMap { e in offset.centres.map { function(e, $0) } }
    }

    private func effectiveArea(_ energyTrue: IRFAxis, _ offset: IRFAxis) throws -> EffectiveArea2D {
        var header = FITSHeader()
        header["LO_THRES"] = .double(loThreshold)
        header["HI_THRES"] = .double(hiThreshold)
        let squareMetres = Self.values(energyTrue, offset) { Self.single(effectiveArea(energy: $0, offset: $1) * 1e-4) }
        return try EffectiveArea2D(
            energyTrue: energyTrue, offset: offset, values: squareMetres.map { $0 * 1e4 }, header: header)
    }

    /// Each bin holds the mean density of the Gaussian cut to 0.2…3.
    private func energyDispersion(_ energyTrue: IRFAxis) throws -> EnergyDispersion2D {
        let edges = Quadrature.linspace(0.2, 3, count: 141).map(Self.single)
        let offset = try IRFAxis(.offset, edges: [0, 1, 2, 3])
        let values = energyTrue.centres.flatMap { energy in
            let (mean, width) = (migrationMean(energy: energy), migrationWidth(energy: energy))
            let cumulative = edges.map { Special.normalCDF(($0 - mean) / width) }
            let norm = cumulative[edges.count - 1] - cumulative[0]
            return edges.indices.dropLast().flatMap { m in
                let density = (cumulative[m + 1] - cumulative[m]) / norm / (edges[m + 1] - edges[m])
                return [Double](repeating: Self.single(density), count: offset.count)
            }
        }
        return try EnergyDispersion2D(
            energyTrue: energyTrue, migra: IRFAxis(.migra, edges: edges), offset: offset, values: values)
    }

    private func pointSpread(_ energyTrue: IRFAxis, _ offset: IRFAxis) throws -> PSF3Gauss {
        let widths = Self.values(energyTrue, offset) { spreadWidth(energy: $0, offset: $1) }
        let norm = Self.gaussians.reduce(0) { $0 + $1.amplitude * $1.width * $1.width }
        let perSteradian = pow(180 / Double.pi, 2)
        func scaled(_ index: Int) -> [Double] { widths.map { Self.single($0 * Self.gaussians[index].width) } }
        func constant(_ index: Int) -> [Double] { widths.map { _ in Self.single(Self.gaussians[index].amplitude) } }
        return try PSF3Gauss(
            energyTrue: energyTrue, offset: offset,
            scale: widths.map { Self.single(perSteradian / (2 * Double.pi * $0 * $0 * norm)) }, sigma1: scaled(0),
            sigma2: scaled(1), sigma3: scaled(2), amplitude2: constant(1), amplitude3: constant(2))
    }

    private func background(_ offset: IRFAxis) throws -> Background2D {
        let energy = try IRFAxis(.energy, edges: Self.energyEdges(from: 0.1, bins: 45))
        let perMeV = Self.values(energy, offset) { Self.single(background(energy: $0, offset: $1) * 1e-6) }
        return try Background2D(energy: energy, offset: offset, values: perMeV.map { $0 * 1e6 })
    }
}

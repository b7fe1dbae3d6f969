import GammaCore
import GammaData
import GammaMaps

/// Counts on the sky in bins of reconstructed energy, with all that is needed to predict them from models.
///
/// Holds what Gammapy's `MapDataset` and `MapDatasetOnOff` hold; ``background`` tells which of the two it is. Maps are in
/// C order (energy, y, x).
public struct MapDataset: Dataset, Equatable {
    /// Unique name.
    public var name: String
    /// Counts in bins of reconstructed energy.
    public var counts: WCSMap
    /// Effective area × livetime in bins of true energy, cm² s.
    public var exposure: WCSMap
    /// Background, and with it the fit statistic.
    public var background: MapBackground
    /// Point-spread function; nil means none.
    public var psf: PSFMap?
    /// Energy dispersion; nil means none.
    public var energyDispersion: EnergyDispersionMap?
    /// Bins in which the instrument response can be trusted (energy, y, x).
    public var maskSafe: [Bool]
    /// Bins chosen for the fit (energy, y, x); nil means all.
    public var maskFit: [Bool]?
    /// Good time intervals.
    public var gti: GTI?
    /// Observation time corrected for dead time, s.
    public var livetime: Double
    /// Where the data come from.
    public var provenance: DatasetProvenance

    /// Makes a dataset. Masks that are left out hold true.
    /// - Throws: ``Fault/Code/incompatible`` when maps do not fit together.
    public init(
        name: String, counts: WCSMap, exposure: WCSMap, background: MapBackground = .none, psf: PSFMap? = nil,
        energyDispersion: EnergyDispersionMap? = nil, maskSafe: [Bool]? = nil, maskFit: [Bool]? = nil,
        gti: GTI? = nil, livetime: Double = 0, provenance: DatasetProvenance = .init()
    ) throws {
        self.name = name
        self.counts = counts
        self.exposure = try exposure.converted(to: .cm2s)
        self.background = background
        self.psf = psf
        self.energyDispersion = energyDispersion
        self.maskSafe = maskSafe ?? Array(repeating: true, count: counts.values.count)
        self.maskFit = maskFit
        self.gti = gti
        self.livetime = livetime
        self.provenance = provenance
        try checkShapes()
    }

    private func checkShapes() throws {
        guard counts.geometry.axes.map(\.name) == ["energy"], exposure.geometry.axes.map(\.name) == ["energy_true"]
        else {
            throw incompatible("counts need the axis 'energy' and exposure the axis 'energy_true', and no other")
        }
        let (bins, image) = (counts.values.count, counts.geometry.image)
        guard exposure.geometry.image.isClose(to: image) else {
            throw incompatible("counts and exposure lie on different images")
        }
        guard maskSafe.count == bins, maskFit?.count ?? bins == bins else {
            throw incompatible("a mask does not have one flag for each of the \(bins) bins")
        }
        switch background {
        case .none: break
        case .predicted(let map):
            guard map.geometry.isClose(to: counts.geometry) else {
                throw incompatible("counts and background have different geometries")
            }
        case .measured(let off):
            for map in [off.counts, off.acceptance, off.acceptanceOff] where !map.geometry.isClose(to: counts.geometry)
            {
                throw incompatible("counts and off measurement have different geometries")
            }
        }
    }

    private func incompatible(_ what: String) -> Fault {
        Fault(.incompatible, "dataset '\(name)': \(what)", hint: "make all maps of a dataset on one geometry")
    }

    /// Image and axis of reconstructed energy.
    public var geometry: WCSGeometry { counts.geometry }

    /// Axis of reconstructed energy, TeV.
    public var energy: MapAxis { counts.geometry.axes[0] }

    /// Axis of true energy, TeV.
    public var energyTrue: MapAxis { exposure.geometry.axes[0] }

    /// Bins that take part in a fit: safe and chosen.
    public var mask: [Bool] {
        guard let maskFit else { return maskSafe }
        return zip(maskSafe, maskFit).map { $0 && $1 }
    }

    /// Background counts expected in each bin: predicted, or α·n_off.
    public var backgroundCounts: [Double] {
        switch background {
        case .none: Array(repeating: 0, count: counts.values.count)
        case .predicted(let map): map.values
        case .measured(let off): off.background
        }
    }

    /// Keeps for the fit the planes that lie wholly within the range of reconstructed energy (TeV), as in Gammapy.
    public mutating func setFitRange(minimum: Double?, maximum: Double?) {
        let planes = energy.mask(minimum: minimum, maximum: maximum)
        maskFit = planes.flatMap { Array(repeating: $0, count: geometry.pixelCount) }
    }
}

import GammaCore

/// Section `datasets`: the reduction.
public struct DatasetsConfig: Sendable, Hashable {
    /// What is made of the events.
    public enum ReductionType: String, Sendable, Hashable, CaseIterable {
        /// Spectra of a region.
        case spectrum = "1d"
        /// Sky maps in energy bins.
        case map = "3d"
    }

    /// What is computed for each run.
    public enum MapName: String, Sendable, Hashable, CaseIterable {
        /// Measured counts.
        case counts
        /// Effective area times livetime.
        case exposure
        /// Predicted background.
        case background
        /// Point spread function.
        case psf
        /// Energy dispersion.
        case edisp
    }

    /// Section `datasets.geom`.
    public struct Geometry: Sendable, Hashable {
        /// Section `datasets.geom.wcs`, for 3d.
        public struct WCS: Sendable, Hashable {
            /// Centre of the map.
            public var skydir = DirectionConfig()
            /// Size of a pixel.
            public var binsize = ConfigAngle.degrees(0.02)
            /// Width of the map.
            public var width = ConfigAngle.degrees(5)
            /// Height of the map.
            public var height = ConfigAngle.degrees(5)
            /// Size of a pixel of the response maps.
            public var binsizeIRF = ConfigAngle.degrees(0.2)
        }

        /// The map, for 3d.
        public var wcs = WCS()
        /// Events further from the pointing than this are not used, for 3d.
        public var offsetMax = ConfigAngle.degrees(2.5)
        /// Axis of reconstructed energy.
        public var energy = EnergyAxisConfig(min: .TeV(1), max: .TeV(10), nbins: 5)
        /// Axis of true energy.
        public var energyTrue = EnergyAxisConfig(min: .TeV(0.5), max: .TeV(20), nbins: 16)
    }

    /// Section `datasets.groups`: runs that are stacked together; not in Gammapy.
    public struct Groups: Sendable, Hashable {
        /// Bins of columns of the observation index, beside which there are OFFSET and DATE.
        public var columns: ConfigColumnEdges?
        /// Number of clusters of like responses into which runs, or each of these bins, are divided.
        public var clusters: Int?
    }

    /// What kind of datasets.
    public var type = ReductionType.spectrum
    /// Whether all runs are added up to one dataset.
    public var stack = true
    /// Into which groups runs are put before they are added up.
    public var groups = Groups()
    /// Axes and maps.
    public var geom = Geometry()
    /// What is computed for each run; 1d always makes counts, exposure and edisp.
    public var mapSelection: [MapName] = [.counts, .exposure, .background, .psf, .edisp]
    /// How the background is found.
    public var background = BackgroundConfig()
    /// Which energies and offsets are safe.
    public var safeMask = SafeMaskConfig()
    /// The on region, for 1d.
    public var onRegion = CircleConfig()
    /// Whether the exposure is corrected for the part of the point spread function outside the on region, for 1d.
    public var containmentCorrection = true
}

/// Section `datasets.background`.
public struct BackgroundConfig: Sendable, Hashable {
    /// How the background is found.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// Regions like the on region at the same distance from the pointing, for 1d.
        case reflected
        /// The on region itself at other phases of a pulsed source, for 1d; an extension of GammaKit.
        case phase
        /// The background model scaled to the counts of the field of view, for 3d.
        case fovBackground = "fov_background"
        /// A ring around each pixel, for 3d with one energy bin.
        case ring
    }

    /// How off regions are placed; an extension of GammaKit.
    public enum RegionFinder: String, Sendable, Hashable, CaseIterable {
        /// As many as fit.
        case reflected
        /// A fixed number at equal angles.
        case wobble
    }

    /// How the background model is scaled.
    public enum FoVMethod: String, Sendable, Hashable, CaseIterable {
        /// By the ratio of counts.
        case scale
        /// By a fit of norm and tilt.
        case fit
    }

    /// Section `datasets.background.parameters`: nil where the maker's own default holds.
    public struct Parameters: Sendable, Hashable {
        /// reflected: how off regions are placed; reflected.
        public var regionFinder: RegionFinder?
        /// reflected with the wobble finder: number of off regions.
        public var nOffRegions: Int?
        /// reflected: step of the rotation in which regions are sought; 0.1 rad.
        public var angleIncrement: ConfigAngle?
        /// reflected: distance between off regions; 0 rad.
        public var minDistance: ConfigAngle?
        /// reflected: distance between off regions and the on region; 0.1 rad.
        public var minDistanceInput: ConfigAngle?
        /// reflected: largest number of off regions; 10000.
        public var maxRegionNumber: Int?
        /// reflected: pixel of the map on which regions are compared with the exclusion mask; 0.01 deg.
        public var binsz: ConfigAngle?
        /// phase: phases with the source.
        public var onPhase: ConfigPhases?
        /// phase: phases without the source.
        public var offPhase: ConfigPhases?
        /// phase: event column with the phase, 0 to 1; PHASE.
        public var phaseColumnName: String?
        /// fov_background: how the model is scaled; scale.
        public var method: FoVMethod?
        /// fov_background: lowest energy that is looked at; all. Not in Gammapy.
        public var energyMin: ConfigEnergy?
        /// fov_background: highest energy that is looked at; all. Not in Gammapy.
        public var energyMax: ConfigEnergy?
        /// fov_background: tag of the spectral norm model; pl-norm.
        public var spectralModel: String?
        /// fov_background: tag of a spatial norm model; none.
        public var spatialModel: String?
        /// fov_background: counts needed for a run to be used; 0.
        public var minCounts: Double?
        /// fov_background: predicted background needed for a run to be used; 0.
        public var minNpredBackground: Double?
        /// ring: inner radius.
        public var rIn: ConfigAngle?
        /// ring: width.
        public var width: ConfigAngle?
    }

    /// How the background is found; nil: the model of the archive as it is.
    public var method: Method?
    /// FITS map, true where background may be taken, or a region file of DS9 (`.reg`) with what is excluded; `auto` finds
    /// that in the maps of the runs.
    public var exclusion: ConfigPath?
    /// Details of the method.
    public var parameters = Parameters()
}

/// Section `datasets.safe_mask`.
public struct SafeMaskConfig: Sendable, Hashable {
    /// What limits the safe range.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// The thresholds stored with the effective area.
        case aeffDefault = "aeff-default"
        /// A part of the largest effective area.
        case aeffMax = "aeff-max"
        /// The bias of the energy reconstruction.
        case edispBias = "edisp-bias"
        /// The distance from the pointing.
        case offsetMax = "offset-max"
        /// The peak of the background spectrum.
        case bkgPeak = "bkg-peak"
    }

    /// Which responses are looked at.
    public enum ResponseLevel: String, Sendable, Hashable, CaseIterable {
        /// Those projected on the dataset.
        case dl4 = "DL4"
        /// Those of the run.
        case dl3 = "DL3"
    }

    /// Section `datasets.safe_mask.parameters`: nil where the maker's own default holds.
    public struct Parameters: Sendable, Hashable {
        /// aeff-max: percent of the largest effective area; 10.
        public var aeffPercent: Double?
        /// edisp-bias: percent of bias; 10.
        public var biasPercent: Double?
        /// Offset at which responses are looked at, for runs with the same one; the centre of the dataset.
        public var fixedOffset: ConfigAngle?
        /// offset-max: largest distance from the pointing; 3 deg.
        public var offsetMax: ConfigAngle?
        /// Which responses are looked at; DL4.
        public var irfs: ResponseLevel?
    }

    /// What limits the safe range; all apply.
    public var methods: [Method] = [.aeffDefault]
    /// Details of the methods.
    public var parameters = Parameters()
}

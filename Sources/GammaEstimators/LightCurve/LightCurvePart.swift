import GammaCore
import GammaData
import GammaDatasets

/// Data of one stretch of time that become a dataset when a light curve needs them: a run, a part of one, or a dataset that
/// is there already.
public struct LightCurvePart: Sendable {
    /// Unique name, that of the dataset.
    public var name: String
    /// Beginning of its first good time interval.
    public var start: Instant
    /// End of its last good time interval.
    public var stop: Instant
    /// Scale of its times in files.
    public var timeScale: TimeScale
    /// Makes the dataset; nil when there is nothing in it.
    public var dataset: @Sendable () throws -> (any Dataset)?

    /// A dataset.
    /// - Throws: ``Fault/Code/noData`` for one without good time intervals.
    public init(_ dataset: any CountsDataset) throws {
        try self.init(name: dataset.name, gti: dataset.gti) { dataset }
    }

    /// Something that is reduced in its turn.
    /// - Throws: ``Fault/Code/noData`` without good time intervals.
    public init(name: String, gti: GTI?, dataset: @escaping @Sendable () throws -> (any Dataset)?) throws {
        guard let gti, let start = gti.start, let stop = gti.stop else {
            throw Fault(.noData, "'\(name)' has no good time intervals, which a light curve needs")
        }
        self.name = name
        self.start = start
        self.stop = stop
        timeScale = gti.reference.scale
        self.dataset = dataset
    }
}

import GammaKit

/// The Crab nebula of HAWC: one dataset for each class of events, and one model for all of them.
public struct HAWCTutorial {
    let archive: String
    let output: String

    /// - Parameters:
    ///   - archive: folder of the index tables.
    ///   - output: folder for results.
    public init(archive: String, output: String) { (self.archive, self.output) = (archive, output) }

    /// The number of transits that the data are of.
    public func transits() throws -> Double {
        let crab = SkyDirection(ra: 83.63, dec: 22.01)
        let map = try WCSMap.read("\(archive)/irfs/TransitsMap_Crab.fits.gz")
        let transits = try HAWCDatasetMaker.transits(in: map, at: crab)
        return transits
    }

    /// One dataset a class.
    public func datasets(
        transits: Double, classes: ClosedRange<Int>, pixels: Int = 120
    ) throws -> [MapDataset] {
        let crab = SkyDirection(ra: 83.63, dec: 22.01)
        let image = try WCSGeometry.create(
            centre: crab, pixels: SIMD2(pixels, pixels), binSize: [0.05, 0.05], projection: "TAN")
        let datasets = try classes.map { number in
            let data = try HAWCData(
                index: "\(archive)/hdu-index-table-NN-Crab.fits.gz", hdu: String(number))
            return try HAWCDatasetMaker(data, transits: transits).makeMap(
                name: "class-\(number)", image: image)
        }
        return datasets
    }

    /// The fit of a point source to all of them.
    public func fit(_ datasets: [MapDataset]) throws -> ModelsFitResult {
        let crab = SkyDirection(ra: 83.63, dec: 22.01)
        let source = SkyModel(
            "Crab", spectral: LogParabola(amplitude: 2.3e-13, reference: 7, alpha: 2.79, beta: 0.1),
            spatial: PointSpatialModel(at: crab))
        let result = try Fit(datasets, models: Models(source)).run(Execution(threads: 2))
        print(result.report)
        try DatasetsFile.write(datasets, to: "\(output)/datasets.yaml")
        try result.models.write(to: "\(output)/models.yaml")
        return result
    }
}

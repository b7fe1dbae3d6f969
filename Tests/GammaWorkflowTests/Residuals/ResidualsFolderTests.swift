import Foundation
import GammaCore
import GammaDatasets
import GammaEstimators
import GammaIO
import GammaMaps
import GammaModels
import GammaProducts
import GammaTestSupport
import GammaWorkflow
import Testing

@Suite struct ResidualsFolderTests {
    /// Maps with two bands, tables, numbers and figures, readable again.
    @Test func filesOfMaps() throws {
        var random = RandomStream(seed: 4, stream: "counts")
        var source = SyntheticField.source(PointSpatialModel(at: SyntheticField.centre), name: "a/b source")
        source.spatial?.parameters[0].error = 0.01
        source.spatial?.parameters[1].error = 0.01
        let models = Models(source)
        let dataset = try SyntheticField.dataset(models, &random)
        let residuals = try ResidualEstimator(energyEdges: [1, 3.16, 10], toys: 20).run([dataset], models: models)
        try withTemporaryFolder { folder in
            let written = try ResidualsFolder(residuals, models: models).write(to: folder)
            let names = Set(written.map { $0.dropFirst(folder.count + 1) }.map(String.init))
            for name in [
                "residual_maps.fits", "residual_maps_peaks.ecsv", "residual_maps_peaks.reg", "residuals.json",
                "tables/energy_a_b_source_field.ecsv", "tables/lon_whole_map_field.ecsv", "figures/residual_maps.png",
                "figures/residual_bands.svg", "figures/residual_significances_band1.pdf",
                "figures/residuals_radial_a_b_source_field.png",
            ] {
                #expect(names.contains(name), "\(name)")
            }
            #expect(written.allSatisfy(FileManager.default.fileExists))
            let table = try Table.readECSV(folder + "/tables/energy_a_b_source_field.ecsv")
            #expect(try table.doubles("counts") == residuals.spectra[1].counts)
            #expect(table.header.string("REGION") == "a/b source")
            let map = try WCSMap(reader: FITSReader(folder + "/residual_maps.fits"), hdu: "SQRT_TS")
            #expect(map.geometry.axes[0].binCount == 2)
            expectClose(map.values[620], residuals.maps[0].significance.values[620], absolute: 0)
        }
    }

    @Test func reportNamesWhatItCompares() throws {
        let dataset = try SyntheticSpectrum.dataset()
        let residuals = try ResidualEstimator(toys: 20).run([dataset], models: SyntheticSpectrum.crab)
        #expect(residuals.report.contains("on region") && residuals.report.contains("synthetic"))
        #expect(residuals.json["spectra"]?[0]?["goodness"]?["toys"] != nil)
    }
}

import GammaDatasets
import GammaTestSupport

/// The simulated H.E.S.S. observations of HESS J1702-420, read once for all tests.
enum RealMaps {
    private static let datasets = (0..<4).map { index in
        Result { try MapDataset.read(TestData.path("sim-j1702/bin-\(index).fits.gz") ?? "no test data") }
    }

    /// The dataset of one of the four files.
    static func dataset(_ index: Int) throws -> MapDataset { try datasets[index].get() }
}

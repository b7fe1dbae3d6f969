import GammaCore

/// The public data sets that can be downloaded by name: those of the repository gammapy-data that GammaKit's examples use, and the
/// events of the joint analysis of the Crab nebula.
///
/// The list of files, with sizes and checksums, is fetched from their repository, so that it is never out of date.
public enum DatasetRegistry {
    private static let tree = "https://api.github.com/repos/gammapy/gammapy-data/git/trees/HEAD?recursive=1"
    private static let files = "https://raw.githubusercontent.com/gammapy/gammapy-data/HEAD/"

    /// All data sets in alphabetical order.
    public static let sources: [DatasetSource] = [
        source("PKS2155-steady", "PKS 2155-304 in a steady state: reduced H.E.S.S. spectra", hess),
        source("catalogs", "Catalogues: H.E.S.S. Galactic plane, Fermi 3FGL, 4FGL, 3FHL, HAWC, LHAASO, gamma-cat"),
        source(
            "cta-1dc", "Simulated CTA observations of the Galactic plane (first data challenge) with responses", cta),
        source(
            "ebl", "Absorption by the extragalactic background light: Franceschini, Dominguez, Finke, Saldana-Lopez"),
        source("estimators", "Flux points and light curves in the formats that Gammapy writes"),
        source("fermi-3fhl-crab", "Fermi-LAT 3FHL, Crab nebula: reduced dataset and model", fermi),
        source("fermi-3fhl-gc", "Fermi-LAT 3FHL, Galactic centre: events, counts, exposure, background, PSF", fermi),
        source("fermi_3fhl", "Fermi-LAT 3FHL: events, exposure, PSF, isotropic and diffuse models", fermi),
        source(
            "hess-dl3-dr1", "H.E.S.S. public test data release 1: 105 runs with responses and background models", hess),
        source("joint-crab", "Crab nebula seen by Fermi-LAT, MAGIC, VERITAS, FACT and H.E.S.S.: reduced spectra", crab),
        DatasetSource(
            name: "joint-crab-dl3",
            description: "The same: events and responses, and the nebula's light from radio to gamma rays",
            manifestURL: "https://api.github.com/repos/open-gamma-ray-astro/joint-crab/git/trees/HEAD?recursive=1",
            baseURL: "https://raw.githubusercontent.com/open-gamma-ray-astro/joint-crab/HEAD/", folder: "data",
            credit: crab),
    ]

    /// The data set of that name.
    /// - Throws: ``Fault/Code/badValue`` with the nearest name, or all of them.
    public static func source(named name: String) throws -> DatasetSource {
        if let source = sources.first(where: { $0.name == name }) { return source }
        let names = sources.map(\.name)
        throw Fault(
            .badValue, "there is no data set '\(name)'",
            hint: nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
                ?? "data sets: \(names.joined(separator: ", "))")
    }

    /// The data sets as a table for the terminal.
    public static var textTable: TextTable {
        var table = TextTable(
            [.init("name", alignment: .left), .init("what it is", alignment: .left)], title: "Public data sets")
        for source in sources { table.append([source.name, source.description]) }
        return table
    }

    private static func source(_ name: String, _ description: String, _ credit: String = "") -> DatasetSource {
        DatasetSource(name: name, description: description, manifestURL: tree, baseURL: files, credit: credit)
    }

    private static let hess = """
        This work made use of data from the H.E.S.S. DL3 public test data release 1 (HESS DL3 DR1, H.E.S.S. collaboration, \
        2018), https://doi.org/10.5281/zenodo.1421099
        """
    private static let cta = "CTA first data challenge, https://www.ctao.org"
    private static let fermi =
        "Fermi-LAT collaboration, NASA Fermi Science Support Center, https://fermi.gsfc.nasa.gov/ssc"
    private static let crab = "Nigro et al. 2019, A&A 625, A10, https://github.com/open-gamma-ray-astro/joint-crab"
}

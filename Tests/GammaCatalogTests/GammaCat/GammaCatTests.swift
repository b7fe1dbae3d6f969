import Foundation
import GammaCore
import GammaIO
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaCatalog

/// gamma-cat in its FITS form, from a file made here: its own file is not among the test data.
@Suite struct GammaCatTests {
    static func bytes() throws -> [UInt8] {
        var table = SyntheticTable("GAMMA_CAT", rows: 5)
        table.columns.append(Column("source_id", .int32([1, 2, 3, 4, 5])))
        table.text("common_name", "CTA 1", "Vela X", "Vela Junior", "HESS J1825-137", "Unseen")
        table.text("gamma_names", "VER J0006+729", "HESS J0835-455", "HESS J0852-463, RX J0852.0-4622")
        table.text("other_names", "SNR G119.5+10.2")
        table.text("classes", "pwn", "pwn", "snr-shell", "pwn")
        table.doubles("glon", "deg", [119.60, 263.86, 266.28, 17.53, 10])
        table.doubles("glat", "deg", [10.2, -3.09, -1.24, -0.62, 0])
        table.doubles("pos_err", "deg", [0.05, 0.02])
        table.floats("significance", "", 6.5, 27.9, 39)
        table.text("morph_type", "gauss", "gauss", "shell", "point", "none")
        table.doubles("morph_sigma", "deg", [0.30, 0.48, 1.0])
        table.doubles("morph_sigma_err", "deg", [0.03, 0.03])
        table.doubles("morph_sigma2", "deg", [0.24])
        table.doubles("morph_pa", "deg", [17.5])
        table.text("morph_pa_frame", "radec")
        table.text("spec_type", "pl", "ecpl", "ecpl", "pl2", "none")
        let unit = "cm-2 s-1 TeV-1"
        table.doubles("spec_pl_norm", unit, [1.02e-13])
        table.doubles("spec_pl_norm_err", unit, [2.6e-14])
        table.doubles("spec_pl_index", "", [2.2])
        table.doubles("spec_pl_index_err", "", [0.2])
        table.doubles("spec_pl_e_ref", "TeV", [3])
        table.doubles("spec_ecpl_norm", unit, [.nan, 1.46e-11, 3.22e-11])
        table.doubles("spec_ecpl_norm_err", unit, [.nan, 0.08e-11])
        table.doubles("spec_ecpl_index", "", [.nan, 1.32, 1.81])
        table.doubles("spec_ecpl_e_cut", "TeV", [.nan, 14, 6.7])
        table.doubles("spec_ecpl_e_cut_err", "TeV", [.nan, 1.6])
        table.doubles("spec_ecpl_e_ref", "TeV", [.nan, 1, 1])
        table.doubles("spec_pl2_flux", "cm-2 s-1", [.nan, .nan, .nan, 2e-11])
        table.doubles("spec_pl2_index", "", [.nan, .nan, .nan, 2.4])
        table.doubles("spec_pl2_e_min", "TeV", [.nan, .nan, .nan, 0.5])
        table.arrays("sed_e_ref", "TeV", [1, 3, .nan])
        table.arrays("sed_dnde", unit, [1e-12, .nan, .nan])
        table.arrays("sed_dnde_err", unit, [1e-13, .nan, .nan])
        table.arrays("sed_dnde_ul", unit, [.nan, 3e-13, .nan])
        return try FITSWriter.bytes([.image(FITSImage()), .table(table.table)])
    }

    private func catalog() throws -> SourceCatalog { try SourceCatalog.parse(Self.bytes(), path: "gammacat.fits") }

    @Test func spectra() throws {
        let catalog = try catalog()
        #expect(catalog.family == .gammaCat)
        let flux = try #require(catalog.source("CTA 1").spectrum())
        expectClose(flux(3), 1.02e-13, relative: 1e-12)
        expectClose(flux.spectralIndex(at: 1), 2.2, relative: 1e-6)
        let vela = try #require(catalog.source("HESS J0835-455").spectrum())
        // Formula of the catalogue: N (E/E₀)^−Γ exp(−E/E_c).
        expectClose(vela(10), 1.46e-11 * pow(10, -1.32) * exp(-10.0 / 14), relative: 1e-12)
        expectClose(try #require(vela.parameters.first { $0.name == "lambda_" }).error, 1.6 / 196, relative: 1e-12)
        let nebula = try #require(catalog.source("HESS J1825-137").spectrum())
        expectClose(nebula.integral(from: 0.5, to: 1e5), 2e-11, relative: 1e-9)
    }

    /// The Gaussian of CTA 1 is elongated in equatorial coordinates.
    @Test func shapes() throws {
        let catalog = try catalog()
        let shape = try #require(try catalog.source("CTA 1").skyModels()[0].spatial)
        #expect(shape.frame == .icrs)
        let values = Dictionary(uniqueKeysWithValues: shape.parameters.map { ($0.name, $0.value) })
        expectClose(try #require(values["sigma"]), 0.3, relative: 1e-12)
        expectClose(try #require(values["e"]), 0.6, relative: 1e-12)
        expectClose(try #require(values["phi"]), 17.5, relative: 1e-12)
        let round = try #require(try catalog.source("Vela X").skyModels()[0].spatial)
        #expect(round.frame == .galactic)
        #expect(round.parameters[2].error == 0.03)
        let shell = try #require(try catalog.source("RX J0852.0-4622").skyModels()[0].spatial)
        expectClose(shell.parameters[2].value, 0.8, relative: 1e-12)
        expectClose(shell.parameters[3].value, 0.2, relative: 1e-12)
    }

    @Test func whatIsNotStatedIsSaid() throws {
        #expect(try catalog().source("Unseen").models().failure == .noSpectrum)
    }

    @Test func pointsAndLimits() throws {
        let points = try #require(try catalog().source("CTA 1").fluxPoints)
        #expect(points.isUL == [false, true])
        expectClose(points.values(.dnde)[0], 1e-12, relative: 1e-6)
        expectClose(points.values(.dnde, .errn)[0], 1e-13, relative: 1e-6)
        expectClose(points.values(.dnde, .ul)[1], 3e-13, relative: 1e-6)
    }
}

import GammaCore
import GammaIO
import GammaModels

/// A small file in the format of 4FGL, with the columns of its data releases.
///
/// Three sources: a pulsar with a cut-off, a blazar with a log parabola, an extended remnant with a power law.
struct SyntheticFourthCatalog {
    /// The data release, 1 to 4.
    var release: Int

    /// Version of the file of each release.
    var version: Int { [1: 19, 2: 27, 3: 31, 4: 32][release] ?? 32 }
    var bandCount: Int { release < 3 ? 7 : 8 }
    var years: Int { [1: 8, 2: 10, 3: 12, 4: 14][release] ?? 14 }

    /// Pivot energies, MeV.
    static let pivots = [843.0, 1200, 2500]
    /// Flux densities at the pivot energies, cm⁻² s⁻¹ MeV⁻¹.
    static let densities = [2.5e-9, 3e-12, 1.5e-12]

    var cutoff: any SpectralModel {
        if release < 3 {
            return SuperExpCutoffPowerLaw4FGL(
                amplitude: 2.5e-3, reference: 843e-6, expfactor: 0.01, index1: 1.2, index2: 0.55)
        }
        return SuperExpCutoffPowerLaw4FGLDR3(
            amplitude: 2.5e-3, reference: 843e-6, expfactor: 0.6, index1: 2.2, index2: 0.45)
    }
    var parabola: any SpectralModel {
        LogParabola(amplitude: 3e-6, reference: 1.2e-3, alpha: 1.9, beta: 0.08)
    }
    var powerLaw: any SpectralModel { PowerLaw(index: 2.3, amplitude: 1.5e-6, reference: 2.5e-3) }
    /// The chosen spectra in the order of the sources.
    var spectra: [any SpectralModel] { [cutoff, parabola, powerLaw] }

    var hdus: [FITSHDU] {
        [.image(FITSImage()), .table(sources), .table(extended), .table(energies), .table(times)]
    }

    func bytes() throws -> [UInt8] { try FITSWriter.bytes(hdus) }

    private var sources: Table {
        var table = SyntheticTable("LAT_Point_Source_Catalog", rows: 3)
        table.cards = [.init("VERSION", .string("v\(version)"))]
        table.text("Source_Name", "4FGL J0835.3-4510", "4FGL J1104.4+3812", "4FGL J0617.2+2234e")
        if release >= 2 { table.columns.append(Column("DataRelease", .int16([1, 1, Int16(release)]))) }
        table.floats("RAJ2000", "deg", 128.8363, 166.1187, 94.31)
        table.floats("DEJ2000", "deg", -45.1764, 38.2074, 22.58)
        table.floats("Conf_95_SemiMajor", "deg", 0.0039, 0.0080)
        table.floats("Conf_95_SemiMinor", "deg", 0.0038, 0.0060)
        table.floats("Conf_95_PosAng", "deg", 10, 30)
        table.text("Extended_Source_Name", "", "", "IC 443")
        table.floats("Signif_Avg", "", 1086, 302, 170)
        table.doubles("Pivot_Energy", "MeV", Self.pivots)
        addFluxes(&table)
        table.text("SpectrumType", "PLSuperExpCutoff", "LogParabola", "PowerLaw")
        addSpectra(&table)
        addBands(&table)
        table.text("ASSOC_FGL", "3FGL J0835.3-4510", "3FGL J1104.4+3812", "3FGL J0617.2+2234e")
        table.text("ASSOC_TEV", "Vela Pulsar", "Markarian 421", "IC 443")
        table.text("CLASS1", "PSR", "bll", "SNR")
        table.text("CLASS2", "", "", "")
        table.text("ASSOC1", "PSR J0835-4510", "Mkn 421", "IC 443")
        table.floats("ASSOC_PROB_BAY", "", 1, 0.9999)
        table.columns.append(Column("Flags", .int32([0, 16, 0])))
        return table.table
    }

    private func addFluxes(_ table: inout SyntheticTable) {
        let flux = spectra.map { $0.integral(from: 1e-3, to: 0.1) }
        let energy = spectra.map { $0.energyFlux(from: 1e-4, to: 0.1) * 1.602176634 }
        table.doubles("Flux1000", "ph cm-2 s-1", flux)
        table.doubles("Unc_Flux1000", "ph cm-2 s-1", flux.map { $0 * 0.01 })
        table.doubles("Energy_Flux100", "erg cm-2 s-1", energy)
        table.doubles("Unc_Energy_Flux100", "erg cm-2 s-1", energy.map { $0 * 0.01 })
    }

    private func addSpectra(_ table: inout SyntheticTable) {
        let unit = "ph cm-2 MeV-1 s-1"
        for kind in ["PL", "LP", "PLEC"] {
            table.doubles("\(kind)_Flux_Density", unit, Self.densities)
            table.doubles("Unc_\(kind)_Flux_Density", unit, Self.densities.map { $0 * 0.02 })
        }
        table.floats("PL_Index", "", 2.2, 1.95, 2.3)
        table.floats("Unc_PL_Index", "", 0.01, 0.02, 0.03)
        table.floats("LP_Index", "", 2.1, 1.9, 2.25)
        table.floats("Unc_LP_Index", "", 0.01, 0.02, 0.03)
        table.floats("LP_beta", "", 0.3, 0.08, 0.01)
        table.floats("Unc_LP_beta", "", 0.01, 0.01, 0.02)
        let ending = release < 3 ? "" : "S"
        table.floats("PLEC_Index\(ending)", "", release < 3 ? 1.2 : 2.2, 1.8, 2.2)
        table.floats("Unc_PLEC_Index\(ending)", "", 0.02, 0.02, 0.03)
        table.floats("PLEC_Expfactor\(ending)", "", release < 3 ? 0.01 : 0.6, release < 3 ? 0.002 : 0.1)
        table.floats("Unc_PLEC_Expfactor\(ending)", "", 0.001, 0.001)
        table.floats("PLEC_Exp_Index", "", release < 3 ? 0.55 : 0.45, 0.6667)
        table.floats("Unc_PLEC_Exp_Index", "", 0.01, -.infinity)
    }

    private func addBands(_ table: inout SyntheticTable) {
        // The last band is an upper limit.
        let flux = (0..<bandCount).map { 1e-8 / Double(1 << $0) }
        let errors = flux.enumerated().flatMap { index, value in
            [index == bandCount - 1 ? Double.nan : -0.1 * value, 0.1 * value]
        }
        table.arrays("Flux_Band", "ph cm-2 s-1", flux)
        table.arrays("Unc_Flux_Band", "ph cm-2 s-1", shape: [2, bandCount], errors)
        table.arrays("Sqrt_TS_Band", "", flux.indices.map { Double(20 - $0) })
        let history = (0..<years).map { 1e-7 + 1e-9 * Double($0) }
        table.arrays("Flux_History", "ph cm-2 s-1", history)
        table.arrays(
            "Unc_Flux_History", "ph cm-2 s-1", shape: [2, years], history.flatMap { [-0.05 * $0, 0.06 * $0] })
        table.arrays("Sqrt_TS_History", "", history.map { _ in 30 })
        table.floats("Variability_Index", "", 20, 800, 12)
    }

    private var extended: Table {
        var table = SyntheticTable("ExtendedSources", rows: 1)
        table.text("Source_Name", "IC 443")
        table.text("Model_Form", "2D Gaussian")
        table.floats("Model_SemiMajor", "deg", 0.27)
        table.floats("Model_SemiMinor", "deg", 0.18)
        table.floats("Model_PosAng", "deg", 35)
        table.text("Spatial_Filename", "")
        return table.table
    }

    private var energies: Table {
        let edges =
            release < 3 ? [50.0, 100, 300, 1000, 3000, 1e4, 3e4, 3e5] : [50, 100, 300, 1000, 3000, 1e4, 3e4, 1e5, 1e6]
        var table = SyntheticTable("EnergyBounds", rows: bandCount)
        table.doubles("LowerEnergy", "MeV", Array(edges.dropLast()))
        table.doubles("UpperEnergy", "MeV", Array(edges.dropFirst()))
        return table.table
    }

    private var times: Table {
        var table = SyntheticTable("Hist_Start", rows: years + 1)
        table.cards = [.init("MJDREFI", .int(51910)), .init("MJDREFF", .double(7.428703703703703e-4))]
        table.doubles("Hist_Start", "s", (0...years).map { 239_557_418 + 31_536_000 * Double($0) })
        return table.table
    }
}

extension FermiReader {
    /// Lines of a card that only Fermi-LAT catalogues have.
    static func details(_ table: CatalogColumns) throws -> DetailColumns {
        var details = DetailColumns(table)
        try details.text("TeVCat flag", "TEVCAT_FLAG")
        try details.number("significance of curvature", "Signif_Curve")
        try details.number("significance of LP over PL", "LP_SigCurv")
        try details.number("significance of PLEC over PL", "PLEC_SigCurv")
        try details.number("predicted counts", "Npred")
        try details.number("variability index", "Variability_Index")
        try details.number("fractional variability", "Frac_Variability")
        try details.number("Bayesian blocks", "Variability_BayesBlocks")
        try details.number("highest energy of a photon", "HEP_Energy", "GeV")
        try details.number("its probability", "HEP_Prob")
        try details.number("redshift", "Redshift")
        try details.number("peak of synchrotron emission", "NuPeak_obs", "Hz")
        try details.number("region of interest", "ROI_num")
        try details.number("flags", "Flags")
        return details
    }
}

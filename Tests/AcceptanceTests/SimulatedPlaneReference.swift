/// The joint fit of Gammapy 2.1 (MINUIT) to the simulated plane around HESS J1702-420: 4 datasets, 5 sources, 26 free
/// parameters, from `reference/gammapy/joint_fit_many.json`, made by `bench/gammapy/joint_fit_many.py`.
enum SimulatedPlaneReference {
    /// The statistic at `models_true.yaml`.
    static let statTrue = 990797.9772661187
    /// The best statistic that is known; Gammapy's own fit ended 0.08 above it.
    static let statBest = 990764.37

    /// Best values and errors of the free parameters, in the order of the models.
    static let parameters: [(model: String, name: String, value: Double, error: Double)] = [
        ("HESS J1708-410", "index", 3.747532845, 0.19817),
        ("HESS J1708-410", "amplitude", 7.28924419e-14, 1.3982e-14),
        ("HESS J1708-410", "lon_0", 345.6859865, 0.010526),
        ("HESS J1708-410", "lat_0", -0.4226533772, 0.011787),
        ("HESS J1708-410", "sigma", 0.03200583784, 0.010804),
        ("large-scale", "index", 2.168119314, 0.089945),
        ("large-scale", "amplitude", 7.975235783e-14, 1.0958e-14),
        ("large-scale", "lon_0", 345.2943658, 0.074988),
        ("large-scale", "lat_0", 0.06226538892, 0.05737),
        ("large-scale", "sigma", 0.4886047598, 0.039616),
        ("HESS J1702-420B", "index", 2.660245806, 0.081004),
        ("HESS J1702-420B", "amplitude", 7.230326466e-13, 5.3475e-14),
        ("HESS J1702-420B", "lon_0", 344.3013149, 0.0302),
        ("HESS J1702-420B", "lat_0", -0.1532889462, 0.015288),
        ("HESS J1702-420B", "sigma", 0.4020498422, 0.031582),
        ("HESS J1702-420B", "e", 0.852786949, 0.027458),
        ("HESS J1702-420B", "phi", 66.57140337, 3.5124),
        ("HESS J1702-420A", "index", 1.520684927, 0.11883),
        ("HESS J1702-420A", "amplitude", 1.231461229e-15, 2.1542e-16),
        ("HESS J1702-420A", "lon_0", 344.1503887, 0.011015),
        ("HESS J1702-420A", "lat_0", -0.1636485901, 0.012047),
        ("HESS J1702-420A", "sigma", 0.05848956225, 0.0085038),
        ("bin-0-bkg", "norm", 0.9934837474, 0.0051011),
        ("bin-1-bkg", "norm", 0.9885217993, 0.005156),
        ("bin-2-bkg", "norm", 0.9533324227, 0.0056814),
        ("bin-3-bkg", "norm", 1.040909583, 0.0063011),
    ]
}

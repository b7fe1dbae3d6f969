/// The script that made the numbers of ``GammapyTemporalTests`` with Gammapy 2.1: a line for each model with its values
/// and, where Gammapy integrates it by a right formula, its average.
enum TemporalReference {
    static let script = """
        import numpy as np
        from astropy import units as u
        from astropy.table import Table
        from astropy.time import Time
        from gammapy.maps import MapAxis, RegionNDMap
        from gammapy.modeling.models import *

        times = Time([55197.3, 55198.0, 55199.25, 55201.6], format="mjd", scale="utc")
        lo = Time([55197.1, 55199.0, 55201.0], format="mjd", scale="utc")
        hi = Time([55197.2, 55200.5, 55201.01], format="mjd", scale="utc")
        ref = 55197 * u.d

        def show(model, integral=True):
            numbers = np.atleast_1d(u.Quantity(model(times)).to_value("")).ravel().tolist()
            if integral:
                # One interval at a time: the phase curve cannot do more at once.
                sums = [u.Quantity(model.integral(a, b)).to_value("") * (b - a).to_value("d") for a, b in zip(lo, hi)]
                numbers.append(sum(float(_) for _ in sums) / np.sum((hi - lo).to_value("d")))
            print(*numbers)

        show(LinearTemporalModel(alpha=1.2, beta=0.3 / u.d, t_ref=ref))
        show(ExpDecayTemporalModel(t0="30 h", t_ref=ref))
        show(GaussianTemporalModel(t_ref=55199.5 * u.d, sigma="1.3 d"))
        show(PowerLawTemporalModel(alpha=-0.7, t_ref=ref, t0="2 d"))
        show(PowerLawTemporalModel(alpha=-1.0, t_ref=ref, t0="2 d"))
        show(GeneralizedGaussianTemporalModel(t_ref=55199 * u.d, t_rise="0.8 d", t_decay="1.7 d", eta=0.8), False)
        show(SineTemporalModel(amp=0.4, omega="1.7 rad/d", t_ref=ref), False)
        table = Table(
            {"TIME": np.array([0.0, 1, 2.5, 4]) * u.d, "NORM": [0.5, 1.5, 1.0, 0.2]},
            meta=dict(MJDREFI=55197, MJDREFF=0.0, TIMESYS="utc"))
        show(LightCurveTemplateTemporalModel.from_table(table), False)
        phase = Table({"PHASE": [0.05, 0.3, 0.5, 0.9], "NORM": [1.0, 4.0, 2.0, 0.5]})
        show(TemplatePhaseCurveTemporalModel(
            phase, filename="p.fits", t_ref=ref, phi_ref=0.3, f0=1e-4 / u.s, f1=0 / u.s**2, f2=0 / u.s**3))

        axes = [MapAxis.from_nodes([0.0, 1, 2.5, 4] * u.d, name="time"),
                MapAxis.from_nodes([1, 10, 100] * u.TeV, name="energy", interp="log")]
        data = np.array([[0.5, 1.5, 1.0, 0.2], [0.4, 2.5, 1.0, 0.1], [0.3, 3.5, 2.0, 0.05]]).reshape(3, 4, 1, 1)
        curve = RegionNDMap.create(region=None, axes=axes, data=data)
        model = LightCurveTemplateTemporalModel(curve, t_ref=Time(55197, format="mjd", scale="utc"))
        for row in np.squeeze(model.evaluate(times, energy=[0.5, 3, 30] * u.TeV).value):
            print(*row.tolist())
        """
}

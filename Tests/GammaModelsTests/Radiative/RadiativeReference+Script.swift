extension RadiativeReference {
    /// Makes the table with naima; its argument are lines `name | model | energies`.
    static let script = #"""
        import json, sys
        import numpy as np, astropy.units as u, astropy.constants as const, naima, yaml
        from naima import models

        def particles(data, pars):
            kind = data["particles"]["type"]
            unit = {"amplitude": "TeV-1", "e_0": "TeV", "e_break": "TeV", "e_cutoff": "TeV"}
            cls = getattr(models, kind)
            return cls(**{n: pars[n] * u.Unit(unit.get(n, "")) if n in unit else pars[n] for n in cls.param_names})

        def seeds(fields, pars, fine):
            for field in fields:
                name, kind = field["name"], field.get("type", "thermal")
                if kind == "synchrotron": continue
                if kind == "tabulated":
                    e, n = np.array(field["energy"]["data"]), np.array(field["density"]["data"])
                    if fine:
                        grid = np.geomspace(e[0], e[-1], 600)
                        e, n = grid, np.exp(np.interp(np.log(grid), np.log(e), np.log(n)))
                    yield [name, e * u.eV, pars["norm_" + name] * n * u.Unit("eV-1 cm-3")]
                    continue
                first = pars["E_" + name] * u.eV if kind == "monoenergetic" else pars["T_" + name] * u.K
                yield [name, first, pars["u_" + name] * u.Unit("eV cm-3")] + ([pars["theta_" + name] * u.deg] if kind == "directed" else [])

        def flux(text, energies, fine):
            data = yaml.safe_load(text)
            pars = {p["name"]: float(p["value"]) for p in data["parameters"]}
            dist = particles(data, pars)
            total = 0
            for process in data["processes"]:
                kind = process["type"]
                options = {}
                if "energy" in data["particles"]:
                    e = data["particles"]["energy"]
                    low, high = ("Epmin", "Epmax") if kind == "pion-decay" else ("Eemin", "Eemax")
                    options = {low: float(e["min"]) * u.TeV, high: float(e["max"]) * u.TeV}
                if fine: options["nEpd" if kind == "pion-decay" else "nEed"] = fine
                if kind == "synchrotron":
                    model = models.Synchrotron(dist, B=pars["B"] * u.uG, **options)
                elif kind == "bremsstrahlung":
                    model = models.Bremsstrahlung(dist, n0=pars["density"] / u.cm**3, **options)
                elif kind == "pion-decay":
                    model = models.PionDecay(dist, nh=pars["density"] / u.cm**3, nuclear_enhancement=process["nuclear_enhancement"],
                                             hiEmodel=process["generator"], useLUT=False, **options)
                else:
                    fields = list(seeds(process["fields"], pars, fine))
                    if any(f.get("type") == "synchrotron" for f in process["fields"]):
                        synchrotron = models.Synchrotron(dist, B=pars["B"] * u.uG, **options)
                        grid = np.logspace(-7, 9, 2000 if fine else 100) * u.eV
                        photons = synchrotron.flux(grid, distance=0 * u.cm) / (4 * np.pi * (pars["radius"] * u.pc) ** 2 * const.c) * 2.24
                        keep = photons.value > 0
                        fields.append(["SSC", grid[keep], photons[keep].to("1/(eV cm3)")])
                    model = models.InverseCompton(dist, seed_photon_fields=fields, **options)
                # One energy at a time: with a fine grid all together need gigabytes.
                total = total + np.array([model.flux([e] * u.TeV, distance=pars["distance"] * u.kpc).to_value("TeV-1 s-1 cm-2")[0] for e in energies])
            return total

        def main():
            import warnings; warnings.simplefilter("ignore")
            cases = [line.strip().split(" | ") for line in sys.argv[1].strip().split("\n")]
            for name, text, energies in cases:
                e = np.array([float(x) for x in energies.split()])
                # Photons in photons take a grid of both.
                fine = 300 if "tabulated" in text or "type: synchrotron}]" in text else 20000
                values = [" ".join(repr(float(v)) for v in flux(text, e, step)) for step in (0, fine)]
                print(" | ".join([name, text, energies] + values))
        main()
        """#
}

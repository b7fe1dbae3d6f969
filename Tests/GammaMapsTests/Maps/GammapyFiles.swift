/// Files written by Gammapy 2.1 (gzip, base64), by the calls given.
enum GammapyFiles {
    /// `RegionNDMap` of axes energy (2), energy_true (3) in GeV, unit m2 s, values 0…5, region circle and ellipse.
    static let regionMap = """
        H4sIAAAAAAACA+2bP2zjVBzH04Mb0EmICsGCBG9A+Hpq09j54xSpsl/j19Y9xwm2WxLdSZXTuCVS4kROKq5iYWBGLAhVNxxsMDMx\
        MTAAYkVCYkLixMRwVEhFOkD4T3Jpr3bT2q+Arr/P4Mqp/X2/X97v2c/f5+hyuaoQhBZRCAaaR1tde7vrdPpo0EXLsqGj/sC0m6bT\
        RKEsyUZVrkXoFV0903HMPdQ0ByYa7PUsNAEV12QdRehlXD17t9OwHNTdHim3Opbdb3XtfqgeqRlElSLzPTe+GAAAAAAAAHBp8KaT\
        ulxRFxGzJKsGXlIIc+Tf86jRsk1nDw3MRttC1p1BMDmN1PtX58/c+efPvh4brsd68/G2Ze8M3vL0HikhdkJ8XER82Qg9LlqvWqqs\
        q8aZnhd2nO5uD/VMx+xYA8sJz3flND32pF5/Qn8YyzJRJP0s/RGUzHbLajejVXGtVFHcDnHrj2yWZXXW3eIaE7ue3RomWtXXa3d3\
        /I+YJOMjiI/z41OJtlLfNLT1YaRH988acxAfRy0+93lQxWXi6ek362VcPa43f2TI2m6dTNQzjHqV+OODKa1iVSVKsviM5YpWDvTk\
        4UfJ9Lz4/PHGSNjAyfW8+AI9jtCIb12VjUCvw6F+cj1J9sLz9K6zs+wsN5OwXuB5HwAAgAopH+FddzMluhvR21wR3X3x4xQAAAAA\
        AAAAAMcA/3lMvkDZfy5cMv+ZB//5P/efN5ewKunM/9B/vknZfw6+f3r+s0QlvrH/bFgblPLNokfjg4rfnqWcb5ZyvrlRvrhGJd8c\
        5XxzlPPNo8euL0yyfPOU881TzreAQq6nTPx8C5TzLVDOlz+Zb9x7nJ8vTzlfnl6+l219azSPFg5/PfjhcKMr/BTsi9M/v333o98/\
        E75ffL6xKj8nfLHvcVd4cGz6PSXe+PKXD7/+5JvR8aI01Dv9vCtR7YnPKLXXf7ylj44XXw3aGZ73VFR7E857OrI94Z4tf3BwY3S8\
        WA/aGZ53NbK9088DAAAAAAAAwH9+4v3nHE/Zf+Yumf+cP7///GZJxzUS+T71uSlpbvmF928unYmpF96/2XQ+hp5EFCM0vrlMmo2p\
        Fx5fPD3Pjwj84qZFwR8vjf1YOnpjf1zDc3NzBlaT6w39Z1KioKdtYGXcv8Vsmi/kFnJZfiHPFrIx9cb9y3FpNpPP8AvFPF/kY9Sf\
        UlGrFYWcrBe2mIkzPhRsHNVLHF95TdLIckQ9x4hPwxLR67r//n1J0xPXn3u90ldxlXjvo/OzhRn660caWXHvx0zy9SM/Tir+faDH\
        Y7rrRzUq/unFrR/1Wneorh/VqeV7MetH9PIN1mc0avkGepxEd/2ITr6S7IXn/z6Fm6G6HqVV3JvRCo3v72LWo6jcz+H3OAAAAAAA\
        AJeLrZaz1bZS4vTUy7d3r70i/PHdt+9MP/up8Nv+vffWevcft6utdrvV61vCw7+vH35+/33x2v5Lb3z14mtiKnW1kd6xhQfBX3Hx\
        4K+1zRf+BH8fAAAAAAAAeLL4B0lnnY8AWgAA
        """

    /// `WcsGeom.create(skydir, npix=(6, 5), binsz=0.1, proj="TAN", axes=[energy])`, `region_mask` of a circle of 0.11 deg.
    static let mask = """
        H4sIAAAAAAACA+2Yz27TQBCH4RF4g1EvAdQ/SZxWFRJqN/G2NTiOZbslFaoq196kRo4d7E1phHgMxIETR56CI7wBVyQkTpwQUq+s\
        7SZNGrslqVFRu9+hUazm04xmvJZ/ulRXZQzwGFIwYAks32v5QScE6sOGZOgQUtOzzcCGVKqSoUrNdN9KhfnMIDD7YJvUBNrvErgE\
        BTUlHTLqE5jP63UOSAB+a2B2OsQLHd8Ls32lDN8KTE3sK2f4lmf0CRm+8vQ+3DSwImbOd2qe1XTUxHpWfUugDOdh+X5gO55JCZjH\
        JH0cUNPYuqTPQ1hcZj7VOSbuqIuZA9IiAfEsAl3f8eiEr5zhK87gE7FspNa3UFwsMd9zm7T3oHbmczwrIGwHKZh00hz70uubzbet\
        SEl9BfbDwnnnEmx7Dg3PjWNE6dlwZLq94X0Y+8o5+oxdFSf1aWhhYcFASmHMpzntQ/a70Eru2nloe37H9xwLuoH/gliUXRydR+RL\
        6hNxLcUnEsuNqvoLV7IvO0hOm++qsLgipM0jaS9tFkNf2nzL5cViaXqf3FDUBjugJ3yl1WK8z4lPYQ0fEXB9r+3Qnh1vtUVcElLH\
        dJnPHQxERka6b7y+gY99XKiD+hNRwxsZ+5zUtxf9U2RoOXbPigSUndEZ54uGRKzvRudLQappemFi//DLnkn9INKMbGDYDynppPhQ\
        s9aQ2YHPfHi/Linz7C9qFmBWJMXAmhr7XL8dX5pdlpyn+hZSMfPdX5lfni8/uJqvihRR3xK3mU/VpDrSdvfjS7NK69hAED9/C6/n\
        XLYT0ezmHsGcAOHcm+mt1eh8SXxX6nP4fIsebhzONXHnerh77vOmc9v65XA4HA6Hw7mxRPGkLjUU9j5YZe/WqCrj8TzngL3gB32g\
        5oFLgBzTJCbKfr+8IH+G1Zzz53K++bMQ+Vzitelh5BuaoDRj/pzluyBHVmuNbcXI8BXH+m0Hfq8LXTMwO4SSIL3fzYt8pUlfeMk8\
        jA0Jy2JG/lwZ8yUr03KIa2db//d8CDcNBdWjvC41z1kauSU8s3PpOoNxlsfWtpCiYPlq9RkbDa2e+J6eXrqa7yzfxQrWNnchh/pO\
        8+Jc6jvLxw2yk1O/Agz3D/LoV8i5XyHnfiuDflEzl34rOfdbya9fnk9yOJx/nT+vnfz89fVkx1/7lnxfv/f91ft3vz8OctP1h59+\
        vP384cvg+rrI3z04HA6Hw+FwOLePP5iXFUYALQAA
        """
}

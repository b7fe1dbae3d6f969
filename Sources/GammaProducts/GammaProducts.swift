// GammaProducts: see Docs/Design.md.

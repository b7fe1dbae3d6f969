// GammaFit: see Docs/Design.md.

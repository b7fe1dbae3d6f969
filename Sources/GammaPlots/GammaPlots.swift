// GammaPlots: see Docs/Design.md.

// GammaData: see Docs/Design.md.

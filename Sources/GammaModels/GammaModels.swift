// GammaModels: see Docs/Design.md.

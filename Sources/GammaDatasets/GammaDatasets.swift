// GammaDatasets: see Docs/Design.md.

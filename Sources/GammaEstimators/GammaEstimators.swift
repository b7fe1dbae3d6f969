// GammaEstimators: see Docs/Design.md.

// GammaWorkflow: see Docs/Design.md.

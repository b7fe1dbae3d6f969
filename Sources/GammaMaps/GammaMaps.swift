// GammaMaps: see Docs/Design.md.

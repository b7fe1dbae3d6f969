// GammaMakers: see Docs/Design.md.

// GammaNumerics: see Docs/Design.md.

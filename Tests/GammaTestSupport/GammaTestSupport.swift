// Seeded generators, tolerance assertions, data location, corruptors.

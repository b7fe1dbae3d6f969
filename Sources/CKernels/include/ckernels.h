#pragma once
#include <stddef.h>

/// Hot loops in C. Every symbol starts with `gk_`; no symbol knows of files, units or models.

/// out[i] = ln(x[i]) for finite x > 0 (relative error below 3e-16).
void gk_log(const double *x, double *out, size_t n);

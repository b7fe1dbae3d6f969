#pragma once
#include <stddef.h>

// Hot loops in C. Every symbol starts with `gk_`; no symbol knows of files, units or models.
//
// Results do not depend on the processor: no fused operations, sums over 16 fixed lanes. Errors are below 1 ulp for the
// logarithm and the exponential and below 1.5 ulp for powers. `in` and `out` may be the same array.

/// out[i] = ln x[i]; ln 0 = -inf, NaN below.
void gk_log(const double *x, double *out, size_t n);

/// out[i] = e^x[i].
void gk_exp(const double *x, double *out, size_t n);

/// out[i] = x[i]^y for x >= 0; NaN below.
void gk_pow(const double *x, double y, double *out, size_t n);

/// Sum of x.
double gk_sum(const double *x, size_t n);

/// Sum of a * b.
double gk_dot(const double *a, const double *b, size_t n);

/// Sum of w * a * b.
double gk_dot3(const double *w, const double *a, const double *b, size_t n);

/// out[i] += factor * x[i].
void gk_add_scaled(const double *x, double factor, double *out, size_t n);

/// 2 sum(mu - counts ln mu) with mu not below `floor`; `weights` may be NULL (all one).
double gk_cash(const double *counts, const double *mu, const double *weights, double floor, size_t n);

/// The same; out[i] = its derivative by mu[i], zero where mu is below `floor`.
double gk_cash_gradient(
    const double *counts, const double *mu, const double *weights, double floor, double *out, size_t n);

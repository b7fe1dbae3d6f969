#include <math.h>

#include "ckernels.h"
#include "elementary.h"

// Sixteen independent sums: the loop vectorises without reordering a single addition.
enum { lanes = 16 };

GK_INLINE double gk_total(const double *lane) {
    double total = 0;
    for (int j = 0; j < lanes; j++) total += lane[j];
    return total;
}

GK_CLONES double gk_sum(const double *x, size_t n) {
    double lane[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (int j = 0; j < lanes; j++) lane[j] += x[i + j];
    for (int j = 0; i < n; i++, j++) lane[j] += x[i];
    return gk_total(lane);
}

GK_CLONES double gk_dot(const double *a, const double *b, size_t n) {
    double lane[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (int j = 0; j < lanes; j++) lane[j] += a[i + j] * b[i + j];
    for (int j = 0; i < n; i++, j++) lane[j] += a[i] * b[i];
    return gk_total(lane);
}

GK_CLONES double gk_dot3(const double *w, const double *a, const double *b, size_t n) {
    double lane[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (int j = 0; j < lanes; j++) lane[j] += w[i + j] * a[i + j] * b[i + j];
    for (int j = 0; i < n; i++, j++) lane[j] += w[i] * a[i] * b[i];
    return gk_total(lane);
}

GK_CLONES void gk_add_scaled(const double *x, double factor, double *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] += factor * x[i];
}

// What is left of infinity and NaN after subtracting them is NaN.
GK_CLONES void gk_add_where(const double *x, const unsigned char *mask, double *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] += mask[i] && x[i] - x[i] == 0 ? x[i] : 0.0;
}

GK_CLONES void gk_interpolate(
    const double *row, const int *lower, const int *upper, const double *a, const double *b, double factor, double *out,
    size_t n) {
    for (size_t i = 0; i < n; i++) {
        double value = row[lower[i]] * a[i] + row[upper[i]] * b[i];
        out[i] = value > 0 && value < HUGE_VAL ? value * factor : 0.0;
    }
}

// A NaN in mu stays NaN: it must not look like an empty bin.
GK_INLINE double gk_cash_term(double n, double mu, double floor) {
    double v = mu < floor ? floor : mu;
    return v - n * gk_log_normal(v, 0.0);
}

GK_CLONES double gk_cash(const double *counts, const double *mu, const double *weights, double floor, size_t n) {
    double lane[lanes] = {0};
    size_t i = 0;
    if (weights) {
        for (; i + lanes <= n; i += lanes)
            for (int j = 0; j < lanes; j++) lane[j] += weights[i + j] * gk_cash_term(counts[i + j], mu[i + j], floor);
        for (int j = 0; i < n; i++, j++) lane[j] += weights[i] * gk_cash_term(counts[i], mu[i], floor);
    } else {
        for (; i + lanes <= n; i += lanes)
            for (int j = 0; j < lanes; j++) lane[j] += gk_cash_term(counts[i + j], mu[i + j], floor);
        for (int j = 0; i < n; i++, j++) lane[j] += gk_cash_term(counts[i], mu[i], floor);
    }
    return 2.0 * gk_total(lane);
}

GK_INLINE double gk_cash_slope(double n, double mu, double floor) {
    return mu < floor ? 0.0 : 2.0 - 2.0 * n / mu;
}

GK_CLONES double gk_cash_gradient(
    const double *counts, const double *mu, const double *weights, double floor, double *out, size_t n) {
    if (weights)
        for (size_t i = 0; i < n; i++) out[i] = weights[i] * gk_cash_slope(counts[i], mu[i], floor);
    else
        for (size_t i = 0; i < n; i++) out[i] = gk_cash_slope(counts[i], mu[i], floor);
    return gk_cash(counts, mu, weights, floor, n);
}

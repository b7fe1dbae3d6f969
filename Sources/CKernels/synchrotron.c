#include "ckernels.h"
#include "elementary.h"

GK_CLONES void gk_synchrotron(
    const double *roots, const double *weights, size_t n, double root, double scale, double slope_scale, double *row,
    double *slope) {
    for (size_t i = 0; i < n; i++) {
        double y = root * roots[i], square = y * y;
        double a = 1 + 3.4 * square;
        double b = 1 + square * (2.210 + 0.347 * square);
        double c = 1 + square * (1.353 + 0.217 * square);
        // One division for all three.
        double inverse = 1 / (a * b * c), bc = b * c, ac = a * c, ab = a * b;
        // d ln/d ln y of the three.
        double by_a = 6.8 * square * bc, by_b = square * (4.420 + 1.388 * square) * ac;
        double by_c = square * (2.706 + 0.868 * square) * ab;
        double log_slope = (1 + inverse * (by_b - by_c - 0.5 * by_a)) / 3 - square * y;
        double value = 1.808 * y * __builtin_elementwise_sqrt(a) * inverse * b * b;
        double emission = scale * value * gk_exp_sum(-square * y, 0) * weights[i];
        row[i] = emission;
        slope[i] = emission * (1 - log_slope) * slope_scale;
    }
}

#include "elementary.h"

#include "ckernels.h"

GK_CLONES void gk_log(const double *x, double *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = gk_log_any(x[i]);
}

GK_CLONES void gk_exp(const double *x, double *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = gk_exp_sum(x[i], 0.0);
}

GK_CLONES void gk_pow(const double *x, double y, double *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = gk_pow_any(x[i], y);
}

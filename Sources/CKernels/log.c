#include "ckernels.h"

#include <math.h>

void gk_log(const double *x, double *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = log(x[i]);
}

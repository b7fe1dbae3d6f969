#include "cells.h"

GK_CLONES void gk_line_forward(const gk_line *plan, double *line) {
    gk_cell *x = (gk_cell *)line;
    const double *w = plan->twiddles;
    size_t count = 1, m = plan->n;
    for (size_t pass = 0; pass < plan->passes; pass++) {
        int radix = plan->radices[pass];
        m /= radix;
        switch (radix) {
        case 2: gk_pass(2, 0, x, count, m, w); break;
        case 3: gk_pass(3, 0, x, count, m, w); break;
        case 4: gk_pass(4, 0, x, count, m, w); break;
        case 5: gk_pass(5, 0, x, count, m, w); break;
        default: gk_pass(8, 0, x, count, m, w);
        }
        w += 2 * (radix - 1) * m;
        count *= radix;
    }
}

GK_CLONES void gk_line_inverse(const gk_line *plan, double *line) {
    gk_cell *x = (gk_cell *)line;
    const double *w = plan->twiddles;
    size_t count = plan->n, m = 1, rest = plan->n;
    for (size_t pass = 0; pass < plan->passes; pass++) {
        rest /= plan->radices[pass];
        w += 2 * (plan->radices[pass] - 1) * rest;
    }
    for (size_t pass = plan->passes; pass-- > 0;) {
        int radix = plan->radices[pass];
        count /= radix;
        w -= 2 * (radix - 1) * m;
        switch (radix) {
        case 2: gk_pass(2, 1, x, count, m, w); break;
        case 3: gk_pass(3, 1, x, count, m, w); break;
        case 4: gk_pass(4, 1, x, count, m, w); break;
        case 5: gk_pass(5, 1, x, count, m, w); break;
        default: gk_pass(8, 1, x, count, m, w);
        }
        m *= radix;
    }
}

#include "cells.h"

// Columns that stay in registers while the kernel runs over them.
enum { vectors = 8, strip = vectors * GK_LANES };

size_t gk_direct_stride(size_t width, size_t kernel_width) {
    return (width + strip - 1) / strip * strip + kernel_width - 1;
}

GK_CLONES void gk_direct(
    const double *padded, size_t width, size_t height, const double *kernel, size_t kernel_width,
    size_t kernel_height, double *values) {
    const size_t stride = gk_direct_stride(width, kernel_width);
    for (size_t column = 0; column < width; column += strip)
        for (size_t row = 0; row < height; row++) {
            gk_vec sum[vectors];
            for (int v = 0; v < vectors; v++) sum[v] = (gk_vec){0};
            for (size_t j = 0; j < kernel_height; j++) {
                const double *from = padded + (row + j) * stride + column;
                for (size_t i = 0; i < kernel_width; i++) {
                    double factor = kernel[j * kernel_width + i];
                    for (int v = 0; v < vectors; v++)
                        sum[v] += *(const gk_vec_any *)(from + i + v * GK_LANES) * factor;
                }
            }
            size_t rest = width - column;
            memcpy(values + row * width + column, sum, (rest < strip ? rest : strip) * sizeof(double));
        }
}

#include "ckernels.h"

#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

void gk_heap_return_blocks(void) {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_ARENA_MAX, 2);
#endif
}

void gk_heap_trim(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

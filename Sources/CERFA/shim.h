#pragma once
#include <erfa.h>
#include <erfam.h>

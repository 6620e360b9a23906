/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanner-error.h"

G_DEFINE_QUARK (foyer-scanner-error-quark, foyer_scanner_error)

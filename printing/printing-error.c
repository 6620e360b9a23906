/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printing-error.h"

G_DEFINE_QUARK (foyer-printing-error-quark, foyer_printing_error)

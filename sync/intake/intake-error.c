/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-error.h"

G_DEFINE_QUARK (foyer-intake-error-quark, foyer_intake_error)

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connector.h"

G_DEFINE_QUARK (foyer-connector-error-quark, foyer_connector_error)

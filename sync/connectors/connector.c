/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connector.h"

G_DEFINE_QUARK (foyer-connector-error-quark, foyer_connector_error)

void
foyer_position_clear (FoyerPosition *self)
{
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->digest, g_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub.h"

G_DEFINE_QUARK (foyer-hub-error-quark, foyer_hub_error)

int
foyer_hub_error_to_exit_status (FoyerHubError code)
{
  switch (code) {
  case FOYER_HUB_ERROR_USAGE:   return 64; /* EX_USAGE */
  case FOYER_HUB_ERROR_STORE:   return 65; /* EX_DATAERR */
  case FOYER_HUB_ERROR_ADDRESS: return 69; /* EX_UNAVAILABLE */
  case FOYER_HUB_ERROR_STATE:   return 73; /* EX_CANTCREAT */
  case FOYER_HUB_ERROR_RUNNING: return 75; /* EX_TEMPFAIL */
  case FOYER_HUB_ERROR_KEY:     return 77; /* EX_NOPERM */
  default:                      return 70; /* EX_SOFTWARE */
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_HUB_ERROR (foyer_hub_error_quark ())
GQuark foyer_hub_error_quark (void);

/**
 * FoyerHubError:
 * @FOYER_HUB_ERROR_USAGE: an option makes no sense; correct it
 * @FOYER_HUB_ERROR_ADDRESS: the address can't be listened on; free it or choose another
 * @FOYER_HUB_ERROR_RUNNING: another hub works on this state; end that one
 * @FOYER_HUB_ERROR_KEY: a key or certificate can't be read or made; restore it
 * @FOYER_HUB_ERROR_STORE: an event's store can't be opened; the message says why
 * @FOYER_HUB_ERROR_STATE: the state folder can't be used; make it writable
 */
typedef enum {
  FOYER_HUB_ERROR_USAGE,
  FOYER_HUB_ERROR_ADDRESS,
  FOYER_HUB_ERROR_RUNNING,
  FOYER_HUB_ERROR_KEY,
  FOYER_HUB_ERROR_STORE,
  FOYER_HUB_ERROR_STATE,
} FoyerHubError;

/** The status a program exits with after such an error (sysexits.h). */
int foyer_hub_error_to_exit_status (FoyerHubError code);

/**
 * FoyerHubOptions:
 * @state: folder with everything the hub keeps; made where missing
 * @listen: (nullable): IP address and port; NULL for 127.0.0.1:8470; port 0 takes a free one
 * @tls: speak https on loopback too; elsewhere it always does
 * @address: (nullable): how kiosks reach this hub, if not by the address an organizer used
 */
typedef struct {
  const char *state;
  const char *listen;
  gboolean    tls;
  const char *address;
} FoyerHubOptions;

/**
 * FoyerHub:
 *
 * The central service: registrations in, check-ins in, headcounts out. Runs on
 * threads of its own; several can live in one process, each on its own state.
 */
typedef struct _FoyerHub FoyerHub;

FoyerHub   *foyer_hub_new         (const FoyerHubOptions *options);

/** Opens the state and listens; requests are answered from then on. Once. */
gboolean    foyer_hub_start       (FoyerHub *self, GError **error);

/** Answers what is under way, refuses the rest and closes everything. Repeat at will. */
void        foyer_hub_stop        (FoyerHub *self);

/** Stops first. */
void        foyer_hub_free        (FoyerHub *self);

/** While it runs: the port, and "http://127.0.0.1:8470". */
guint16     foyer_hub_get_port    (FoyerHub *self);
const char *foyer_hub_get_address (FoyerHub *self);

/** (nullable): while it runs and speaks https: the key to pin, for an organizer's client. */
const char *foyer_hub_get_pin     (FoyerHub *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerHub, foyer_hub_free)

G_END_DECLS

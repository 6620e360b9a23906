/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notice.h"
#include "store.h"

G_BEGIN_DECLS

typedef enum {
  FOYER_DEED_AMEND,      /* about a registration; @field; @text: its new value */
  FOYER_DEED_PAY,        /* about a registration; @amount; @text: (nullable): a note */
  FOYER_DEED_NOTE,       /* about a registration; @text */
  FOYER_DEED_REISSUE,    /* about a registration; @text: the reason */
  FOYER_DEED_REPRINT,    /* about a registration; @text: the reason */
  FOYER_DEED_UNDO,       /* about an entry; @text: the reason */
  FOYER_DEED_RESOLVE,    /* about an entry; @text: the reason */
  FOYER_DEED_OPEN_LIST,  /* about a list; @text: the reason */
  FOYER_DEED_COUNT,      /* about a list; @amount: people in the room */
  FOYER_DEED_ERASE,      /* about a person */
  FOYER_DEED_NOTICE,     /* about nobody; @notice; undo the entry to withdraw it */
  FOYER_DEED_N
} FoyerDeedKind;

/** From its name on the wire ("amend"); FALSE for no such name. */
gboolean foyer_deed_kind_from_string (const char *text, FoyerDeedKind *kind);

/** What a volunteer or an organizer does besides letting someone in; admission.h says of each what is
 * true afterwards. */
typedef struct {
  FoyerDeedKind kind;
  const char   *about;
  const char   *field;
  const char   *text;
  gint64        amount;
  const FoyerNotice *notice;
} FoyerDeed;

/**
 * foyer_deed_do:
 * @staff: (nullable): ids of the volunteers in session
 *
 * Writes it down, in the caller's transaction. INCOMPLETE for a field that may
 * not be corrected; else as admission.h says.
 */
gboolean    foyer_deed_do (FoyerStore *store, const FoyerDeed *deed, const char *staff, gint64 now_us,
                           GError **error);

G_END_DECLS

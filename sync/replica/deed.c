/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deed.h"

#include "admission.h"
#include "amend.h"
#include "names.h"
#include "notices.h"

static const char * const kind_names[FOYER_DEED_N] = {
  [FOYER_DEED_AMEND]     = "amend",
  [FOYER_DEED_PAY]       = "pay",
  [FOYER_DEED_NOTE]      = "note",
  [FOYER_DEED_REISSUE]   = "reissue",
  [FOYER_DEED_REPRINT]   = "reprint",
  [FOYER_DEED_UNDO]      = "undo",
  [FOYER_DEED_RESOLVE]   = "resolve",
  [FOYER_DEED_OPEN_LIST] = "open",
  [FOYER_DEED_COUNT]     = "count",
  [FOYER_DEED_ERASE]     = "erase",
  [FOYER_DEED_NOTICE]    = "notice",
};

gboolean
foyer_deed_kind_from_string (const char *text, FoyerDeedKind *kind)
{
  int value = foyer_name_index (kind_names, FOYER_DEED_N, text);

  if (value < 0)
    return FALSE;
  *kind = (FoyerDeedKind) value;
  return TRUE;
}

static gboolean
amend (FoyerStore *store, const FoyerDeed *deed, const char *staff, gint64 now_us, GError **error)
{
  if (deed->field != NULL && foyer_amend_allows (deed->field))
    return foyer_admission_amend (store, deed->about, deed->field, deed->text, staff, now_us, error);
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INCOMPLETE,
                       "this field can't be corrected");
  return FALSE;
}

static gboolean
reprint (FoyerStore *store, const FoyerDeed *deed, const char *staff, gint64 now_us, GError **error)
{
  g_autofree char *entry = foyer_admission_reprint (store, deed->about, deed->text, staff, now_us, error);

  return entry != NULL;
}

gboolean
foyer_deed_do (FoyerStore *store, const FoyerDeed *deed, const char *staff, gint64 now_us, GError **error)
{
  const char *about = deed->about;
  const char *text = deed->text;

  switch (deed->kind) {
  case FOYER_DEED_AMEND:
    return amend (store, deed, staff, now_us, error);
  case FOYER_DEED_PAY:
    return foyer_admission_pay (store, about, deed->amount, text, staff, now_us, error);
  case FOYER_DEED_NOTE:
    return foyer_admission_note (store, about, text ? text : "", staff, now_us, error);
  case FOYER_DEED_REISSUE:
    return foyer_admission_reissue (store, about, text, staff, now_us, error) > 0;
  case FOYER_DEED_REPRINT:
    return reprint (store, deed, staff, now_us, error);
  case FOYER_DEED_UNDO:
    return foyer_admission_undo (store, about, text, staff, now_us, error);
  case FOYER_DEED_RESOLVE:
    return foyer_admission_resolve (store, about, text, staff, now_us, error);
  case FOYER_DEED_OPEN_LIST:
    return foyer_admission_open_list (store, about, text, staff, now_us, error);
  case FOYER_DEED_COUNT:
    return foyer_admission_count (store, about, deed->amount, staff, now_us, error);
  case FOYER_DEED_ERASE:
    return foyer_admission_erase (store, about, staff, now_us, error);
  case FOYER_DEED_NOTICE:
    return foyer_notices_send (store, deed->notice, staff, now_us, error);
  case FOYER_DEED_N:
  default:
    g_return_val_if_reached (FALSE);
  }
}

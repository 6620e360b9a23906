/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-staging.h"

#include "hub-private.h"
#include "registration.h"

#include <microhttpd.h>

/* As many as a table can have. */
#define MAX_ROWS 500000

/* Who sends nothing for so long has gone. */
#define PATIENCE_US (60 * G_USEC_PER_SEC)

struct _FoyerImportStaging {
  GMutex     lock;
  char      *id;        /* (nullable): of the file that is on its way */
  gint64     heard_us;  /* monotonic */
  GPtrArray *drafts;
  GArray    *rows;
};

FoyerImportStaging *
foyer_import_staging_new (void)
{
  FoyerImportStaging *self = g_new0 (FoyerImportStaging, 1);

  g_mutex_init (&self->lock);
  return self;
}

static void
clear (FoyerImportStaging *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
}

void
foyer_import_staging_free (FoyerImportStaging *self)
{
  if (self == NULL)
    return;
  clear (self);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
begin (FoyerImportStaging *self, const char *id, GError **error)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->id != NULL && g_strcmp0 (self->id, id) != 0 && now_us - self->heard_us < PATIENCE_US) {
    g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_TOO_MANY_REQUESTS,
                         "another file is on its way; try again in a minute");
    return FALSE;
  }
  if (g_strcmp0 (self->id, id) != 0) {
    clear (self);
    self->id = g_strdup (id);
    self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
    self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  }
  self->heard_us = now_us;
  return TRUE;
}

gboolean
foyer_import_staging_add (FoyerImportStaging *self, const char *id, guint from, GPtrArray *drafts,
                          const GArray *rows, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!begin (self, id, error))
    return FALSE;
  if (from > self->drafts->len || self->drafts->len + drafts->len > MAX_ROWS) {
    g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_BAD_REQUEST,
                         "rows are missing before these, or there are too many");
    return FALSE;
  }
  /* What came twice was sent again for want of an answer. */
  if (from < self->drafts->len)
    return TRUE;
  g_array_append_vals (self->rows, rows->data, rows->len);
  g_ptr_array_extend_and_steal (self->drafts, g_ptr_array_ref (drafts));
  return TRUE;
}

GPtrArray *
foyer_import_staging_take (FoyerImportStaging *self, const char *id, GArray **rows)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GPtrArray *drafts;

  *rows = NULL;
  if (g_strcmp0 (self->id, id) != 0)
    return NULL;
  drafts = g_steal_pointer (&self->drafts);
  *rows = g_steal_pointer (&self->rows);
  clear (self);
  return drafts;
}

void
foyer_import_staging_drop (FoyerImportStaging *self, const char *id)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_strcmp0 (self->id, id) == 0)
    clear (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include "json.h"

#include <glib/gstdio.h>
#include <sodium.h>

static const char event_json[] =
  "{\"id\":\"" SAMPLE_EVENT "\",\"name\":{\"zh_CN\":\"技术日\",\"en\":\"Tech day\"},"
  "\"zone\":\"Asia/Shanghai\",\"badge_template\":\"label-62x100\",\"required\":[\"phone\"],"
  "\"lists\":["
  "{\"id\":\"morning\",\"name\":{\"zh_CN\":\"上午场\",\"en\":\"Morning\"},\"rule\":\"once\",\"badge\":true,"
  "\"opens\":\"2026-11-28T08:00:00+08:00\",\"closes\":\"2026-11-28T23:00:00+08:00\",\"capacity\":3},"
  "{\"id\":\"tour\",\"name\":\"Tour\",\"rule\":\"reentry\"},"
  "{\"id\":\"speakers\",\"name\":\"Speakers\",\"rule\":\"once\",\"badge\":true,"
  "\"categories\":[\"speaker\"]}],"
  "\"staff\":[{\"id\":\"" SAMPLE_STAFF "\",\"name\":\"Lin\"}]}";

FoyerEvent *
sample_event (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = foyer_json_parse (event_json, -1, &error);
  FoyerEvent *event;

  g_assert_no_error (error);
  event = foyer_event_from_json (json, &error);
  g_assert_no_error (error);
  return event;
}

void
sample_begin (FoyerStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_store_begin (store, &error));
  g_assert_no_error (error);
}

void
sample_commit (FoyerStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_store_commit (store, &error));
  g_assert_no_error (error);
}

static void
put_event (Sample *sample, FoyerStore *store)
{
  g_autoptr (FoyerEvent) event = sample_event ();
  g_autoptr (FoyerKey) key = foyer_key_new ();
  g_autoptr (GError) error = NULL;
  char hex[2 * FOYER_CODE_PUBLIC_BYTES + 1];

  key->id = g_strdup (SAMPLE_EVENT);
  key->public_key = g_strdup (sodium_bin2hex (hex, sizeof hex, sample->event_public,
                                              sizeof sample->event_public));
  sample_begin (store);
  g_assert_true (foyer_registry_put_event (store, event, &error));
  g_assert_true (foyer_registry_put_key (store, key, &error));
  g_assert_no_error (error);
  sample_commit (store);
}

FoyerStore *
sample_other (Sample *sample, const char *name)
{
  g_autofree char *path = g_build_filename (sample->dir, name, NULL);
  g_autoptr (GError) error = NULL;
  FoyerStore *store = foyer_store_open (path, FOYER_STORE_OWN, &error);

  g_assert_no_error (error);
  put_event (sample, store);
  return store;
}

void
sample_set_up (Sample *sample, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  foyer_code_make_key (sample->event_public, sample->event_secret);
  sample->dir = g_dir_make_tmp ("foyer-replica-XXXXXX", &error);
  g_assert_no_error (error);
  sample->path = g_build_filename (sample->dir, "event.db", NULL);
  sample->store = sample_other (sample, "event.db");
}

void
sample_tear_down (Sample *sample, gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (sample->dir, 0, NULL);
  const char *name;

  g_clear_pointer (&sample->store, foyer_store_close);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (sample->dir, name, NULL);

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (sample->dir), ==, 0);
  g_free (sample->path);
  g_free (sample->dir);
}

FoyerRegistration *
sample_person (const char *name, const char *phone)
{
  FoyerRegistration *row = foyer_registration_new ();

  row->name = g_strdup (name);
  row->phone = g_strdup (phone);
  row->channel = g_strdup ("own-form");
  return row;
}

FoyerImportResult *
sample_import (FoyerStore *store, GPtrArray *drafts)
{
  const FoyerRegistration *first = g_ptr_array_index (drafts, 0);
  FoyerImport import = { .channel = first->channel, .drafts = drafts, .now_us = SAMPLE_NOW };
  g_autoptr (GError) error = NULL;
  FoyerImportResult *result;

  sample_begin (store);
  result = foyer_import_run (store, &import, &error);
  g_assert_no_error (error);
  sample_commit (store);
  return result;
}

char *
sample_register (FoyerStore *store, const char *name, const char *phone, const char *code)
{
  g_autoptr (GPtrArray) drafts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  FoyerRegistration *row = sample_person (name, phone);
  g_autoptr (FoyerImportResult) result = NULL;

  if (code != NULL)
    row->codes = g_strdupv ((char *[]) { (char *) code, NULL });
  row->reference = g_strdup (code);
  g_ptr_array_add (drafts, row);
  result = sample_import (store, drafts);
  return g_strdup (row->id);
}

static FoyerAdmission *
decide (FoyerStore *store, const char *code, const char *registration, const char *list)
{
  FoyerRequest request = {
    .code = code, .registration = registration, .list = list, .clock_trusted = TRUE,
    .now_us = SAMPLE_NOW, .method = code ? FOYER_METHOD_SCAN : FOYER_METHOD_LOOKUP,
  };
  g_autoptr (GError) error = NULL;
  FoyerAdmission *admission;

  sample_begin (store);
  admission = foyer_admission_decide (store, &request, &error);
  g_assert_no_error (error);
  sample_commit (store);
  return admission;
}

FoyerAdmission *
sample_scan (FoyerStore *store, const char *code, const char *list)
{
  return decide (store, code, NULL, list);
}

FoyerAdmission *
sample_pick (FoyerStore *store, const char *registration, const char *list)
{
  return decide (store, NULL, registration, list);
}

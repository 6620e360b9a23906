/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "released.h"

#include "id.h"

#include <sodium.h>
#include <sqlite3.h>

char *
released_row (guint number)
{
  return g_strdup_printf ("0193b000-0000-7000-8000-%012u", number);
}

static void
event_key (guint8 public_key[FOYER_CODE_PUBLIC_BYTES], guint8 secret_key[FOYER_CODE_SECRET_BYTES])
{
  static const guint8 seed[crypto_sign_SEEDBYTES] = "for the files of tests/data only";

  crypto_sign_seed_keypair (public_key, secret_key, seed);
}

char *
released_ticket (guint number)
{
  g_autofree char *id = released_row (number);
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES];
  guint8 secret_key[FOYER_CODE_SECRET_BYTES];

  event_key (public_key, secret_key);
  return foyer_code_make (FOYER_CODE_TICKET, SAMPLE_EVENT, id, 1, 0, secret_key);
}

/* What the hub knows. */

static void
check (gboolean done, GError *error)
{
  if (!done || error != NULL)
    g_error ("%s", error ? error->message : "no reason was given");
}

static void
put_key (FoyerStore *store, const char *id, const char *name, const guint8 *public_key)
{
  g_autoptr (FoyerKey) key = foyer_key_new ();
  g_autoptr (GError) error = NULL;
  char hex[2 * FOYER_CODE_PUBLIC_BYTES + 1];

  key->id = g_strdup (id);
  key->name = g_strdup (name);
  key->public_key = g_strdup (sodium_bin2hex (hex, sizeof hex, public_key, FOYER_CODE_PUBLIC_BYTES));
  check (foyer_registry_put_key (store, key, &error), error);
}

static FoyerStatus
status_of (guint number)
{
  static const FoyerStatus others[] = { FOYER_STATUS_PENDING, FOYER_STATUS_CANCELLED,
                                        FOYER_STATUS_WAITLISTED, FOYER_STATUS_REJECTED };

  return number < 25 ? FOYER_STATUS_CONFIRMED : others[number - 25];
}

static void
put_row (FoyerStore *store, guint number)
{
  static const char * const names[] = { "张伟", "王小明", "欧阳修", "李娜", "Ada Wong", "陈静",
                                        "买买提·吐尔逊" };
  g_autofree char *phone = g_strdup_printf ("139000000%02u", number);
  g_autoptr (FoyerRegistration) row = sample_person (names[number % G_N_ELEMENTS (names)], phone);
  g_autoptr (GError) error = NULL;

  row->id = released_row (number);
  row->person = released_row (number == 4 ? 3 : number);
  row->status = status_of (number);
  row->registered_us = SAMPLE_NOW - 30 * G_TIME_SPAN_DAY;
  row->ticket_serial = 1;
  row->payment_due = number == 2 || number == 11 ? RELEASED_DUE : 0;
  row->reference = g_strdup_printf ("A%u", number);
  row->codes = g_new0 (char *, 2);
  row->codes[0] = g_strdup_printf ("CODE-%u", number);
  row->email = g_strdup_printf ("guest%u@example.org", number);
  row->company = g_strdup (number % 2 ? "示例科技" : "Example Ltd");
  row->title = g_strdup ("工程师");
  row->category = number == 5 ? g_strdup ("speaker") : NULL;
  row->note = number == 9 ? g_strdup ("vegetarian") : NULL;
  row->answers = number == 6 ? g_strdup ("{\"T-shirt\":\"M\"}") : NULL;
  check (foyer_registry_change (store, row, NULL, &error), error);
}

static void
fill_hub (FoyerStore *hub)
{
  g_autoptr (FoyerEvent) event = sample_event ();
  g_autoptr (GError) error = NULL;
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES];
  guint8 secret_key[FOYER_CODE_SECRET_BYTES];

  sample_begin (hub);
  check (foyer_feed_start (hub, &error), error);
  check (foyer_registry_put_event (hub, event, &error), error);
  event_key (public_key, secret_key);
  put_key (hub, SAMPLE_EVENT, NULL, public_key);
  foyer_code_make_key (public_key, secret_key);
  put_key (hub, RELEASED_KIOSK, "Door 1", public_key);
  foyer_code_make_key (public_key, secret_key);
  put_key (hub, RELEASED_OTHER, "Door 2", public_key);
  for (guint number = 1; number <= RELEASED_ROWS; number++)
    put_row (hub, number);
  sample_commit (hub);
}

/* Whatever the hub has to say. */
static void
pull (FoyerStore *hub, FoyerStore *kiosk)
{
  g_autofree char *epoch = NULL;
  g_autoptr (FoyerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  gint64 cursor = 0;

  check (foyer_feed_cursor (kiosk, &cursor, &epoch, &error), error);
  page = foyer_feed_page (hub, cursor, 1000, &error);
  check (page != NULL, error);
  sample_begin (kiosk);
  check (foyer_feed_apply (kiosk, page, &error), error);
  sample_commit (kiosk);
}

static void
push (FoyerStore *kiosk, FoyerStore *hub)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unsent = foyer_journal_unsent (kiosk, 0, RELEASED_SENT, &error);
  g_autofree char *epoch = foyer_feed_epoch (hub, &error);

  check (unsent != NULL && epoch != NULL, error);
  sample_begin (hub);
  sample_begin (kiosk);
  for (guint i = 0; i < unsent->len; i++) {
    const FoyerEntry *entry = unsent->pdata[i];
    g_autoptr (FoyerAnswer) answer = foyer_answer_new (entry->id, FOYER_ANSWER_ACCEPTED, NULL);

    check (foyer_journal_keep (hub, entry, &answer->kind, &error), error);
    check (foyer_journal_answer (kiosk, answer, epoch, &error), error);
  }
  sample_commit (kiosk);
  sample_commit (hub);
}

/* The other door lets guest 1 in too, as it could not hear this one. */
static void
other_door (FoyerStore *hub)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_ADMIT);
  g_autoptr (GError) error = NULL;
  FoyerAnswerKind answer;

  entry->id = foyer_id_new (SAMPLE_NOW);
  entry->kiosk = g_strdup (RELEASED_OTHER);
  entry->number = 1;
  entry->wall_us = SAMPLE_NOW + 60 * G_USEC_PER_SEC;
  entry->list = g_strdup ("morning");
  entry->registration = released_row (1);
  sample_begin (hub);
  check (foyer_journal_keep (hub, entry, &answer, &error), error);
  sample_commit (hub);
}

/* At the door. */

static char *
ask (FoyerStore *store, FoyerRequest request)
{
  g_autoptr (FoyerAdmission) admission = NULL;
  g_autoptr (GError) error = NULL;

  request.list = request.list ? request.list : "morning";
  request.now_us = SAMPLE_NOW;
  request.clock_trusted = TRUE;
  request.staff = SAMPLE_STAFF;
  sample_begin (store);
  admission = foyer_admission_decide (store, &request, &error);
  check (admission != NULL, error);
  sample_commit (store);
  return g_steal_pointer (&admission->entry);
}

static void
scan (FoyerStore *store, const char *code, const char *list, gboolean leaving)
{
  g_free (ask (store, (FoyerRequest) { .code = code, .list = list, .leaving = leaving,
                                       .method = FOYER_METHOD_SCAN }));
}

static char *
walk_in (FoyerStore *store, const char *name, const char *phone)
{
  FoyerRequest request = { .list = "morning", .clock_trusted = TRUE, .now_us = SAMPLE_NOW,
                           .staff = SAMPLE_STAFF };
  g_autoptr (FoyerRegistration) draft = sample_person (name, phone);
  g_autoptr (FoyerAdmission) admission = NULL;
  g_autoptr (GError) error = NULL;

  sample_begin (store);
  admission = foyer_admission_walk_in (store, draft, &request, &error);
  check (admission != NULL, error);
  sample_commit (store);
  return g_strdup (admission->registration->id);
}

static void
take_back (FoyerStore *store, const char *entry)
{
  g_autoptr (GError) error = NULL;

  sample_begin (store);
  check (foyer_admission_undo (store, entry, "by mistake", SAMPLE_STAFF, SAMPLE_NOW, &error), error);
  sample_commit (store);
}

static void
record (FoyerStore *store, FoyerEntryKind kind, guint number, const char *body)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (kind);
  g_autoptr (GError) error = NULL;

  entry->registration = number ? released_row (number) : NULL;
  entry->staff = g_strdup (SAMPLE_STAFF);
  entry->body = g_strdup (body);
  sample_begin (store);
  check (foyer_journal_record (store, entry, SAMPLE_NOW, &error), error);
  sample_commit (store);
}

static void
reprint (FoyerStore *store, guint number)
{
  g_autofree char *row = released_row (number);
  g_autofree char *entry = NULL;
  g_autoptr (GError) error = NULL;

  sample_begin (store);
  entry = foyer_admission_reprint (store, row, "torn", SAMPLE_STAFF, SAMPLE_NOW, &error);
  check (entry != NULL, error);
  sample_commit (store);
}

static void
live (FoyerStore *kiosk)
{
  g_autofree char *regretted = NULL, *taken_back = NULL, *pending = released_row (25);
  g_autofree char *ticket = released_ticket (8);

  g_free (walk_in (kiosk, "路过", "13800000001"));
  regretted = walk_in (kiosk, "Wrong Person", "13800000002");
  take_back (kiosk, regretted);
  scan (kiosk, "CODE-1", NULL, FALSE);
  reprint (kiosk, 1);
  record (kiosk, FOYER_ENTRY_PAYMENT, 2, "{\"amount\":5000}");
  scan (kiosk, "CODE-2", NULL, FALSE);
  scan (kiosk, "CODE-3", NULL, FALSE);
  scan (kiosk, "CODE-4", NULL, FALSE);
  taken_back = ask (kiosk, (FoyerRequest) { .code = "CODE-6" });
  take_back (kiosk, taken_back);
  scan (kiosk, "CODE-7", "tour", FALSE);
  scan (kiosk, "CODE-7", "tour", TRUE);
  scan (kiosk, ticket, NULL, FALSE);
  record (kiosk, FOYER_ENTRY_NOTE, 9, "{\"text\":\"asked for a seat in front\"}");
  scan (kiosk, "CODE-26", NULL, FALSE);
  scan (kiosk, "NOBODYS-CODE", NULL, FALSE);
  g_free (ask (kiosk, (FoyerRequest) { .registration = pending, .override = TRUE,
                                       .reason = "knows the host", .method = FOYER_METHOD_LOOKUP }));
}

/* One file, as small as it gets. */
static void
pack (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "VACUUM", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static FoyerStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  FoyerStore *store = foyer_store_open (path, FOYER_STORE_OWN, &error);

  check (store != NULL, error);
  return store;
}

void
released_make (const char *hub_path, const char *kiosk_path)
{
  g_autoptr (FoyerStore) hub = open_store (hub_path);
  g_autoptr (FoyerStore) kiosk = open_store (kiosk_path);
  g_autoptr (GError) error = NULL;

  fill_hub (hub);
  sample_begin (kiosk);
  check (foyer_journal_set_kiosk (kiosk, RELEASED_KIOSK, &error), error);
  sample_commit (kiosk);
  pull (hub, kiosk);
  live (kiosk);
  push (kiosk, hub);
  other_door (hub);
  pull (hub, kiosk);
  g_clear_pointer (&hub, foyer_store_close);
  g_clear_pointer (&kiosk, foyer_store_close);
  pack (hub_path);
  pack (kiosk_path);
}

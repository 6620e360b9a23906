/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-fixture.h"

#include "import.h"
#include "journal.h"
#include "json.h"
#include "registry.h"

#include <glib/gstdio.h>
#include <sodium.h>

#define NOW_US (G_GINT64_CONSTANT (1795826700) * G_USEC_PER_SEC)

static const char event_json[] =
  "{\"id\":\"" FIXTURE_EVENT "\",\"name\":{\"zh_CN\":\"长沙开源技术开放日 2026\","
  "\"en\":\"Changsha Open Tech Day 2026\"},\"place\":{\"zh_CN\":\"长沙样例会堂\",\"en\":\"Example Hall\"},"
  "\"zone\":\"Asia/Shanghai\",\"badge_template\":\"label-62x100\",\"required\":[\"phone\"],\"currency\":\"CNY\","
  "\"walk_in_status\":\"confirmed\",\"self_lookup\":true,"
  "\"consent\":{\"zh_CN\":\"我同意主办方仅为本次活动的签到与联络使用以上信息，活动结束后 30 天内删除。\","
  "\"en\":\"I agree that the organizers use these details for check-in and contact at this event only, "
  "and delete them within 30 days after it.\"},"
  "\"questions\":[{\"id\":\"lunch\",\"text\":{\"zh_CN\":\"午餐要哪一种？\",\"en\":\"Which lunch would you like?\"},"
  "\"lists\":[\"afternoon\"],\"options\":["
  "{\"id\":\"meat\",\"text\":{\"zh_CN\":\"荤食\",\"en\":\"With meat\"}},"
  "{\"id\":\"veg\",\"text\":{\"zh_CN\":\"素食\",\"en\":\"Vegetarian\"}},"
  "{\"id\":\"none\",\"text\":{\"zh_CN\":\"不用餐\",\"en\":\"No lunch\"}}]}],"
  "\"lists\":["
  "{\"id\":\"morning\",\"name\":{\"zh_CN\":\"上午场\",\"en\":\"Morning\"},"
  "\"place\":{\"zh_CN\":\"一号厅\",\"en\":\"Hall 1\"},\"rule\":\"once\",\"badge\":true,"
  "\"opens\":\"2026-11-28T08:00:00+08:00\",\"closes\":\"2026-11-28T12:30:00+08:00\"},"
  "{\"id\":\"afternoon\",\"name\":{\"zh_CN\":\"下午场\",\"en\":\"Afternoon\"},"
  "\"place\":{\"zh_CN\":\"一号厅\",\"en\":\"Hall 1\"},\"rule\":\"once\",\"badge\":true,"
  "\"opens\":\"2026-11-28T13:00:00+08:00\",\"closes\":\"2026-11-28T18:00:00+08:00\"},"
  "{\"id\":\"crew\",\"name\":{\"zh_CN\":\"志愿者集合\",\"en\":\"Crew\"},\"rule\":\"free\",\"categories\":[\"crew\"],"
  "\"opens\":\"2026-11-28T08:00:00+08:00\",\"closes\":\"2026-11-28T18:00:00+08:00\"}],"
  "\"staff\":[{\"id\":\"" FIXTURE_STAFF "\",\"name\":\"陈晨\",\"pin_hash\":\"%s\"}]}";

static const struct {
  const char *name;
  const char *phone;
  const char *company;
  const char *title;
  const char *code;
  FoyerStatus status;
  gint64      due;
  gint64      party;
} people[] = {
  { "张伟", "13800138821", "湘江软件", "后端工程师", FIXTURE_ZHANG, FOYER_STATUS_CONFIRMED, 0 },
  { "张伟", "13912345678", "岳麓数据科技有限公司", "架构师", "TICKET-ZHANG-2", FOYER_STATUS_CONFIRMED, 0 },
  { "张伟", "13700001111", NULL, NULL, "TICKET-ZHANG-3", FOYER_STATUS_WAITLISTED, 0 },
  { "张薇薇", "13511112222", "芙蓉云", "产品经理", "TICKET-ZHANG-4", FOYER_STATUS_CONFIRMED, 0 },
  { "欧阳明月", "13611113333", "橘子洲人工智能研究院", "研究员", FIXTURE_OUYANG, FOYER_STATUS_CONFIRMED, 0 },
  { "Alexandra Wintergreen-O'Sullivan", "+447700900123", "Orange Isle Cloud", "Developer Advocate",
    "TICKET-ALEX", FOYER_STATUS_CONFIRMED, 0 },
  { "张国强", "13811114444", "湘江软件", NULL, FIXTURE_CANCELLED, FOYER_STATUS_CANCELLED, 0 },
  { "张敏", "13811115555", "芙蓉云", NULL, FIXTURE_UNPAID, FOYER_STATUS_CONFIRMED, 5000 },
  { "王芳", "13811116666", NULL, NULL, FIXTURE_FAMILY, FOYER_STATUS_CONFIRMED, 0, 4 },
};

void
door_fixture_freeze (void)
{
  g_setenv ("FOYER_CLOCK", "=" FIXTURE_CLOCK, TRUE);
}

static FoyerEvent *
make_event (void)
{
  char hash[crypto_pwhash_STRBYTES];
  g_autofree char *text = NULL;
  g_autoptr (json_t) json = NULL;
  g_autoptr (GError) error = NULL;
  FoyerEvent *event;

  g_assert_cmpint (crypto_pwhash_str (hash, FIXTURE_PIN, strlen (FIXTURE_PIN), crypto_pwhash_OPSLIMIT_MIN,
                                      crypto_pwhash_MEMLIMIT_MIN), ==, 0);
  text = g_strdup_printf (event_json, hash);
  json = foyer_json_parse (text, -1, &error);
  g_assert_no_error (error);
  event = foyer_event_from_json (json, &error);
  g_assert_no_error (error);
  return event;
}

static GPtrArray *
make_people (void)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++) {
    FoyerRegistration *row = foyer_registration_new ();

    row->name = g_strdup (people[i].name);
    row->phone = g_strdup (people[i].phone);
    row->company = g_strdup (people[i].company);
    row->title = g_strdup (people[i].title);
    row->channel = g_strdup ("own-form");
    row->reference = g_strdup (people[i].code);
    row->codes = g_strdupv ((char *[]) { (char *) people[i].code, NULL });
    row->status = people[i].status;
    row->payment_due = people[i].due;
    row->party = MAX (people[i].party, 1);
    g_ptr_array_add (drafts, row);
  }
  return drafts;
}

static gpointer
fill_job (FoyerStore *store, gpointer data, GError **error)
{
  FoyerKey *key = data;
  g_autoptr (FoyerEvent) event = make_event ();
  g_autoptr (GPtrArray) drafts = make_people ();
  FoyerImport import = { .channel = "own-form", .drafts = drafts, .now_us = NOW_US };
  g_autoptr (FoyerImportResult) result = NULL;

  if (foyer_registry_put_event (store, event, error) && foyer_registry_put_key (store, key, error))
    result = foyer_import_run (store, &import, error);
  return GINT_TO_POINTER (result != NULL);
}

static FoyerKey *
make_key (DoorFixture *self)
{
  FoyerKey *key = foyer_key_new ();
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES];
  guint8 secret_key[FOYER_CODE_SECRET_BYTES];
  char hex[2 * FOYER_CODE_PUBLIC_BYTES + 1];

  foyer_code_make_key (public_key, secret_key);
  key->id = g_strdup (FIXTURE_EVENT);
  key->public_key = g_strdup (sodium_bin2hex (hex, sizeof hex, public_key, sizeof public_key));
  self->staff_code = foyer_code_make (FOYER_CODE_STAFF, FIXTURE_EVENT, FIXTURE_STAFF, 1, 0, secret_key);
  return key;
}

static gboolean
has_event (gpointer door)
{
  return foyer_door_get_event (door) != NULL;
}

void
door_fixture_set_up (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (FoyerKey) key = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  self->dir = g_dir_make_tmp ("foyer-door-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->dir, "event.db", NULL);
  self->replica = foyer_replica_open (path, &error);
  g_assert_no_error (error);
  key = make_key (self);
  foyer_replica_write (self->replica, FOYER_LANE_DOOR, fill_job, key, &error);
  g_assert_no_error (error);
  self->session = foyer_session_new (0);
  self->door = foyer_door_new (self->replica, self->session);
  door_fixture_wait (has_event, self->door);
}

void
door_fixture_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    door_fixture_remove (child);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* Answers on their way hold what they are about, and so does the thread that
 * worked on them for a moment longer; then nobody does. */
void
door_fixture_wait_alone (gpointer object)
{
  gint64 deadline_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (g_atomic_int_get ((int *) &G_OBJECT (object)->ref_count) > 1 &&
         g_get_monotonic_time () < deadline_us) {
    g_main_context_iteration (NULL, FALSE);
    g_thread_yield ();
  }
}

void
door_fixture_tear_down (DoorFixture *self, gconstpointer unused)
{
  door_fixture_wait_alone (self->door);
  g_assert_finalize_object (self->door);
  door_fixture_wait_alone (self->session);
  g_assert_finalize_object (self->session);
  foyer_replica_close (self->replica);
  g_object_unref (self->replica);
  door_fixture_remove (self->dir);
  g_free (self->dir);
  g_free (self->staff_code);
}

static gboolean
on_deadline (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
door_fixture_wait (DoorFact fact, gpointer user_data)
{
  gboolean late = FALSE;
  guint deadline = g_timeout_add_seconds (10, on_deadline, &late);

  while (!fact (user_data)) {
    g_assert_false (late);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (deadline);
}

void
door_fixture_wait_for (DoorFixture *self, FoyerDoorState state)
{
  gboolean late = FALSE;
  guint deadline = g_timeout_add_seconds (10, on_deadline, &late);

  while (foyer_door_get_state (self->door) != state && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (foyer_door_state_to_string (foyer_door_get_state (self->door)), ==,
                   foyer_door_state_to_string (state));
  if (!late)
    g_source_remove (deadline);
}

FoyerOutcome *
door_fixture_outcome (DoorFixture *self, FoyerVerdict verdict, FoyerVerdictFlags flags)
{
  g_autoptr (FoyerRegistration) row = foyer_registration_new ();
  FoyerAdmission admission = {
    .decision = { verdict, flags }, .list = (char *) "morning", .registration = row,
    .badge = verdict == FOYER_VERDICT_ADMITTED,
  };
  gboolean by_code = verdict == FOYER_VERDICT_UNKNOWN || verdict == FOYER_VERDICT_NOT_A_TICKET ||
                     verdict == FOYER_VERDICT_TICKET_FORGED || verdict == FOYER_VERDICT_OTHER_EVENT ||
                     verdict == FOYER_VERDICT_AMBIGUOUS;

  row->name = g_strdup ("欧阳明月");
  row->company = g_strdup ("橘子洲人工智能研究院");
  if (by_code)
    admission.registration = NULL;
  if (verdict == FOYER_VERDICT_ALREADY_IN) {
    admission.first_us = NOW_US - 20 * 60 * G_USEC_PER_SEC;
    admission.first_kiosk = (char *) "Door 2";
  }
  return foyer_outcome_new (&admission, foyer_door_get_event (self->door),
                            verdict == FOYER_VERDICT_TOO_LATE ? G_MAXINT64 : NOW_US);
}

void
door_fixture_add (const char *path, void (*test) (DoorFixture *, gconstpointer))
{
  g_test_add (path, DoorFixture, NULL, door_fixture_set_up, test, door_fixture_tear_down);
}

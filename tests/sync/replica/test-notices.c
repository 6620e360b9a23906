/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notices.h"

#include "json.h"
#include "report.h"
#include "sample.h"

/* A word to all kiosks, from the hub or from one that is alone. */

static FoyerNotice *
notice_of (const char *chinese, const char *english, gint64 until_us)
{
  FoyerNotice *notice = foyer_notice_new ();
  const char *words[] = { "zh_CN", chinese, "en", english, NULL };

  notice->text = g_strdupv ((char **) words);
  notice->audience = FOYER_NOTICE_FOR_EVERYONE;
  notice->until_us = until_us;
  return notice;
}

static void
send (FoyerStore *store, const FoyerNotice *notice, gint64 at_us)
{
  g_autoptr (GError) error = NULL;

  sample_begin (store);
  g_assert_true (foyer_notices_send (store, notice, SAMPLE_STAFF, at_us, &error));
  g_assert_no_error (error);
  sample_commit (store);
}

static GPtrArray *
standing (FoyerStore *store, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *notices = foyer_notices (store, now_us, &error);

  g_assert_no_error (error);
  return notices;
}

static gboolean
carry_entry (const FoyerEntry *entry, gpointer user_data)
{
  FoyerAnswerKind answer;

  return foyer_journal_keep (user_data, entry, &answer, NULL) && answer != FOYER_ANSWER_REFUSED;
}

static void
carry (FoyerStore *from, FoyerStore *to)
{
  sample_begin (to);
  g_assert_true (foyer_journal_foreach (from, carry_entry, to, NULL));
  sample_commit (to);
}

static void
test_sent (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerNotice) early = notice_of ("B 厅 13:00 开门", "Hall B opens at 13:00", 0);
  g_autoptr (FoyerNotice) late = notice_of ("午餐在二楼", "Lunch is upstairs", SAMPLE_NOW + 100);
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) one = NULL;
  const FoyerNotice *newest;

  send (sample->store, early, SAMPLE_NOW);
  send (sample->store, late, SAMPLE_NOW + 10);
  both = standing (sample->store, SAMPLE_NOW + 100);
  g_assert_cmpuint (both->len, ==, 2);
  newest = g_ptr_array_index (both, 0);
  g_assert_cmpstr (foyer_words_in (newest->text, "zh_CN"), ==, "午餐在二楼");
  g_assert_cmpstr (newest->staff, ==, SAMPLE_STAFF);
  g_assert_cmpint (newest->audience, ==, FOYER_NOTICE_FOR_EVERYONE);
  one = standing (sample->store, SAMPLE_NOW + 101);
  g_assert_cmpuint (one->len, ==, 1);
}

/* A kiosk that was alone hears of the notice and of its end in whatever order. */
static void
test_elsewhere (Sample *sample, gconstpointer unused)
{
  FoyerStore *other = sample_other (sample, "other");
  g_autoptr (FoyerNotice) notice = notice_of ("安静", "Quiet please", 0);
  g_autoptr (GPtrArray) there = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  send (sample->store, notice, SAMPLE_NOW);
  carry (sample->store, other);
  there = standing (other, SAMPLE_NOW);
  g_assert_cmpuint (there->len, ==, 1);

  sample_begin (other);
  g_assert_true (foyer_admission_undo (other, ((FoyerNotice *) g_ptr_array_index (there, 0))->id, NULL, NULL,
                                       SAMPLE_NOW + 1, &error));
  g_assert_no_error (error);
  sample_commit (other);
  carry (other, sample->store);
  after = standing (sample->store, SAMPLE_NOW + 2);
  g_assert_cmpuint (after->len, ==, 0);
  foyer_store_close (other);
}

/* What a desk writes about somebody, or about nobody, is said to nobody. */
static void
test_other_notes (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autoptr (FoyerEntry) scarf = foyer_entry_new (FOYER_ENTRY_NOTE);
  g_autoptr (GPtrArray) none = NULL;

  sample_begin (sample->store);
  g_assert_true (foyer_admission_note (sample->store, id, "\"notice\"", NULL, SAMPLE_NOW, NULL));
  scarf->body = g_strdup ("{\"text\":\"\\\"notice\\\": a red scarf\"}");
  g_assert_true (foyer_journal_record (sample->store, scarf, SAMPLE_NOW, NULL));
  sample_commit (sample->store);
  none = standing (sample->store, SAMPLE_NOW);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_unsound (Sample *sample, gconstpointer unused)
{
  g_autofree char *endless = g_strnfill (FOYER_NOTICE_MAX + 1, 'a');
  const char *texts[] = { "", "two\nlines", endless };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (FoyerNotice) notice = notice_of ("好", texts[i], 0);
    g_autoptr (GError) error = NULL;

    sample_begin (sample->store);
    g_assert_false (foyer_notices_send (sample->store, notice, NULL, SAMPLE_NOW, &error));
    g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INCOMPLETE);
    foyer_store_rollback (sample->store);
  }
}

static void
test_report (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerNotice) notice = notice_of ("安静", "Quiet please", SAMPLE_NOW + 5);
  g_autoptr (json_t) report = NULL;
  g_autoptr (json_t) later = NULL;
  g_autoptr (FoyerNotice) told = NULL;

  send (sample->store, notice, SAMPLE_NOW);
  report = foyer_report_make (sample->store, SAMPLE_NOW, NULL);
  later = foyer_report_make (sample->store, SAMPLE_NOW + 6, NULL);
  g_assert_cmpuint (json_array_size (json_object_get (later, "notices")), ==, 0);
  told = foyer_notice_from_json (json_array_get (json_object_get (report, "notices"), 0), NULL);
  g_assert_nonnull (told);
  g_assert_cmpint (told->until_us, ==, notice->until_us);
  g_assert_cmpstr (foyer_words_in (told->text, "en"), ==, "Quiet please");
}

#define ADD(path, test) \
  g_test_add ("/sync/replica/notices" path, Sample, NULL, sample_set_up, test, sample_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sent", test_sent);
  ADD ("/elsewhere", test_elsewhere);
  ADD ("/other-notes", test_other_notes);
  ADD ("/unsound", test_unsound);
  ADD ("/report", test_report);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict.h"

static FoyerList once = { .id = (char *) "morning", .opens_us = 100, .closes_us = 200 };

static FoyerFacts
someone_welcome (void)
{
  return (FoyerFacts) {
    .proof = FOYER_PROOF_GOOD, .known = TRUE, .status = FOYER_STATUS_CONFIRMED,
    .clock_trusted = TRUE, .now_us = 150, .list = &once,
  };
}

static void
test_proofs (void)
{
  static const FoyerVerdict verdicts[FOYER_PROOF_N] = {
    [FOYER_PROOF_NONE] = FOYER_VERDICT_ADMITTED,
    [FOYER_PROOF_GOOD] = FOYER_VERDICT_ADMITTED,
    [FOYER_PROOF_VOID] = FOYER_VERDICT_TICKET_VOID,
    [FOYER_PROOF_EXPIRED] = FOYER_VERDICT_TICKET_EXPIRED,
    [FOYER_PROOF_FORGED] = FOYER_VERDICT_TICKET_FORGED,
    [FOYER_PROOF_OTHER_EVENT] = FOYER_VERDICT_OTHER_EVENT,
    [FOYER_PROOF_AMBIGUOUS] = FOYER_VERDICT_AMBIGUOUS,
    [FOYER_PROOF_UNKNOWN] = FOYER_VERDICT_UNKNOWN,
    [FOYER_PROOF_NOT_A_TICKET] = FOYER_VERDICT_NOT_A_TICKET,
  };

  for (int proof = 0; proof < FOYER_PROOF_N; proof++) {
    FoyerFacts facts = someone_welcome ();

    facts.proof = (FoyerProof) proof;
    g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, verdicts[proof]);
  }
}

static void
test_statuses (void)
{
  static const FoyerVerdict verdicts[FOYER_STATUS_N] = {
    [FOYER_STATUS_CONFIRMED] = FOYER_VERDICT_ADMITTED,
    [FOYER_STATUS_PENDING] = FOYER_VERDICT_PENDING,
    [FOYER_STATUS_WAITLISTED] = FOYER_VERDICT_WAITLISTED,
    [FOYER_STATUS_REJECTED] = FOYER_VERDICT_REJECTED,
    [FOYER_STATUS_CANCELLED] = FOYER_VERDICT_CANCELLED,
  };

  for (int status = 0; status < FOYER_STATUS_N; status++) {
    FoyerFacts facts = someone_welcome ();

    facts.status = (FoyerStatus) status;
    g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, verdicts[status]);
  }
}

static void
test_presence (void)
{
  static const FoyerVerdict verdicts[FOYER_LIST_N_RULES][FOYER_PRESENCE_N][2] = {
    /* coming, going */
    [FOYER_LIST_ONCE] = {
      { FOYER_VERDICT_ADMITTED,   FOYER_VERDICT_NOT_INSIDE },
      { FOYER_VERDICT_ALREADY_IN, FOYER_VERDICT_LEFT },
      { FOYER_VERDICT_ALREADY_IN, FOYER_VERDICT_NOT_INSIDE },
    },
    [FOYER_LIST_REENTRY] = {
      { FOYER_VERDICT_ADMITTED,   FOYER_VERDICT_NOT_INSIDE },
      { FOYER_VERDICT_ALREADY_IN, FOYER_VERDICT_LEFT },
      { FOYER_VERDICT_READMITTED, FOYER_VERDICT_NOT_INSIDE },
    },
    [FOYER_LIST_FREE] = {
      { FOYER_VERDICT_ADMITTED, FOYER_VERDICT_NOT_INSIDE },
      { FOYER_VERDICT_ADMITTED, FOYER_VERDICT_LEFT },
      { FOYER_VERDICT_ADMITTED, FOYER_VERDICT_NOT_INSIDE },
    },
  };

  for (int rule = 0; rule < FOYER_LIST_N_RULES; rule++) {
    for (int presence = 0; presence < FOYER_PRESENCE_N; presence++) {
      for (int leaving = 0; leaving < 2; leaving++) {
        FoyerList list = once;
        FoyerFacts facts = someone_welcome ();

        list.rule = (FoyerListRule) rule;
        facts.list = &list;
        facts.presence = (FoyerPresence) presence;
        facts.leaving = leaving;
        g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, verdicts[rule][presence][leaving]);
      }
    }
  }
}

static void
test_times (void)
{
  FoyerFacts facts = someone_welcome ();

  facts.now_us = 99;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_TOO_EARLY);
  facts.now_us = 100;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ADMITTED);
  facts.now_us = 200;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_TOO_LATE);
  /* Nobody is refused for a clock that the hub never confirmed. */
  facts.clock_trusted = FALSE;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ADMITTED);
  facts.now_us = 0;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ADMITTED);
}

static void
test_lists (void)
{
  const char *speakers[] = { "speaker", NULL };
  FoyerList list = once;
  FoyerFacts facts = someone_welcome ();

  facts.list = &list;
  list.categories = (char **) speakers;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_OTHER_LIST);
  facts.category = "speaker";
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ADMITTED);

  list.capacity = 2;
  facts.taken = 2;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ADMITTED);
  facts.walk_in = TRUE;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_FULL);
  facts.walk_in = FALSE;

  list.confirm = TRUE;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_CONFIRM_FIRST);
  facts.confirmed = TRUE;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ADMITTED);
  facts.payment_due = 1;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_PAYMENT_DUE);
}

static void
test_provisional (void)
{
  FoyerFacts facts = someone_welcome ();
  FoyerDecision decision;

  facts.known = FALSE;
  decision = foyer_verdict_decide (&facts);
  g_assert_cmpint (decision.verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpint (decision.flags, ==, FOYER_VERDICT_PROVISIONAL);
  facts.presence = FOYER_PRESENCE_INSIDE;
  decision = foyer_verdict_decide (&facts);
  g_assert_cmpint (decision.verdict, ==, FOYER_VERDICT_ALREADY_IN);
  g_assert_cmpint (decision.flags, ==, 0);
}

/* Each cell of tests/data/verdicts.tsv, and beside a good code every other one:
 * what a code is comes before who shows it. */

enum { STATUS, RULE, HISTORY, DIRECTION, CLOCK, VERDICT, N_COLUMNS };

static int
index_of (const char * const *names, const char *name)
{
  int i = 0;

  while (names[i] != NULL && !g_str_equal (names[i], name))
    i++;
  g_assert_nonnull (names[i]);
  return i;
}

static FoyerFacts
read_cell (char **cell, FoyerList *list, FoyerVerdict *verdict)
{
  static const char * const histories[] = { "never", "inside", "left", NULL };
  static const char * const directions[] = { "coming", "going", NULL };
  static const char * const clocks[] = { "early", "open", "late", "unknown", NULL };
  static const gint64 times[] = { 50, 150, 250, 50 };
  FoyerFacts facts = someone_welcome ();
  int clock = index_of (clocks, cell[CLOCK]);

  g_assert_true (foyer_status_from_string (cell[STATUS], &facts.status));
  g_assert_true (foyer_list_rule_from_string (cell[RULE], &list->rule));
  g_assert_true (foyer_verdict_from_string (cell[VERDICT], verdict));
  facts.presence = (FoyerPresence) index_of (histories, cell[HISTORY]);
  facts.leaving = index_of (directions, cell[DIRECTION]) == 1;
  facts.party = 1;
  facts.came = facts.presence != FOYER_PRESENCE_NEVER;
  facts.here = facts.presence == FOYER_PRESENCE_INSIDE;
  facts.now_us = times[clock];
  facts.clock_trusted = clock < 3;
  facts.list = list;
  return facts;
}

static void
check_other_proofs (FoyerFacts facts, FoyerVerdict good)
{
  static const FoyerVerdict verdicts[FOYER_PROOF_N] = {
    [FOYER_PROOF_VOID] = FOYER_VERDICT_TICKET_VOID,
    [FOYER_PROOF_EXPIRED] = FOYER_VERDICT_TICKET_EXPIRED,
    [FOYER_PROOF_FORGED] = FOYER_VERDICT_TICKET_FORGED,
    [FOYER_PROOF_OTHER_EVENT] = FOYER_VERDICT_OTHER_EVENT,
    [FOYER_PROOF_AMBIGUOUS] = FOYER_VERDICT_AMBIGUOUS,
    [FOYER_PROOF_UNKNOWN] = FOYER_VERDICT_UNKNOWN,
    [FOYER_PROOF_NOT_A_TICKET] = FOYER_VERDICT_NOT_A_TICKET,
  };

  for (int proof = 0; proof < FOYER_PROOF_N; proof++) {
    gboolean as_good = proof == FOYER_PROOF_NONE || proof == FOYER_PROOF_GOOD;

    facts.proof = (FoyerProof) proof;
    g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, as_good ? good : verdicts[proof]);
  }
}

static void
test_table (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "verdicts.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  int n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) cell = g_strsplit (lines[i], "\t", -1);
    FoyerList list = once;
    FoyerVerdict verdict;
    FoyerFacts facts;

    if (*lines[i] == '#' || *lines[i] == '\0' || g_str_equal (cell[STATUS], "status"))
      continue;
    g_assert_cmpint (g_strv_length (cell), ==, N_COLUMNS);
    facts = read_cell (cell, &list, &verdict);
    check_other_proofs (facts, verdict);
    n++;
  }
  g_assert_cmpint (n, ==, FOYER_STATUS_N * FOYER_LIST_N_RULES * FOYER_PRESENCE_N * 2 * 4);
}

/* Those of a party come in one after the other, and a lunch box is not left. */
static void
test_party_and_thing (void)
{
  FoyerList list = once;
  FoyerFacts facts = someone_welcome ();

  facts.list = &list;
  facts.party = 3;
  facts.came = facts.here = 2;
  facts.presence = FOYER_PRESENCE_INSIDE;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ADMITTED);
  facts.came = 3;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ALREADY_IN);
  list.rule = FOYER_LIST_REENTRY;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ADMITTED);
  facts.here = 3;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ALREADY_IN);
  facts.leaving = TRUE;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_LEFT);
  list.thing = TRUE;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_NOT_INSIDE);
}

/* A list that is opened early is open; one that binds everyone turns away everyone. */
static void
test_opened_and_strict (void)
{
  FoyerList list = once;
  FoyerFacts facts = someone_welcome ();

  facts.list = &list;
  facts.now_us = 50;
  facts.opened = TRUE;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ADMITTED);
  facts.unanswered = TRUE;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_ASK_FIRST);
  list.strict = TRUE;
  list.capacity = facts.taken = 20;
  g_assert_cmpint (foyer_verdict_decide (&facts).verdict, ==, FOYER_VERDICT_FULL);
}

static void
test_names (void)
{
  for (int i = 0; i < FOYER_VERDICT_N; i++) {
    FoyerVerdict back;

    g_assert_true (foyer_verdict_from_string (foyer_verdict_to_string ((FoyerVerdict) i), &back));
    g_assert_cmpint (back, ==, i);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/model/verdict/proofs", test_proofs);
  g_test_add_func ("/sync/model/verdict/statuses", test_statuses);
  g_test_add_func ("/sync/model/verdict/presence", test_presence);
  g_test_add_func ("/sync/model/verdict/times", test_times);
  g_test_add_func ("/sync/model/verdict/lists", test_lists);
  g_test_add_func ("/sync/model/verdict/provisional", test_provisional);
  g_test_add_func ("/sync/model/verdict/table", test_table);
  g_test_add_func ("/sync/model/verdict/party-and-thing", test_party_and_thing);
  g_test_add_func ("/sync/model/verdict/opened-and-strict", test_opened_and_strict);
  g_test_add_func ("/sync/model/verdict/names", test_names);
  return g_test_run ();
}

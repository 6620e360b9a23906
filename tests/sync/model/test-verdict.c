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
  g_test_add_func ("/sync/model/verdict/names", test_names);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "admission.h"
#include "clock.h"
#include "id.h"
#include "output.h"
#include "registry.h"
#include "source.h"
#include "walk-in.h"

#include <glib/gi18n.h>

#define MAX_CODE    4096
#define MAX_WALK_IN 65536

static void
print_staff (const FoyerCli *cli, const FoyerEvent *event, const FoyerAdmission *admission)
{
  const FoyerStaff *staff = foyer_event_staff (event, admission->staff);

  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:s*}", "staff", admission->staff, "name",
                                  staff ? staff->name : NULL));
  else
    foyer_output_row ("staff", staff ? staff->name : "", NULL);
}

static void
print_json (const FoyerAdmission *admission)
{
  const FoyerRegistration *row = admission->registration;
  FoyerVerdictFlags flags = admission->decision.flags;
  json_t *json = json_pack ("{s:s, s:b, s:b, s:s, s:b, s:s*, s:s*, s:s*, s:s*, s:s*}", "verdict",
                            foyer_verdict_to_string (admission->decision.verdict), "provisional",
                            (flags & FOYER_VERDICT_PROVISIONAL) != 0, "overridden",
                            (flags & FOYER_VERDICT_OVERRIDDEN) != 0, "list", admission->list,
                            "badge", admission->badge, "entry", admission->entry, "registration",
                            row ? row->id : NULL, "name", row ? row->name : NULL, "company",
                            row ? row->company : NULL, "category", row ? row->category : NULL);

  if (admission->first_us != 0) {
    g_autofree char *first = foyer_time_to_string (admission->first_us);

    json_object_set_new (json, "first", json_string (first));
    json_object_set_new (json, "first_kiosk",
                         json_string (admission->first_kiosk ? admission->first_kiosk : ""));
  }
  foyer_output_json (json);
}

static void
print_admission (const FoyerCli *cli, const FoyerEvent *event, const FoyerAdmission *admission)
{
  const FoyerRegistration *row = admission->registration;
  g_autofree char *first = admission->first_us
                             ? foyer_event_clock_time (event, admission->first_us) : NULL;

  if (admission->staff != NULL)
    print_staff (cli, event, admission);
  else if (cli->json)
    print_json (admission);
  else
    foyer_output_row (foyer_verdict_to_string (admission->decision.verdict),
                      row && row->name ? row->name : "", first ? first : "", NULL);
}

/* A refusal is written too: the door said no to someone. */
static FoyerAdmission *
decide (FoyerStore *store, const FoyerRequest *request, const FoyerRegistration *walk_in, GError **error)
{
  g_autoptr (FoyerAdmission) admission = NULL;

  if (!foyer_store_begin (store, error))
    return NULL;
  admission = walk_in ? foyer_admission_walk_in (store, walk_in, request, error)
                      : foyer_admission_decide (store, request, error);
  if (admission == NULL) {
    foyer_store_rollback (store);
    return NULL;
  }
  return foyer_store_commit (store, error) ? g_steal_pointer (&admission) : NULL;
}

static FoyerExit
admit (const FoyerCli *cli, FoyerRequest *request, const FoyerRegistration *walk_in, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_OWN, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  const FoyerList *list = event ? foyer_source_list (cli, event, error) : NULL;
  g_autoptr (FoyerAdmission) admission = NULL;
  FoyerVerdict verdict;

  if (list == NULL)
    return FOYER_EXIT_INTERNAL;
  if (request->staff != NULL && foyer_event_staff (event, request->staff) == NULL)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("the event has no such staff member: correct --staff"));
  request->list = list->id;
  admission = decide (store, request, walk_in, error);
  if (admission == NULL)
    return FOYER_EXIT_INTERNAL;
  print_admission (cli, event, admission);
  verdict = admission->decision.verdict;
  return admission->staff == NULL &&
         (foyer_verdict_is_welcome (verdict) || verdict == FOYER_VERDICT_LEFT)
           ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

/* FALSE: it is not clear who is meant. */
static gboolean
say_who (FoyerRequest *request, int argc, char *argv[], char **input, GError **error)
{
  if ((argc == 2) == (request->registration != NULL) || argc > 2 ||
      (argc == 2 && !g_utf8_validate (argv[1], -1, NULL))) {
    foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                      _("say who: a code, - for one on standard input, or --registration"));
    return FALSE;
  }
  /* An entry about a thing that is no id could be kept nowhere else. */
  if (request->registration != NULL && !foyer_id_is_valid (request->registration)) {
    foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                      _("this is no registration's id: find it with foyer lookup"));
    return FALSE;
  }
  if (argc == 2 && g_str_equal (argv[1], "-")) {
    *input = foyer_source_read_input (MAX_CODE, error);
    request->code = *input ? g_strstrip (*input) : NULL;
    return *input != NULL;
  }
  request->code = argv[1];
  return TRUE;
}

/* "question=option" words, as a request takes them: one after the other. */
static GStrv
split_answers (char **answers)
{
  g_autoptr (GStrvBuilder) pairs = g_strv_builder_new ();

  for (gsize i = 0; answers != NULL && answers[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (answers[i], "=", 2);

    if (g_strv_length (parts) == 2)
      g_strv_builder_addv (pairs, (const char **) parts);
  }
  return g_strv_builder_end (pairs);
}

/* Somebody who has not signed up, from standard input. */
static FoyerExit
admit_walk_in (const FoyerCli *cli, FoyerRequest *request, GError **error)
{
  g_autofree char *text = foyer_source_read_input (MAX_WALK_IN, error);
  g_autoptr (FoyerRegistration) draft = text ? foyer_walk_in_read (text, error) : NULL;

  request->method = FOYER_METHOD_WALK_IN;
  return draft ? admit (cli, request, draft, error) : FOYER_EXIT_DATA;
}

FoyerExit
foyer_command_admit (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *registration = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *staff = NULL;
  g_autofree char *input = NULL;
  g_auto (GStrv) given = NULL;
  g_auto (GStrv) answers = NULL;
  gboolean walk_in = FALSE;
  int heads = 0;
  FoyerRequest request = { .clock_trusted = TRUE };
  const GOptionEntry entries[] = {
    { "registration", 0, 0, G_OPTION_ARG_STRING, &registration,
      N_("Whom a volunteer picked, instead of a code"), "ID" },
    { "override", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Admit whatever the verdict is"),
      "REASON" },
    { "leave", 0, 0, G_OPTION_ARG_NONE, &request.leaving, N_("The guest is on the way out"), NULL },
    { "confirm", 0, 0, G_OPTION_ARG_NONE, &request.confirmed,
      N_("Say yes, on a list where a volunteer has to"), NULL },
    { "heads", 0, 0, G_OPTION_ARG_INT, &heads, N_("How many of a party come in now"), "N" },
    { "answer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given,
      N_("What the guest says to one of the event's questions"), "QUESTION=OPTION" },
    { "walk-in", 0, 0, G_OPTION_ARG_NONE, &walk_in,
      N_("Somebody who has not signed up: name=…, phone=…, a line each on standard input"), NULL },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &staff, N_("The volunteer who decides"), "ID" },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_STORE | FOYER_CLI_LIST,
                        N_("CODE|- --store FILE"),
                        N_("Decides about a guest exactly as a kiosk does, and writes it into the "
                           "event's file."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  request.registration = registration;
  request.override = reason != NULL;
  request.reason = reason;
  request.staff = staff;
  request.heads = MAX (heads, 0);
  answers = split_answers (given);
  request.answers = (const char * const *) answers;
  request.now_us = foyer_clock_now_us ();
  if (walk_in && registration == NULL && argc == 1)
    return admit_walk_in (cli, &request, error);
  if (walk_in || !say_who (&request, argc, argv, &input, error))
    return walk_in ? foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("a walk-in has no code yet: leave it out"))
                   : FOYER_EXIT_USAGE;
  request.method = request.code ? FOYER_METHOD_SCAN : FOYER_METHOD_LOOKUP;
  return admit (cli, &request, NULL, error);
}

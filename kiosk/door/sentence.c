/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sentence.h"

#include "language.h"
#include "store.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *headline;
  const char *next_step;
  const char *for_staff;
} Sentences;

static const Sentences sentences[FOYER_VERDICT_N] = {
  [FOYER_VERDICT_ADMITTED] = {
    N_("Welcome!"),
    N_("Please go in."),
    N_("Checked in."),
  },
  [FOYER_VERDICT_READMITTED] = {
    N_("Welcome back!"),
    N_("Please go in."),
    N_("Came back. Nothing else to do."),
  },
  [FOYER_VERDICT_LEFT] = {
    N_("See you soon!"),
    N_("Show the same code when you come back."),
    N_("Signed out. The same code lets them in again."),
  },
  [FOYER_VERDICT_ALREADY_IN] = {
    N_("You are already in"),
    N_("You have come in before."),
    N_("Ask whether they stepped out. If it was someone else, look at the first check-in under Recent."),
  },
  [FOYER_VERDICT_NOT_INSIDE] = {
    N_("You have not come in yet"),
    N_("Please check in first."),
    N_("They are not inside by what this kiosk knows. Check them in, then sign them out."),
  },
  [FOYER_VERDICT_ASK_FIRST] = {
    N_("One question first"),
    N_("Please answer it with our staff at the desk."),
    N_("Ask the open question, then check them in."),
  },
  [FOYER_VERDICT_CONFIRM_FIRST] = {
    N_("One moment, please"),
    N_("A member of our staff will let you in."),
    N_("Check that this is the right guest, then check them in."),
  },
  [FOYER_VERDICT_TOO_EARLY] = {
    N_("You are early!"),
    N_("Please come back when the doors open."),
    N_("The doors of this list are not open yet. Choose another list, or let them in with a reason."),
  },
  [FOYER_VERDICT_TOO_LATE] = {
    N_("Check-in is over here"),
    N_("Please ask our staff."),
    N_("This list is over. Choose another list, or let them in with a reason."),
  },
  [FOYER_VERDICT_OTHER_LIST] = {
    N_("Your ticket is for another entrance"),
    N_("Our staff will show you the way."),
    N_("Their kind of ticket is not for this list. Check that the right list is chosen."),
  },
  [FOYER_VERDICT_FULL] = {
    N_("All places are taken"),
    N_("Please ask our staff whether a place has become free."),
    N_("The hall is full by what this kiosk knows. Ask the organizer before you let more in."),
  },
  [FOYER_VERDICT_PENDING] = {
    N_("Your registration is not confirmed yet"),
    N_("Please see our staff at the desk."),
    N_("The organizer has not decided yet. Ask them, then let the guest in with a reason."),
  },
  [FOYER_VERDICT_WAITLISTED] = {
    N_("You are on the waiting list"),
    N_("Please see our staff at the desk."),
    N_("Ask the organizer whether there is a place, then let the guest in with a reason."),
  },
  [FOYER_VERDICT_REJECTED] = {
    N_("Your registration was not accepted"),
    N_("Please talk to our staff at the desk."),
    N_("The organizer said no. Only the organizer can change that."),
  },
  [FOYER_VERDICT_CANCELLED] = {
    N_("Your registration was cancelled"),
    N_("If that is a mistake, our staff can help."),
    N_("Ask whether they cancelled. If it was a mistake, let them in anyway."),
  },
  [FOYER_VERDICT_PAYMENT_DUE] = {
    N_("Your ticket is not paid yet"),
    N_("You can pay at the desk."),
    N_("Take the payment, and they are checked in."),
  },
  [FOYER_VERDICT_TICKET_VOID] = {
    N_("There is a newer code than this one"),
    N_("Please show the newest code you received, or ask our staff."),
    N_("This code was replaced. Find the guest by name and check who they are."),
  },
  [FOYER_VERDICT_TICKET_EXPIRED] = {
    N_("This code has expired"),
    N_("Please show the newest code you received, or ask our staff."),
    N_("This code is out of date. Find the guest by name."),
  },
  [FOYER_VERDICT_TICKET_FORGED] = {
    N_("We cannot accept this code"),
    N_("Please see our staff at the desk."),
    N_("This code was not made for this event's guests. Find the guest by name; do not let the code decide."),
  },
  [FOYER_VERDICT_OTHER_EVENT] = {
    N_("This ticket is for another event"),
    N_("Please show your code for today's event."),
    N_("Ask for the code of this event, or find the guest by name."),
  },
  [FOYER_VERDICT_AMBIGUOUS] = {
    N_("Two people have this code"),
    N_("Our staff will find you by name."),
    N_("Two guests hold the same code. Find the right one by name."),
  },
  [FOYER_VERDICT_UNKNOWN] = {
    N_("We don't know this code"),
    N_("Please go to the desk. We will find you by your name."),
    N_("Find the guest by name or phone. If they are not there, register them as a walk-in."),
  },
  [FOYER_VERDICT_NOT_A_TICKET] = {
    N_("This is not a ticket"),
    N_("Please show the QR code from your registration."),
    N_("It is some other QR code. Help the guest find their ticket, or find them by name."),
  },
};

static const Sentences *
sentences_of (const FoyerOutcome *outcome)
{
  g_return_val_if_fail (outcome->verdict < FOYER_VERDICT_N, &sentences[FOYER_VERDICT_UNKNOWN]);

  return &sentences[outcome->verdict];
}

/* What is said of a guest, where what is said to the guest is "your" or "you". */
static const char * const said_of[FOYER_VERDICT_N] = {
  [FOYER_VERDICT_ALREADY_IN]    = N_("Is in already"),
  [FOYER_VERDICT_NOT_INSIDE]    = N_("Has not come in yet"),
  [FOYER_VERDICT_CONFIRM_FIRST] = N_("Please look first"),
  [FOYER_VERDICT_TOO_EARLY]     = N_("Is early"),
  [FOYER_VERDICT_OTHER_LIST]    = N_("The ticket is for another entrance"),
  [FOYER_VERDICT_PENDING]       = N_("The registration is not confirmed yet"),
  [FOYER_VERDICT_WAITLISTED]    = N_("Is on the waiting list"),
  [FOYER_VERDICT_REJECTED]      = N_("The registration was not accepted"),
  [FOYER_VERDICT_CANCELLED]     = N_("The registration was cancelled"),
  [FOYER_VERDICT_PAYMENT_DUE]   = N_("The ticket is not paid yet"),
  [FOYER_VERDICT_UNKNOWN]       = N_("Nobody here has this code"),
};

const char *
foyer_sentence_verdict (FoyerVerdict verdict)
{
  return _(said_of[verdict] ? said_of[verdict] : sentences[verdict].headline);
}

char *
foyer_sentence_headline (const FoyerOutcome *outcome)
{
  return g_strdup (_(sentences_of (outcome)->headline));
}

/* Sentences stand beside each other; the page decides where lines break. */
static void
add (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
}

static void
add_words (GString *text, char * const *words)
{
  const char *sentence = foyer_language_words (words);

  if (*sentence != '\0')
    add (text, sentence);
}

static void
say_where_to_go (GString *text, const FoyerOutcome *outcome)
{
  const char *place = foyer_language_words (outcome->list_place);
  g_autofree char *sentence = NULL;

  if (*place == '\0')
    sentence = g_strdup (_("Please go in."));
  else
    /* Translators: %s is a place, such as "Hall 1". */
    sentence = g_strdup_printf (_("Please go to %s."), place);
  add (text, sentence);
  if (outcome->badge)
    add (text, _("Your badge is being printed. Please take it with you."));
  add_words (text, outcome->latecomers);
}

static void
say_when_before (GString *text, const FoyerOutcome *outcome)
{
  g_autofree char *sentence = NULL;

  if (outcome->first_time == NULL)
    sentence = g_strdup (_("You have come in before."));
  else if (outcome->first_place == NULL || *outcome->first_place == '\0')
    /* Translators: %s is a time of day, such as 08:52. */
    sentence = g_strdup_printf (_("You came in at %s, here."), outcome->first_time);
  else
    /* Translators: a time of day and the name of a kiosk: "at 08:52 at Door 2". */
    sentence = g_strdup_printf (_("You came in at %s at %s."), outcome->first_time, outcome->first_place);
  add (text, sentence);
  add (text, _("If that was not you, please tell our staff."));
}

static void
say_when_it_opens (GString *text, const FoyerOutcome *outcome)
{
  const char *list = foyer_language_words (outcome->list_name);
  g_autofree char *sentence = NULL;

  if (outcome->opens == NULL || *list == '\0')
    sentence = g_strdup (_("Please come back when the doors open."));
  else
    /* Translators: a list, such as "Afternoon", and a time of day. */
    sentence = g_strdup_printf (_("%s opens at %s. Please come back then."), list, outcome->opens);
  add (text, sentence);
}

static void
say_when_it_closed (GString *text, const FoyerOutcome *outcome)
{
  const char *list = foyer_language_words (outcome->list_name);
  g_autofree char *sentence = NULL;

  if (outcome->closes != NULL && *list != '\0')
    /* Translators: a list, such as "Morning", and a time of day. */
    sentence = g_strdup_printf (_("%s ended at %s."), list, outcome->closes);
  if (sentence != NULL)
    add (text, sentence);
  add_words (text, outcome->latecomers);
  add (text, _("Please ask our staff."));
}

/* (nullable): which door is the guest's, as far as the event says. */
static char *
right_door (const FoyerOutcome *outcome)
{
  const char *list = foyer_language_words (outcome->other_list_name);
  const char *place = foyer_language_words (outcome->other_list_place);

  if (*list == '\0')
    return NULL;
  if (*place == '\0')
    /* Translators: %s is a list, such as "Speakers' dinner". */
    return g_strdup_printf (_("You are expected at: %s."), list);
  /* Translators: a list, such as "Speakers' dinner", and a place, such as "Hall 2". */
  return g_strdup_printf (_("You are expected at: %s, %s."), list, place);
}

static void
say_whose_door (GString *text, const FoyerOutcome *outcome)
{
  const char *list = foyer_language_words (outcome->list_name);
  g_autofree char *here = NULL;
  g_autofree char *there = right_door (outcome);

  if (*list != '\0')
    /* Translators: %s is a list, such as "Speakers' dinner". */
    here = g_strdup_printf (_("This door is for: %s."), list);
  if (here != NULL)
    add (text, here);
  if (there != NULL)
    add (text, there);
  add (text, _("Our staff will show you the way."));
}

static void
say_what_is_due (GString *text, const FoyerOutcome *outcome)
{
  g_autofree char *amount = foyer_sentence_amount (outcome->payment_due, outcome->currency);
  /* Translators: %s is an amount, such as ¥50.00. */
  g_autofree char *sentence = outcome->payment_due > 0
                                ? g_strdup_printf (_("%s is still to be paid."), amount) : NULL;

  if (sentence != NULL)
    add (text, sentence);
}

char *
foyer_sentence_next_step (const FoyerOutcome *outcome)
{
  GString *text = g_string_new (NULL);

  if (foyer_verdict_is_welcome (outcome->verdict))
    say_where_to_go (text, outcome);
  else if (outcome->verdict == FOYER_VERDICT_ALREADY_IN)
    say_when_before (text, outcome);
  else if (outcome->verdict == FOYER_VERDICT_TOO_EARLY)
    say_when_it_opens (text, outcome);
  else if (outcome->verdict == FOYER_VERDICT_TOO_LATE)
    say_when_it_closed (text, outcome);
  else if (outcome->verdict == FOYER_VERDICT_OTHER_LIST)
    say_whose_door (text, outcome);
  else {
    if (outcome->verdict == FOYER_VERDICT_PAYMENT_DUE)
      say_what_is_due (text, outcome);
    add (text, _(sentences_of (outcome)->next_step));
  }
  return g_string_free (text, FALSE);
}

static void
say_what_came_of_it (GString *text, const FoyerOutcome *outcome)
{
  if (outcome->flags & FOYER_VERDICT_OVERRIDDEN)
    add (text, _("Checked in, and the reason is noted."));
  else if (outcome->walk_in)
    add (text, _("Registered and checked in."));
  else
    add (text, _(sentences_of (outcome)->for_staff));
  if (outcome->flags & FOYER_VERDICT_PROVISIONAL)
    add (text, _("The ticket is genuine, but the guest is not on this kiosk's list yet. The next update brings the name."));
  if (outcome->badge)
    add (text, _("The badge is being printed."));
}

static void
say_first_admission (GString *text, const FoyerOutcome *outcome)
{
  g_autofree char *sentence = NULL;

  if (outcome->first_time == NULL)
    return;
  if (outcome->first_place == NULL || *outcome->first_place == '\0')
    /* Translators: %s is a time of day. */
    sentence = g_strdup_printf (_("Checked in at %s, here."), outcome->first_time);
  else
    /* Translators: a time of day and the name of a kiosk. */
    sentence = g_strdup_printf (_("Checked in at %s at %s."), outcome->first_time, outcome->first_place);
  add (text, sentence);
}

static void
say_where_expected (GString *text, const FoyerOutcome *outcome)
{
  const char *list = foyer_language_words (outcome->other_list_name);
  g_autofree char *sentence = NULL;

  if (*list == '\0')
    return;
  /* Translators: %s is a list, such as "Speakers' dinner". */
  sentence = g_strdup_printf (_("They are expected at: %s."), list);
  add (text, sentence);
}

char *
foyer_sentence_for_staff (const FoyerOutcome *outcome)
{
  GString *text = g_string_new (NULL);

  if (foyer_verdict_is_welcome (outcome->verdict)) {
    say_what_came_of_it (text, outcome);
    return g_string_free (text, FALSE);
  }
  if (outcome->walk_in)
    add (text, _("Registered, but not let in yet."));
  if (outcome->verdict == FOYER_VERDICT_ALREADY_IN)
    say_first_admission (text, outcome);
  if (outcome->verdict == FOYER_VERDICT_PAYMENT_DUE)
    say_what_is_due (text, outcome);
  if (outcome->verdict == FOYER_VERDICT_OTHER_LIST)
    say_where_expected (text, outcome);
  add (text, _(sentences_of (outcome)->for_staff));
  return g_string_free (text, FALSE);
}

char *
foyer_sentence_amount (gint64 amount, const char *currency)
{
  static const struct { const char *code; const char *sign; int smallest; } known[] = {
    { "CNY", "¥", 100 }, { "EUR", "€", 100 }, { "USD", "$", 100 }, { "GBP", "£", 100 },
    { "HKD", "HK$", 100 }, { "JPY", "JPY ", 1 }, { "KRW", "₩", 1 },
  };
  g_autofree char *named = currency ? g_strconcat (currency, " ", NULL) : g_strdup ("");
  const char *sign = named;
  int smallest = 100;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    if (g_strcmp0 (currency, known[i].code) == 0) {
      sign = known[i].sign;
      smallest = known[i].smallest;
    }
  }
  if (smallest == 1)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT, sign, amount);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", sign, amount / smallest, (int) (amount % smallest));
}

const char *
foyer_sentence_status (FoyerStatus status)
{
  static const char * const names[FOYER_STATUS_N] = {
    [FOYER_STATUS_PENDING]    = N_("Not confirmed"),
    [FOYER_STATUS_CONFIRMED]  = N_("Confirmed"),
    [FOYER_STATUS_WAITLISTED] = N_("Waiting list"),
    [FOYER_STATUS_REJECTED]   = N_("Not accepted"),
    [FOYER_STATUS_CANCELLED]  = N_("Cancelled"),
  };

  g_return_val_if_fail (status < FOYER_STATUS_N, "");

  return _(names[status]);
}

char *
foyer_sentence_trouble (const GError *error)
{
  if (error == NULL || error->domain != FOYER_STORE_ERROR)
    return g_strdup (_("This kiosk cannot save check-ins. Please use another one and tell the organizer."));

  switch ((FoyerStoreError) error->code) {
  case FOYER_STORE_ERROR_NEWER:
    return g_strdup (_("The guest list on this machine was written by a newer version of Foyer. "
                       "Nothing was changed. Please install the newer version, then start again."));
  case FOYER_STORE_ERROR_IN_USE:
    return g_strdup (_("Another Foyer program is using the guest list on this machine. "
                       "Please end that program, then start again."));
  case FOYER_STORE_ERROR_BROKEN:
    return g_strdup (_("The guest list on this machine was damaged. It has been put aside and nothing was deleted. "
                       "Start again: the kiosk fetches the list anew."));
  case FOYER_STORE_ERROR_FULL:
    return g_strdup (_("The disk of this machine is full, so nobody can be checked in here. "
                       "Please make room, or use another kiosk."));
  case FOYER_STORE_ERROR_READ_ONLY:
    return g_strdup (_("This machine may not write to the guest list, so nobody can be checked in here. "
                       "Please tell the organizer, and use another kiosk."));
  case FOYER_STORE_ERROR_MISSING:
    return g_strdup (_("The guest list has not arrived on this kiosk yet. Please wait a moment and try again."));
  case FOYER_STORE_ERROR_INCOMPLETE:
  case FOYER_STORE_ERROR_FAILED:
  default:
    return g_strdup (_("This kiosk cannot save check-ins. Please use another one and tell the organizer."));
  }
}

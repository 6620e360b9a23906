/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-words.h"

#include <glib/gi18n-lib.h>

/* From here on more come than the doors have let in at their best. */
#define PRESSED     0.8
/* Further ahead nobody plans a lane. */
#define FAR_US      (3 * G_TIME_SPAN_HOUR)
#define A_FEW       1.5

static int
people (double number)
{
  return (int) (number + 0.5);
}

static gboolean
is_pressed (const FoyerLive *self)
{
  return self->forecast.pressure > PRESSED && self->forecast.clears_us > self->at_us &&
         self->forecast.clears_us < self->at_us + FAR_US;
}

static char *
tell_pressure (const FoyerLive *self, const FoyerEvent *event)
{
  g_autofree char *clears = foyer_event_clock_time (event, self->forecast.clears_us);
  g_autofree char *more = foyer_event_clock_time (event, self->forecast.clears_more_us);

  if (self->lanes <= 1)
    /* Translators: two times of day. A lane is a kiosk or desk where people come in. */
    return g_strdup_printf (_("At this rate the line clears at %s; a second lane would make it %s."),
                            clears, more);
  return g_strdup_printf (_("At this rate the line clears at %s; one more lane would make it %s."),
                          clears, more);
}

static char *
tell_before (const FoyerLive *self)
{
  double usual = 0;

  for (guint i = 0; i < self->buckets->len; i++)
    usual += g_array_index (self->buckets, FoyerLiveBucket, i).usual;
  if (people (usual) == 0)
    return g_strdup (_("Nobody has come in yet."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Nobody has come in yet. Of so many registered, about %d usually comes.",
                                       "Nobody has come in yet. Of so many registered, about %d usually come.",
                                       (gulong) people (usual)), people (usual));
}

char *
foyer_live_tell_line (const FoyerLive *self, const FoyerEvent *event)
{
  if (foyer_live_count (self)->came == 0)
    return tell_before (self);
  if (!self->has_forecast)
    return g_strdup (_("Choose a list to see how its line will go."));
  if (is_pressed (self))
    return tell_pressure (self, event);
  if (self->forecast.soon < A_FEW)
    return g_strdup (_("Hardly anyone more is expected in the next ten minutes."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "No line is expected: about %d more person in the next ten minutes.",
                                       "No line is expected: about %d more people in the next ten minutes.",
                                       (gulong) people (self->forecast.soon)), people (self->forecast.soon));
}

char *
foyer_live_tell_rate (const FoyerLive *self)
{
  if (!self->has_forecast)
    return NULL;
  /* Translators: the first number is how many people will have come in the end, the second how many came
   * in each of the last ten minutes, such as 6.5. */
  return g_strdup_printf (_("About %d will come in all. In the last ten minutes, %.1f came each minute."),
                          people (self->forecast.total), self->forecast.rate);
}

char *
foyer_live_tell_arrivals (const FoyerLive *self, const FoyerEvent *event)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->buckets->len; i++) {
    const FoyerLiveBucket *bucket = &g_array_index (self->buckets, FoyerLiveBucket, i);
    g_autofree char *time = foyer_event_clock_time (event, bucket->from_us);
    gboolean over = bucket->from_us < self->at_us;

    if (text->len > 0)
      g_string_append (text, _("; "));
    if (over)
      /* Translators: a time of day, how many came, how many usually do. */
      g_string_append_printf (text, _("%s: %d came, usual %d"), time, (int) bucket->came,
                              people (bucket->usual));
    else
      /* Translators: a time of day, how many are expected to come. */
      g_string_append_printf (text, _("%s: %d expected"), time, people (bucket->coming));
  }
  return g_string_free (text, FALSE);
}

/* What people call things. */

typedef struct {
  const char *key;
  const char *words;
} Called;

static const char *
look_up (const Called *table, gsize n, const char *key)
{
  if (key == NULL || *key == '\0')
    return _("nobody knows yet");
  for (gsize i = 0; i < n; i++) {
    if (g_str_equal (table[i].key, key))
      return _(table[i].words);
  }
  return key;
}

const char *
foyer_live_category (const char *key)
{
  static const Called table[] = { { "attendee", N_("Attendees") }, { "speaker", N_("Speakers") },
                                  { "volunteer", N_("Volunteers") }, { "sponsor", N_("Sponsors") } };

  return look_up (table, G_N_ELEMENTS (table), key);
}

const char *
foyer_live_channel (const char *key)
{
  static const Called table[] = { { "door", N_("Walk-ins") } };

  return look_up (table, G_N_ELEMENTS (table), key);
}

const char *
foyer_live_entry_kind (FoyerEntryKind kind)
{
  static const char * const names[FOYER_ENTRY_N] = {
    [FOYER_ENTRY_REGISTER] = N_("A walk-in"),  [FOYER_ENTRY_AMEND] = N_("A correction"),
    [FOYER_ENTRY_ADMIT] = N_("A check-in"),    [FOYER_ENTRY_LEAVE] = N_("A sign-out"),
    [FOYER_ENTRY_UNDO] = N_("An undo"),        [FOYER_ENTRY_PAYMENT] = N_("A payment"),
    [FOYER_ENTRY_TICKET] = N_("A new ticket"), [FOYER_ENTRY_NOTE] = N_("A note"),
  };

  return names[kind] != NULL ? _(names[kind]) : _("An entry");
}

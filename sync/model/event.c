/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event.h"

#include "names.h"

#include <stdio.h>

static const char * const rule_names[FOYER_LIST_N_RULES] = {
  [FOYER_LIST_ONCE]    = "once",
  [FOYER_LIST_REENTRY] = "reentry",
  [FOYER_LIST_FREE]    = "free",
};

const char *
foyer_list_rule_to_string (FoyerListRule rule)
{
  return foyer_name_of (rule_names, FOYER_LIST_N_RULES, rule);
}

gboolean
foyer_list_rule_from_string (const char *text, FoyerListRule *rule)
{
  int value = foyer_name_index (rule_names, FOYER_LIST_N_RULES, text);

  if (value < 0)
    return FALSE;
  *rule = (FoyerListRule) value;
  return TRUE;
}

const char *
foyer_words_in (char * const *words, const char *language)
{
  if (words == NULL || words[0] == NULL)
    return NULL;
  for (gsize i = 0; words[i] != NULL; i += 2) {
    if (g_strcmp0 (words[i], language) == 0)
      return words[i + 1];
  }
  return words[1];
}

FoyerList *
foyer_list_new (void)
{
  return g_new0 (FoyerList, 1);
}

void
foyer_list_free (FoyerList *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_strfreev (self->name);
  g_strfreev (self->place);
  g_strfreev (self->categories);
  g_strfreev (self->latecomers);
  g_free (self);
}

FoyerStaff *
foyer_staff_new (void)
{
  return g_new0 (FoyerStaff, 1);
}

void
foyer_staff_free (FoyerStaff *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->pin_hash);
  g_free (self);
}

static void
option_free (gpointer data)
{
  FoyerOption *option = data;

  g_free (option->id);
  g_strfreev (option->text);
  g_free (option);
}

FoyerQuestion *
foyer_question_new (void)
{
  FoyerQuestion *self = g_new0 (FoyerQuestion, 1);

  self->options = g_ptr_array_new_with_free_func (option_free);
  return self;
}

void
foyer_question_free (FoyerQuestion *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_strfreev (self->text);
  g_strfreev (self->lists);
  g_ptr_array_unref (self->options);
  g_free (self);
}

gboolean
foyer_list_takes (const FoyerList *self, const char *category)
{
  return self->categories == NULL ||
         g_strv_contains ((const char * const *) self->categories, category ? category : "attendee");
}

/* Who speaks, helps or pays for the whole is a guest. */
gint64
foyer_event_price_for (const FoyerEvent *self, const char *category)
{
  return category == NULL || g_str_equal (category, "attendee") ? self->price : 0;
}

gboolean
foyer_question_is_for (const FoyerQuestion *self, const char *list)
{
  return self->lists == NULL || g_strv_contains ((const char * const *) self->lists, list);
}

FoyerEvent *
foyer_event_new (void)
{
  FoyerEvent *self = g_new0 (FoyerEvent, 1);

  self->walk_in_status = FOYER_STATUS_CONFIRMED;
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_question_free);
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_list_free);
  self->staff = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_staff_free);
  return self;
}

void
foyer_event_free (FoyerEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_strfreev (self->name);
  g_strfreev (self->place);
  g_free (self->zone);
  g_free (self->badge_template);
  g_strfreev (self->required);
  g_strfreev (self->consent);
  g_free (self->currency);
  g_free (self->group);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->staff);
  g_free (self);
}

const FoyerList *
foyer_event_list (const FoyerEvent *self, const char *id)
{
  for (guint i = 0; i < self->lists->len; i++) {
    const FoyerList *list = g_ptr_array_index (self->lists, i);

    if (g_strcmp0 (list->id, id) == 0)
      return list;
  }
  return NULL;
}

const FoyerStaff *
foyer_event_staff (const FoyerEvent *self, const char *id)
{
  for (guint i = 0; i < self->staff->len; i++) {
    const FoyerStaff *staff = g_ptr_array_index (self->staff, i);

    if (g_strcmp0 (staff->id, id) == 0)
      return staff;
  }
  return NULL;
}

const FoyerList *
foyer_event_list_at (const FoyerEvent *self, gint64 now_us)
{
  const FoyerList *next = NULL;
  const FoyerList *last = NULL;

  for (guint i = 0; i < self->lists->len; i++) {
    const FoyerList *list = g_ptr_array_index (self->lists, i);

    if (list->opens_us <= now_us && (list->closes_us == 0 || now_us < list->closes_us))
      return list;
    if (list->opens_us > now_us && (next == NULL || list->opens_us < next->opens_us))
      next = list;
    if (last == NULL || list->opens_us >= last->opens_us)
      last = list;
  }
  return next ? next : last;
}

/* (nullable): as clocks where the event is show it; where nobody knows, as those here. */
static GDateTime *
local_time (const FoyerEvent *self, gint64 at_us)
{
  g_autoptr (GTimeZone) zone = self->zone ? g_time_zone_new_identifier (self->zone) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);

  if (utc == NULL)
    return NULL;
  return zone ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
}

char *
foyer_event_clock_time (const FoyerEvent *self, gint64 at_us)
{
  g_autoptr (GDateTime) local = local_time (self, at_us);

  return local ? g_date_time_format (local, "%H:%M") : g_strdup ("--:--");
}

gint64
foyer_event_next_clock_time (const FoyerEvent *self, const char *text, gint64 now_us)
{
  g_autoptr (GDateTime) now = local_time (self, now_us);
  g_autoptr (GDateTime) today = NULL;
  g_autoptr (GDateTime) next = NULL;
  int hour, minute, length = 0;

  if (now == NULL || sscanf (text, "%2d:%2d%n", &hour, &minute, &length) != 2 || text[length] != '\0')
    return 0;
  today = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (now),
                           g_date_time_get_month (now), g_date_time_get_day_of_month (now), hour, minute, 0);
  if (today == NULL)
    return 0;
  next = g_date_time_compare (today, now) > 0 ? g_date_time_ref (today) : g_date_time_add_days (today, 1);
  return g_date_time_to_unix (next) * G_USEC_PER_SEC;
}

static gboolean
gives (const FoyerRegistration *draft, const char *field)
{
  int i = foyer_registration_field_index (field);
  const char *text = i >= 0 ? *foyer_registration_text (draft, (gsize) i) : NULL;

  return i < 0 || (text != NULL && *text != '\0');
}

const char *
foyer_event_missing (const FoyerEvent *self, const FoyerRegistration *draft)
{
  if (!gives (draft, "name"))
    return "name";
  for (gsize i = 0; self->required != NULL && self->required[i] != NULL; i++) {
    if (!gives (draft, self->required[i]))
      return self->required[i];
  }
  return NULL;
}

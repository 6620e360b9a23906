/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice.h"

#include "json.h"
#include "json-reader.h"
#include "names.h"

static const char * const audience_names[FOYER_NOTICE_N_AUDIENCES] = {
  [FOYER_NOTICE_FOR_STAFF]    = "staff",
  [FOYER_NOTICE_FOR_EVERYONE] = "everyone",
};

const char *
foyer_notice_audience_to_string (FoyerNoticeAudience audience)
{
  return foyer_name_of (audience_names, FOYER_NOTICE_N_AUDIENCES, audience);
}

gboolean
foyer_notice_audience_from_string (const char *text, FoyerNoticeAudience *audience)
{
  int value = foyer_name_index (audience_names, FOYER_NOTICE_N_AUDIENCES, text);

  if (value < 0)
    return FALSE;
  *audience = (FoyerNoticeAudience) value;
  return TRUE;
}

FoyerNotice *
foyer_notice_new (void)
{
  return g_new0 (FoyerNotice, 1);
}

FoyerNotice *
foyer_notice_copy (const FoyerNotice *self)
{
  FoyerNotice *copy = g_new (FoyerNotice, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->text = g_strdupv (self->text);
  copy->kiosk = g_strdup (self->kiosk);
  copy->staff = g_strdup (self->staff);
  return copy;
}

void
foyer_notice_free (FoyerNotice *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_strfreev (self->text);
  g_free (self->kiosk);
  g_free (self->staff);
  g_free (self);
}

static gboolean
is_one_line (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  }
  return TRUE;
}

gboolean
foyer_notice_is_sound (const FoyerNotice *self)
{
  if (self->text == NULL || self->text[0] == NULL)
    return FALSE;
  for (gsize i = 0; self->text[i] != NULL; i += 2) {
    glong length = g_utf8_strlen (self->text[i + 1], -1);

    if (length == 0 || length > FOYER_NOTICE_MAX || !is_one_line (self->text[i + 1]))
      return FALSE;
  }
  return TRUE;
}

json_t *
foyer_notice_to_json (const FoyerNotice *self)
{
  json_t *json = json_object ();

  foyer_json_put_text (json, "id", self->id);
  foyer_json_put_words (json, "text", self->text);
  foyer_json_put_text (json, "for", foyer_notice_audience_to_string (self->audience));
  foyer_json_put_time (json, "until", self->until_us);
  foyer_json_put_time (json, "at", self->at_us);
  foyer_json_put_text (json, "kiosk", self->kiosk);
  foyer_json_put_text (json, "staff", self->staff);
  return json;
}

FoyerNotice *
foyer_notice_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerNotice) self = foyer_notice_new ();
  FoyerJsonReader in = { json, json_is_object (json) ? NULL : "notice" };

  self->id = foyer_json_read_id (&in, "id", FALSE);
  self->text = foyer_json_read_words (&in, "text");
  foyer_json_read_name (&in, "for", (FoyerFromString) foyer_notice_audience_from_string, &self->audience);
  self->until_us = foyer_json_read_time (&in, "until");
  self->at_us = foyer_json_read_time (&in, "at");
  self->kiosk = foyer_json_read_id (&in, "kiosk", FALSE);
  self->staff = foyer_json_read_text (&in, "staff");
  if (in.wrong == NULL && !foyer_notice_is_sound (self))
    in.wrong = "text";
  return foyer_json_is_sound (&in, "notice", error) ? g_steal_pointer (&self) : NULL;
}

/* "text" is for programs that know notes only. */
char *
foyer_notice_to_body (const FoyerNotice *self)
{
  g_autoptr (json_t) body = json_pack ("{s:s}", "text", foyer_words_in (self->text, "en"));
  json_t *notice = json_object ();

  foyer_json_put_words (notice, "text", self->text);
  foyer_json_put_text (notice, "for", foyer_notice_audience_to_string (self->audience));
  foyer_json_put_time (notice, "until", self->until_us);
  json_object_set_new (body, "notice", notice);
  return foyer_json_line (body);
}

FoyerNotice *
foyer_notice_from_entry (const FoyerEntry *entry)
{
  gboolean about_nobody = entry->registration == NULL && entry->person == NULL;
  g_autoptr (json_t) body = entry->kind == FOYER_ENTRY_NOTE && about_nobody && entry->body
                              ? foyer_json_parse (entry->body, -1, NULL) : NULL;
  const json_t *notice = json_object_get (body, "notice");
  FoyerNotice *self = notice ? foyer_notice_from_json (notice, NULL) : NULL;

  if (self == NULL)
    return NULL;
  g_free (self->id);
  g_free (self->kiosk);
  g_free (self->staff);
  self->id = g_strdup (entry->id);
  self->kiosk = g_strdup (entry->kiosk);
  self->staff = g_strdup (entry->staff);
  self->at_us = entry->wall_us;
  return self;
}

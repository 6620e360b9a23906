/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "setup-items.h"

#include "language.h"

#include <glib/gi18n.h>

static void
item_free (gpointer data)
{
  FoyerSetupItem *item = data;

  g_free (item->id);
  g_free (item->title);
  g_free (item->detail);
  g_free (item);
}

static GPtrArray *
items_new (void)
{
  return g_ptr_array_new_with_free_func (item_free);
}

static void
add (GPtrArray *items, const char *id, const char *title, const char *detail, gboolean chosen)
{
  FoyerSetupItem *item = g_new0 (FoyerSetupItem, 1);

  item->id = g_strdup (id);
  item->title = g_strdup (title);
  item->detail = g_strdup (detail);
  item->chosen = chosen;
  g_ptr_array_add (items, item);
}

GPtrArray *
foyer_setup_items_languages (FoyerKiosk *kiosk)
{
  GPtrArray *items = items_new ();
  gboolean english = g_str_equal (foyer_language_get (), "en");

  add (items, "zh_CN", "中文", NULL, !english);
  add (items, "en", "English", NULL, english);
  return items;
}

GPtrArray *
foyer_setup_items_lists (FoyerKiosk *kiosk)
{
  GPtrArray *items = items_new ();
  FoyerDoor *door = foyer_kiosk_get_door (kiosk);
  const FoyerEvent *event = door ? foyer_door_get_event (door) : NULL;
  const char *now = foyer_kiosk_get_list (kiosk);

  if (event == NULL)
    return items;
  add (items, "auto", _("Whichever is open"), _("By the clock. Right for most doors."), now == NULL);
  for (guint i = 0; i < event->lists->len; i++) {
    const FoyerList *list = event->lists->pdata[i];
    const char *place = foyer_language_words (list->place);

    add (items, list->id, foyer_language_words (list->name), *place ? place : NULL,
         g_strcmp0 (now, list->id) == 0);
  }
  return items;
}

GPtrArray *
foyer_setup_items_roles (FoyerKiosk *kiosk)
{
  GPtrArray *items = items_new ();
  FoyerRole now = foyer_kiosk_get_role (kiosk);

  add (items, foyer_role_to_string (FOYER_ROLE_GUESTS), _("Guests check themselves in"),
       _("They hold up their code. Volunteers open the desk with “Staff”."), now == FOYER_ROLE_GUESTS);
  add (items, foyer_role_to_string (FOYER_ROLE_DESK), _("Only volunteers work here"),
       _("The screen stays locked until one of them shows a code or types a PIN."), now == FOYER_ROLE_DESK);
  return items;
}

GPtrArray *
foyer_setup_items_tables (GPtrArray *found)
{
  GPtrArray *items = items_new ();

  for (guint i = 0; found != NULL && i < found->len; i++) {
    const FoyerOffer *offer = found->pdata[i];
    g_autofree char *event = offer->beside ? g_path_get_basename (offer->beside) : NULL;
    /* Translators: the name of a USB stick, and of an event file on it. */
    g_autofree char *detail = event ? g_strdup_printf (_("%s, with the event file %s"), offer->detail, event)
                                    : g_strdup (offer->detail);

    add (items, offer->id, offer->name, detail, FALSE);
  }
  return items;
}

static gboolean
is_there (GPtrArray *items, const char *id)
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((const FoyerSetupItem *) items->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

GPtrArray *
foyer_setup_items_printers (FoyerKiosk *kiosk, GPtrArray *found)
{
  GPtrArray *items = items_new ();
  GPtrArray *used = foyer_kiosk_get_printers (kiosk);
  const FoyerConfigPrinter *now = used->len > 0 ? used->pdata[0] : NULL;

  for (guint i = 0; found != NULL && i < found->len; i++) {
    const FoyerOffer *offer = found->pdata[i];

    add (items, offer->id, offer->name, offer->detail, now != NULL && g_str_equal (now->uri, offer->id));
  }
  if (now != NULL && !is_there (items, now->uri))
    add (items, now->uri, now->name, _("Used until now"), TRUE);
  add (items, "none", _("No printer"), _("Guests are let in without a badge. It can be changed later."),
       now == NULL);
  return items;
}

GPtrArray *
foyer_setup_items_cameras (FoyerKiosk *kiosk, GPtrArray *found)
{
  GPtrArray *items = items_new ();
  const char *now = foyer_camera_get_source (foyer_kiosk_get_camera (kiosk));

  add (items, "auto", _("Whichever camera is plugged in"), _("Right where there is one camera."),
       g_str_equal (now, "auto"));
  for (guint i = 0; found != NULL && i < found->len; i++) {
    const FoyerOffer *offer = found->pdata[i];

    add (items, offer->id, offer->name, NULL, g_str_equal (now, offer->id));
  }
  if (!is_there (items, now))
    add (items, now, _("The camera used until now"), NULL, TRUE);
  return items;
}

GPtrArray *
foyer_setup_find_cameras (const char *where)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_offer_free);
  g_auto (GStrv) names = foyer_camera_list_names ();

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *source = g_strconcat ("name:", names[i], NULL);

    g_ptr_array_add (found, foyer_offer_new (source, names[i], NULL));
  }
  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "setup-words.h"

#include "action-button.h"
#include "language.h"
#include "qr-code.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

const char *
foyer_setup_words_title (FoyerSetup *setup)
{
  switch (foyer_setup_get_step (setup)) {
  case FOYER_SETUP_LANGUAGE:
    /* In both, for whoever can't read one of them. */
    return "请选择语言\nChoose the language";
  case FOYER_SETUP_EVENT:
    return foyer_setup_is_busy (setup) ? _("Connecting to the hub…") : _("Scan the hub's enrolment code");
  case FOYER_SETUP_TABLE:
    return _("Which table has the guests?");
  case FOYER_SETUP_RESULT:
    return _("Are these your guests?");
  case FOYER_SETUP_LIST:
    return _("Which list does this kiosk serve?");
  case FOYER_SETUP_ROLE:
    return _("Who works at this screen?");
  case FOYER_SETUP_PRINTER:
    return _("Which printer makes the badges?");
  case FOYER_SETUP_CAMERA:
    return _("Do you see yourself?");
  case FOYER_SETUP_DONE:
    return _("This opens the desk");
  case FOYER_SETUP_N:
  default:
    return NULL;
  }
}

const char *
foyer_setup_words_hint (FoyerSetup *setup)
{
  switch (foyer_setup_get_step (setup)) {
  case FOYER_SETUP_EVENT:
    return _("The organizer's hub shows it. Hold it up to the camera.");
  case FOYER_SETUP_TABLE:
    return _("Plug in the USB stick with the table of registrations (XLSX or CSV).");
  case FOYER_SETUP_CAMERA:
    return _("Hold up any QR code to see whether it is read. Nobody is let in by it.");
  case FOYER_SETUP_DONE:
    return _("Photograph this page with your phone. It is not shown again.");
  case FOYER_SETUP_PRINTER:
  case FOYER_SETUP_LANGUAGE:
  case FOYER_SETUP_RESULT:
  case FOYER_SETUP_LIST:
  case FOYER_SETUP_ROLE:
  case FOYER_SETUP_N:
  default:
    return NULL;
  }
}

static const char *
network (void)
{
  return g_network_monitor_get_network_available (g_network_monitor_get_default ())
           ? _("This machine is on a network.")
           : _("No network. Plug in a cable or join the Wi-Fi; a machine that is the whole event needs none.");
}

/* What is looked for, as long as nothing was found. */
static const char *
awaited (FoyerSetup *setup)
{
  g_autoptr (GPtrArray) items = foyer_setup_get_items (setup);
  FoyerSetupStep step = foyer_setup_get_step (setup);

  if (step == FOYER_SETUP_TABLE && items->len == 0)
    return _("No table was found yet. It appears here as soon as the stick is read.");
  if (step == FOYER_SETUP_PRINTER && items->len <= 1)
    return _("No printer was found yet. One that is switched on and on this network appears here by itself.");
  if (step == FOYER_SETUP_LIST && items->len == 0)
    return _("Fetching the guest list…");
  if (step == FOYER_SETUP_DONE && foyer_setup_get_pass (setup) == NULL)
    return _("One moment, please.");
  return NULL;
}

char *
foyer_setup_words_note (FoyerSetup *setup)
{
  const char *note = foyer_setup_get_note (setup);
  FoyerSetupStep step = foyer_setup_get_step (setup);
  FoyerHealth *health = foyer_kiosk_get_health (foyer_setup_get_kiosk (setup));

  if (note != NULL)
    return g_strdup (note);
  if (step == FOYER_SETUP_EVENT)
    return g_strdup (foyer_setup_is_busy (setup) ? _("One moment, please.") : network ());
  if (step == FOYER_SETUP_CAMERA)
    return g_strdup (foyer_health_get_code_trial (health) == FOYER_HEALTH_TRIAL_GOOD
                       ? _("✓ The code was read: this camera works.") : NULL);
  return g_strdup (awaited (setup));
}

const char *
foyer_setup_words_forward (FoyerSetup *setup)
{
  switch (foyer_setup_get_step (setup)) {
  case FOYER_SETUP_RESULT:
    return _("Yes, these are my guests");
  case FOYER_SETUP_CAMERA:
    return _("Next");
  case FOYER_SETUP_DONE:
    return _("Open the door");
  case FOYER_SETUP_LANGUAGE:
  case FOYER_SETUP_EVENT:
  case FOYER_SETUP_TABLE:
  case FOYER_SETUP_LIST:
  case FOYER_SETUP_ROLE:
  case FOYER_SETUP_PRINTER:
  case FOYER_SETUP_N:
  default:
    return NULL;
  }
}

const char *
foyer_setup_words_other (FoyerSetup *setup)
{
  if (foyer_setup_get_step (setup) == FOYER_SETUP_EVENT)
    return _("No hub: this machine is the whole event");
  if (foyer_setup_get_step (setup) == FOYER_SETUP_RESULT)
    return _("Add another table…");
  return NULL;
}

/* Things to choose. */

GtkWidget *
foyer_setup_item_button (const FoyerSetupItem *item)
{
  g_autofree char *name = item->detail ? g_strdup_printf ("%s\n%s", item->title, item->detail)
                                       : g_strdup (item->title);
  GtkWidget *button = foyer_action_button_new (item->chosen ? "check" : NULL, name);

  gtk_widget_add_css_class (button, "setup-item");
  if (item->chosen)
    gtk_widget_add_css_class (button, "chosen");
  return button;
}

/* Facts. */

static void
add_fact (GtkBox *box, const char *text, const char *style)
{
  gtk_box_append (box, foyer_wrapped_label_new (text, style));
}

static void
show_result (GtkBox *box, const FoyerWholeEvent *whole)
{
  g_autofree char *people = g_strdup_printf (ngettext ("%d person", "%d people", (gulong) whole->people),
                                             (int) whole->people);
  g_autofree char *registrations =
    g_strdup_printf (ngettext ("%d registration", "%d registrations", (gulong) whole->registrations),
                     (int) whole->registrations);
  g_autofree char *sums = g_strdup_printf ("%s · %s", people, registrations);

  add_fact (box, foyer_language_words (whole->event->name), "title");
  add_fact (box, sums, "prompt");
  for (guint i = 0; i < whole->files->len; i++)
    add_fact (box, whole->files->pdata[i], "details");
  if (whole->doubts > 0) {
    g_autofree char *doubts =
      g_strdup_printf (ngettext ("%u pair may be one person. Both can come in; the desk can look.",
                                 "%u pairs may be one person each. All can come in; the desk can look.",
                                 whole->doubts), whole->doubts);

    add_fact (box, doubts, "desk-note");
  }
  if (whole->refused > 0) {
    g_autofree char *refused =
      g_strdup_printf (ngettext ("%u row could not be read and is left out:",
                                 "%u rows could not be read and are left out:", whole->refused), whole->refused);

    add_fact (box, refused, "desk-note");
  }
  for (guint i = 0; i < whole->remarks->len; i++)
    add_fact (box, whole->remarks->pdata[i], "details");
}

static void
show_pass (GtkBox *box, const FoyerPass *pass)
{
  GtkWidget *code = g_object_new (FOYER_TYPE_QR_CODE, NULL);
  GtkWidget *pin = gtk_label_new (NULL);
  /* Translators: %s is the PIN of the desk. */
  g_autofree char *text = g_strdup_printf (_("PIN: %s"), pass->pin);

  foyer_qr_code_set_text (FOYER_QR_CODE (code), pass->code);
  gtk_label_set_label (GTK_LABEL (pin), text);
  gtk_widget_add_css_class (pin, "event-name");
  gtk_box_append (box, code);
  gtk_box_append (box, pin);
  add_fact (box, _("Type the PIN behind “Staff”, or hold this code up to the camera."), "hint");
}

void
foyer_setup_show_facts (FoyerSetup *setup, GtkBox *box)
{
  const FoyerPass *pass = foyer_setup_get_pass (setup);

  if (foyer_setup_get_step (setup) == FOYER_SETUP_RESULT)
    show_result (box, foyer_setup_get_whole (setup));
  else if (foyer_setup_get_step (setup) == FOYER_SETUP_DONE && pass != NULL)
    show_pass (box, pass);
}

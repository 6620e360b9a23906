/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the walk over all pages checks is worth something only if each check sees a fault:
 * here is a page without one, and one fault at a time. */

#include "checks.h"

#include "marks.h"
#include "pictures.h"
#include "stage.h"
#include "views-fixture.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *window;
  GtkWidget *page;
  GtkWidget *title;
  GtkWidget *button;
  GtkWidget *entry;
} World;

static gboolean
is_drawn (gpointer window)
{
  return gtk_widget_get_width (GTK_WIDGET (window)) > 1 && gtk_widget_get_mapped (GTK_WIDGET (window));
}

static void
on_painted (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
lay_out (World *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &painted);

  gtk_widget_queue_resize (self->page);
  door_fixture_wait (is_true, &painted);
  g_signal_handler_disconnect (clock, handler);
}

static void
name (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
set_up (World *self, gconstpointer unused)
{
  GtkWidget *stage = foyer_stage_new ();

  marks_set (TRUE);
  self->window = gtk_window_new ();
  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  self->title = gtk_label_new (_("Guest"));
  self->button = gtk_button_new_with_label (_("Check in"));
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->button, "action");
  gtk_widget_set_halign (self->title, GTK_ALIGN_START);
  name (self->page, _("Guest"));
  name (self->entry, _("Name"));
  gtk_box_append (GTK_BOX (self->page), self->title);
  gtk_box_append (GTK_BOX (self->page), self->button);
  gtk_box_append (GTK_BOX (self->page), self->entry);
  foyer_stage_set_child (FOYER_STAGE (stage), self->page);
  gtk_window_set_child (GTK_WINDOW (self->window), stage);
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 600, 900);
  gtk_widget_add_css_class (self->window, "foyer");
  gtk_window_present (GTK_WINDOW (self->window));
  door_fixture_wait (is_drawn, self->window);
  lay_out (self);
}

static void
tear_down (World *self, gconstpointer unused)
{
  marks_set (FALSE);
  views_hide (self->window);
}

/* Takes @complaint. */
static void
expect (char *complaint, const char *wanted)
{
  if (wanted == NULL)
    g_assert_cmpstr (complaint, ==, NULL);
  else {
    g_assert_nonnull (complaint);
    g_assert_true (g_str_has_prefix (complaint, wanted));
  }
  g_free (complaint);
}

static char *
contrast_of (World *self)
{
  cairo_surface_t *picture = checks_draw (self->window);
  char *complaint = checks_contrast (self->window, picture);

  cairo_surface_destroy (picture);
  return complaint;
}

static const ChecksTarget finger = { 96, 96 };
static const char * const no_data[] = { NULL };

static void
test_good (World *self, gconstpointer unused)
{
  expect (checks_names (self->page), NULL);
  expect (checks_targets (self->window, finger), NULL);
  expect (checks_heights (self->page), NULL);
  expect (checks_whole (self->window), NULL);
  expect (contrast_of (self), NULL);
  expect (checks_focus (self->window), NULL);
  expect (checks_said (self->window, no_data), NULL);
}

static void
test_names (World *self, gconstpointer unused)
{
  GtkWidget *nameless = gtk_button_new_from_icon_name ("foyer-check-symbolic");

  gtk_box_append (GTK_BOX (self->page), nameless);
  lay_out (self);
  expect (checks_names (self->page), "a control without a name: GtkButton");
  gtk_box_remove (GTK_BOX (self->page), nameless);
  gtk_box_append (GTK_BOX (self->page), gtk_entry_new ());
  lay_out (self);
  expect (checks_names (self->page), "a control without a name: GtkEntry");
}

static void
test_targets (World *self, gconstpointer unused)
{
  GtkWidget *small = gtk_button_new_with_label (_("Check in"));

  gtk_box_append (GTK_BOX (self->page), small);
  lay_out (self);
  expect (checks_targets (self->window, finger), "a target of 600 × ");
  gtk_widget_add_css_class (small, "action");
  lay_out (self);
  expect (checks_targets (self->window, finger), NULL);
  /* What is drawn counts: here the stage makes all of it smaller. */
  gtk_widget_set_size_request (self->title, 900, -1);
  lay_out (self);
  expect (checks_targets (self->window, finger), "a target of ");
}

static void
test_reach (World *self, gconstpointer unused)
{
  expect (checks_reach (self->window, 1), NULL);
  expect (checks_reach (self->window, gtk_widget_get_height (self->window) - 1), "out of reach: ");
}

static GtkSizeRequestMode
get_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As high as it is wide. */
static void
measure_square (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? MAX (for_size, 10) : 10;
}

static void
allocate_nothing (GtkWidget *widget, int width, int height, int baseline)
{
}

static void
test_heights (World *self, gconstpointer unused)
{
  GtkWidget *square = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_layout_manager (square, gtk_custom_layout_new (get_mode, measure_square, allocate_nothing));
  gtk_box_append (GTK_BOX (self->page), square);
  lay_out (self);
  expect (checks_heights (self->page), "higher at 17, though wider: GtkBox");
}

static void
test_cut_off (World *self, gconstpointer unused)
{
  gtk_label_set_label (GTK_LABEL (self->title), "For longer than this window is wide, one word follows another");
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  lay_out (self);
  expect (checks_whole (self->window), "cut off: GtkLabel");
}

static void
test_outside (World *self, gconstpointer unused)
{
  GtkWidget *fixed = gtk_fixed_new ();

  gtk_box_append (GTK_BOX (self->page), fixed);
  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("beside"), -40, 10);
  lay_out (self);
  expect (checks_whole (self->window), "outside of the screen: GtkLabel “beside”");
}

static void
test_over (World *self, gconstpointer unused)
{
  GtkWidget *fixed = gtk_fixed_new ();

  gtk_box_append (GTK_BOX (self->page), fixed);
  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("below"), 10, 10);
  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("above"), 30, 14);
  lay_out (self);
  expect (checks_whole (self->window), "over other words: “above” over ");
}

static void
test_contrast (World *self, gconstpointer unused)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  /* Almost. */
  gtk_css_provider_load_from_data (provider, "label.pale { color: #52555b; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
  gtk_widget_add_css_class (self->title, "pale");
  lay_out (self);
  expect (contrast_of (self), "#52555b on #f7f4ee is 6.");
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider));
}

static gboolean
keep_focus (GtkWidget *entry)
{
  gtk_widget_grab_focus (entry);
  return TRUE;
}

/* Whoever is in the entry never comes out. */
static void
test_trap (World *self, gconstpointer unused)
{
  GtkWidget *text = gtk_widget_get_first_child (self->entry);

  g_signal_connect (text, "move-focus", G_CALLBACK (keep_focus), NULL);
  gtk_widget_set_can_focus (self->button, FALSE);
  expect (checks_focus (self->window), "Tab never comes to: GtkButton");
}

static void
test_said (World *self, gconstpointer unused)
{
  static const char * const data[] = { "王芳", NULL };

  gtk_label_set_label (GTK_LABEL (self->title), "Guest");
  expect (checks_said (self->window, data), "not in the catalogue: “Guest”");
  gtk_label_set_label (GTK_LABEL (self->title), "王芳 · 08:45");
  expect (checks_said (self->window, data), NULL);
  name (self->button, "Check in");
  expect (checks_said (self->window, data), "a name that is not in the catalogue: “Check in”");
}

static char *
look_again (World *self, gboolean keep)
{
  Pictures *pictures = pictures_new ("planted", keep);
  cairo_surface_t *picture = checks_draw (self->window);
  char *complaint = pictures_check (pictures, "page", picture);

  cairo_surface_destroy (picture);
  pictures_free (pictures);
  return complaint;
}

/* A page is itself again; with one other word it is not, and leaves a picture of it. */
static void
test_picture (World *self, gconstpointer unused)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-screens-XXXXXX", NULL);
  g_autofree char *difference = g_build_filename (folder, "planted-page.png", NULL);

  g_setenv ("FOYER_SCREENS", folder, TRUE);
  g_setenv ("FOYER_PICTURES_OUT", folder, TRUE);
  expect (look_again (self, FALSE), "page is on no sheet yet");
  expect (look_again (self, TRUE), NULL);
  expect (look_again (self, FALSE), NULL);
  gtk_button_set_label (GTK_BUTTON (self->button), _("Undo"));
  lay_out (self);
  expect (look_again (self, FALSE), "page looks different in ");
  g_assert_true (g_file_test (difference, G_FILE_TEST_EXISTS));
  door_fixture_remove (folder);
}

#define ADD(name, test) g_test_add ("/kiosk/views/checks/" name, World, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  views_style (1);
  ADD ("good", test_good);
  ADD ("names", test_names);
  ADD ("targets", test_targets);
  ADD ("reach", test_reach);
  ADD ("heights", test_heights);
  ADD ("cut-off", test_cut_off);
  ADD ("outside", test_outside);
  ADD ("over", test_over);
  ADD ("contrast", test_contrast);
  ADD ("trap", test_trap);
  ADD ("said", test_said);
  ADD ("picture", test_picture);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-kiosk"

#include "kiosk.h"
#include "language.h"
#include "sentence.h"
#include "trace.h"
#include "window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <gst/gst.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

typedef struct {
  char    *config_path;
  char    *state;
  char    *language;
  char    *windowed;
  gboolean check;
  gboolean check_config;
  gboolean version;
} Options;

typedef struct {
  FoyerConfig *config;
  Options     *options;
  FoyerKiosk  *kiosk;
} Program;

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options->config_path,
      "Read FILE instead of " FOYER_CONFIG_PATH, "FILE" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options->state,
      "Keep enrolment, guest list and badge queue in DIR", "DIR" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options->language, "Begin in zh_CN or en", "LANGUAGE" },
    { "windowed", 0, 0, G_OPTION_ARG_STRING, &options->windowed,
      "Be a window that can be closed, not the whole screen", "WIDTHxHEIGHT" },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options->check,
      "Open everything, say what is wrong, and end", NULL },
    { "check-config", 0, 0, G_OPTION_ARG_NONE, &options->check_config,
      "Read the configuration, say what is wrong, and end", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Say which version this is", NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, "The door of an event: reads tickets, lets guests in, prints badges.");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static void
options_clear (Options *options)
{
  g_free (options->config_path);
  g_free (options->state);
  g_free (options->language);
  g_free (options->windowed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* What was chosen at the screen holds against the file, and what the command line
 * says against both. */
static gboolean
overrule (FoyerConfig *config, const Options *options)
{
  g_autoptr (FoyerChoices) choices = NULL;

  if (options->state != NULL) {
    g_free (config->state);
    config->state = g_strdup (options->state);
  }
  choices = foyer_choices_load (config->state);
  foyer_choices_apply (choices, config);
  if (options->language != NULL) {
    g_free (config->language);
    config->language = g_strdup (options->language);
  }
  if (options->windowed != NULL)
    config->fullscreen = FALSE;
  return foyer_language_is_known (config->language);
}

static void
read_size (const char *text, int *width, int *height)
{
  if (text == NULL || sscanf (text, "%dx%d", width, height) != 2 || *width <= 0 || *height <= 0) {
    *width = 1080;
    *height = 1920;
  }
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/foyer/Kiosk/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/foyer/Kiosk/icons");
}

static void
on_activate (GtkApplication *application, gpointer user_data)
{
  Program *program = user_data;
  GtkWidget *window;
  int width;
  int height;

  load_style ();
  program->kiosk = foyer_kiosk_new (program->config);
  window = foyer_window_new (application, program->kiosk, program->config->fullscreen);
  read_size (program->options->windowed, &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  if (program->config->fullscreen)
    gtk_window_fullscreen (GTK_WINDOW (window));
  foyer_trace_ready (window);
  gtk_window_present (GTK_WINDOW (window));
  foyer_kiosk_start (program->kiosk);
}

static gboolean
on_signal (gpointer user_data)
{
  g_application_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static int
check (const FoyerConfig *config)
{
  g_autoptr (FoyerKiosk) kiosk = foyer_kiosk_new (config);
  const GError *trouble = foyer_kiosk_get_trouble (kiosk);
  g_autofree char *text = trouble ? foyer_sentence_trouble (trouble) : NULL;

  if (text != NULL)
    fprintf (stderr, "foyer-kiosk: %s\n%s\n", trouble->message, text);
  else if (foyer_kiosk_get_phase (kiosk) == FOYER_KIOSK_SETUP)
    puts (_("This kiosk does not belong to an event yet."));
  else
    puts (_("Everything could be opened."));
  foyer_kiosk_stop (kiosk);
  return text != NULL ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int
run (FoyerConfig *config, Options *options)
{
  g_autoptr (GtkApplication) application =
    gtk_application_new ("org.foyer.Kiosk", G_APPLICATION_NON_UNIQUE);
  Program program = { config, options, NULL };
  guint terminate = g_unix_signal_add (SIGTERM, on_signal, application);
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, application);
  int status;

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &program);
  status = g_application_run (G_APPLICATION (application), 0, NULL);
  g_source_remove (terminate);
  g_source_remove (interrupt);
  if (program.kiosk != NULL)
    foyer_kiosk_stop (program.kiosk);
  g_clear_object (&program.kiosk);
  return status;
}

/* Pictures, pulled pages and rows come and go for days: what is large is given back
 * to the system, and threads share two heaps, or the kiosk keeps what its fullest
 * moment took. */
static void
keep_memory_small (void)
{
  mallopt (M_MMAP_THRESHOLD, 128 * 1024);
  mallopt (M_TRIM_THRESHOLD, 128 * 1024);
  mallopt (M_ARENA_MAX, 2);
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  g_autoptr (FoyerConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  keep_memory_small ();
  foyer_language_init ("en");
  if (!parse_options (&options, &argc, &argv, &error)) {
    fprintf (stderr, "foyer-kiosk: %s\n", error->message);
    return EX_USAGE;
  }
  if (options.version) {
    puts ("foyer-kiosk " FOYER_VERSION);
    return EXIT_SUCCESS;
  }
  config = foyer_config_load (options.config_path, &error);
  if (config == NULL || !overrule (config, &options)) {
    fprintf (stderr, "foyer-kiosk: %s\n", error ? error->message : "--language: neither zh_CN nor en");
    return EX_CONFIG;
  }
  if (options.check_config)
    return EXIT_SUCCESS;
  foyer_language_set (config->language);
  gst_init (NULL, NULL);
  return options.check ? check (config) : run (config, &options);
}

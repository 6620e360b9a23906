/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "film.h"
#include "output.h"
#include "source.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SCENES_BYTES   (4 * 1024 * 1024)
#define MAX_SECONDS 3600.0

/* "SECONDS<TAB>CODE"; the code may be empty. Cuts @line in place: the scene
 * points into it. */
static gboolean
read_scene (char *line, const char *caption, FoyerFilmScene *scene)
{
  char *tab = strchr (line, '\t');
  char *end = NULL;

  if (tab != NULL)
    *tab = '\0';
  scene->seconds = g_ascii_strtod (line, &end);
  scene->code = tab && tab[1] != '\0' ? tab + 1 : NULL;
  scene->caption = caption;
  return end != line && *end == '\0' && scene->seconds > 0 && scene->seconds <= MAX_SECONDS;
}

/* (element-type FoyerFilmScene): pointing into @lines. */
static GArray *
read_scenes (char **lines, const char *caption, GError **error)
{
  g_autoptr (GArray) scenes = g_array_new (FALSE, TRUE, sizeof (FoyerFilmScene));

  for (guint i = 0; lines[i] != NULL; i++) {
    FoyerFilmScene scene;

    lines[i][strcspn (lines[i], "\r")] = '\0';
    if (*lines[i] == '\0')
      continue;
    if (!read_scene (lines[i], caption, &scene)) {
      foyer_cli_refuse (FOYER_EXIT_DATA, error,
                        _("line %u is no scene: write seconds, a tab, and the code"), i + 1);
      return NULL;
    }
    g_array_append_val (scenes, scene);
  }
  if (scenes->len > 0)
    return g_steal_pointer (&scenes);
  foyer_cli_refuse (FOYER_EXIT_DATA, error,
                    _("no scene on standard input: write seconds, a tab, and the code"));
  return NULL;
}

static void
on_progress (guint done, guint total, gpointer user_data)
{
  foyer_output_progress (done, total);
}

static FoyerExit
shoot (const FoyerCli *cli, const char *path, const char *picture, GArray *scenes, guint32 seed,
       GError **error)
{
  const FoyerFilmScene *first = &g_array_index (scenes, FoyerFilmScene, 0);
  gboolean written = picture
    ? foyer_film_write_picture (picture, first, seed, error)
    : foyer_film_write (path, first, scenes->len, seed, NULL, on_progress, NULL, error);

  if (!written)
    return FOYER_EXIT_NO_OUTPUT;
  if (cli->json)
    foyer_output_file (picture ? picture : path);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyer_command_film (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *caption = NULL;
  g_autofree char *picture = NULL;
  int seed = 1;
  const GOptionEntry entries[] = {
    { "picture", 0, 0, G_OPTION_ARG_FILENAME, &picture, N_("One still picture of the first scene"),
      "OUT.png" },
    { "caption", 0, 0, G_OPTION_ARG_STRING, &caption, N_("What stands above the codes"), "TEXT" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, N_("Another number moves the hands another way"),
      "N" },
    G_OPTION_ENTRY_NULL
  };
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) scenes = NULL;

  if (!foyer_cli_parse (cli, entries, 0, N_("OUT.avi"),
                        N_("Draws phones held to a camera. Each line of standard input is a scene: "
                           "seconds, a tab, and the code; without a code the hall is empty."),
                        &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc != (picture ? 1 : 2))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("no file to write, or too many: name one, or a picture with "
                               "--picture"));
  text = foyer_source_read_input (MAX_SCENES_BYTES, error);
  lines = text ? g_strsplit (text, "\n", -1) : NULL;
  scenes = lines ? read_scenes (lines, caption, error) : NULL;
  return scenes ? shoot (cli, argv[1], picture, scenes, (guint32) seed, error) : FOYER_EXIT_DATA;
}

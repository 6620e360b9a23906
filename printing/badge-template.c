/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-template"

#include "badge-template.h"

#include "badge-folder-private.h"
#include "badge-image-private.h"
#include "badge-keys-private.h"
#include "printing-error.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (FoyerBadgeTemplate, foyer_badge_template, foyer_badge_template_ref,
                     foyer_badge_template_unref)

static FoyerBadgeElement *
find_element (FoyerBadgeTemplate *self, FoyerBadgeElementKind kind, const char *name)
{
  for (guint i = 0; i < self->elements->len; i++) {
    FoyerBadgeElement *element = self->elements->pdata[i];

    if (element->kind == kind && strcmp (element->name, name) == 0)
      return element;
  }
  return NULL;
}

/* A new element, or a copy of the one that the key "like" names. */
static FoyerBadgeElement *
begin_element (const FoyerBadgeSource *source, FoyerBadgeTemplate *self, const char *group,
               GError **error)
{
  g_autofree char *like = g_key_file_get_string (source->file, group, "like", NULL);
  const char *name = NULL;
  int kind = foyer_badge_keys_kind (group, &name);
  const FoyerBadgeElement *model = NULL;

  if (kind < 0) {
    foyer_badge_source_complain (source, group, NULL, error,
                                 "a group is \"badge\", \"sheet\", or \"text\", \"qr\", \"box\", "
                                 "\"ellipse\", \"polygon\" or \"image\" and a name");
    return NULL;
  }
  if (!g_key_file_has_key (source->file, group, "like", NULL))
    return foyer_badge_element_new (kind, name);
  model = like != NULL ? find_element (self, kind, like) : NULL;
  if (model != NULL)
    return foyer_badge_element_copy (model, name);
  foyer_badge_source_complain (source, group, "like", error,
                               "the name of a group of this kind above expected");
  return NULL;
}

static gboolean
check_place (const FoyerBadgeSource *source, FoyerBadgeTemplate *self, const char *group,
             const FoyerBadgeElement *element, GError **error)
{
  if ((element->sides & FOYER_BADGE_BACK) != 0 && self->back == FOYER_BADGE_NO_BACK)
    return foyer_badge_source_complain (source, group, "side", error,
                                        "[badge] back says that there is none");
  /* Shapes may bleed over the edge of the paper; half a millimetre is what a ruler adds. */
  if (element->kind != FOYER_BADGE_TEXT && element->kind != FOYER_BADGE_QR
      && element->kind != FOYER_BADGE_IMAGE)
    return TRUE;
  if (element->x < -0.5 || element->y < -0.5 || element->x + element->width > self->width + 0.5
      || element->y + element->height > self->height + 0.5)
    return foyer_badge_source_complain (source, group, NULL, error,
                                        "it is not inside of %g x %g mm", self->width,
                                        self->height);
  return TRUE;
}

/* Files are there or not: that is known now, and need not be asked for each badge. */
static gboolean
fits_files (const FoyerBadgeSource *source, const FoyerBadgeElement *element)
{
  g_autofree char *wanted =
    element->when_file ? foyer_badge_image_find (source->folder, element->when_file) : NULL;
  g_autofree char *unwanted =
    element->unless_file ? foyer_badge_image_find (source->folder, element->unless_file) : NULL;

  return (element->when_file == NULL || wanted != NULL) && unwanted == NULL;
}

static gboolean
load_image (const FoyerBadgeSource *source, const char *group, FoyerBadgeElement *element,
            GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (element->kind != FOYER_BADGE_IMAGE || !fits_files (source, element)
      || foyer_badge_image_load (element, source->folder, &reason))
    return TRUE;
  return foyer_badge_source_complain (source, group, "file", error, "%s", reason->message);
}

static gboolean
read_element (const FoyerBadgeSource *source, FoyerBadgeTemplate *self, const char *group,
              GError **error)
{
  FoyerBadgeElement *element = begin_element (source, self, group, error);

  if (element == NULL)
    return FALSE;
  g_ptr_array_add (self->elements, element);
  return foyer_badge_keys_read_element (source, group, element, error)
         && check_place (source, self, group, element, error)
         && load_image (source, group, element, error);
}

static void
drop_what_has_no_file (const FoyerBadgeSource *source, FoyerBadgeTemplate *self)
{
  for (guint i = self->elements->len; i > 0; i--)
    if (!fits_files (source, self->elements->pdata[i - 1]))
      g_ptr_array_remove_index (self->elements, i - 1);
}

static gboolean
read_groups (const FoyerBadgeSource *source, FoyerBadgeTemplate *self, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (source->file, NULL);

  if (groups[0] == NULL || strcmp (groups[0], "badge") != 0)
    return foyer_badge_source_complain (source, "badge", NULL, error, "must be the first group");
  if (!foyer_badge_keys_read_page (source, self, error))
    return FALSE;
  for (char **group = groups + 1; *group != NULL; group++) {
    gboolean is_grid = strcmp (*group, "sheet") == 0;

    if (is_grid ? !foyer_badge_keys_read_grid (source, &self->grid, error)
                : !read_element (source, self, *group, error))
      return FALSE;
  }
  drop_what_has_no_file (source, self);
  return TRUE;
}

static FoyerBadgeTemplate *
parse (const char *name, const char *source_name, const char *folder, const char *text,
       GError **error)
{
  g_autoptr (FoyerBadgeTemplate) self = g_new0 (FoyerBadgeTemplate, 1);
  g_auto (FoyerBadgeSource) source = { NULL };

  g_atomic_ref_count_init (&self->refs);
  self->name = g_strdup (name);
  self->grid = (FoyerBadgeGrid) { .width = 210, .height = 297 };
  self->elements = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_badge_element_free);
  if (!foyer_badge_source_open (&source, source_name, folder, text, error)
      || !read_groups (&source, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

FoyerBadgeTemplate *
foyer_badge_template_parse (const char *name, const char *text, GError **error)
{
  return parse (name, name, NULL, text, error);
}

FoyerBadgeTemplate *
foyer_badge_template_load (const char *name_or_path, GError **error)
{
  g_autofree char *path = foyer_badge_folder_find_template (name_or_path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;

  if (g_file_get_contents (path, &text, NULL, &reason))
    return parse (name_or_path, path, folder, text, error);
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE, "template %s: %s",
               name_or_path, reason->message);
  return NULL;
}

FoyerBadgeTemplate *
foyer_badge_template_ref (FoyerBadgeTemplate *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
foyer_badge_template_unref (FoyerBadgeTemplate *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->elements);
  g_free (self->name);
  g_free (self);
}

const char *
foyer_badge_template_get_name (FoyerBadgeTemplate *self)
{
  return self->name;
}

double
foyer_badge_template_get_width (FoyerBadgeTemplate *self)
{
  return self->back == FOYER_BADGE_BACK_FOLD_LEFT ? 2 * self->width : self->width;
}

double
foyer_badge_template_get_height (FoyerBadgeTemplate *self)
{
  return self->back == FOYER_BADGE_BACK_FOLD_TOP ? 2 * self->height : self->height;
}

guint
foyer_badge_template_get_n_pages (FoyerBadgeTemplate *self)
{
  return self->back == FOYER_BADGE_BACK_PAGE ? 2 : 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-preview"

#include "preview.h"

#include <glib/gi18n.h>

struct _FoyerPreview {
  GtkWidget    parent_instance;

  FoyerCamera *camera;
  gulong       preview_id;
  gulong       state_id;
  gulong       message_id;
  GdkTexture  *texture;
  GtkWidget   *note;     /* instead of a picture */
};

G_DEFINE_TYPE (FoyerPreview, foyer_preview, GTK_TYPE_WIDGET)

static void
on_preview (FoyerPreview *self, GBytes *pixels, int width, int height, int stride)
{
  /* Why it is dark says more than the darkness. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      foyer_camera_get_state (self->camera) == FOYER_CAMERA_DARK)
    return;
  g_clear_object (&self->texture);
  self->texture = gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, pixels, (gsize) stride);
  gtk_widget_set_visible (self->note, FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_camera_changed (FoyerPreview *self)
{
  FoyerCameraState state = self->camera ? foyer_camera_get_state (self->camera) : FOYER_CAMERA_STOPPED;
  const char *message = self->camera ? foyer_camera_get_message (self->camera) : NULL;

  if (state == FOYER_CAMERA_RUNNING)
    return;
  g_clear_object (&self->texture);
  if (message == NULL || *message == '\0')
    message = state == FOYER_CAMERA_STARTING ? _("The camera is starting…") : _("There is no camera here");
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (self->note)), message);
  gtk_widget_set_visible (self->note, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
foyer_preview_set_camera (FoyerPreview *self, FoyerCamera *camera)
{
  if (self->camera != NULL) {
    g_clear_signal_handler (&self->preview_id, self->camera);
    g_clear_signal_handler (&self->state_id, self->camera);
    g_clear_signal_handler (&self->message_id, self->camera);
  }
  g_set_object (&self->camera, camera);
  if (camera != NULL) {
    self->preview_id = g_signal_connect_swapped (camera, "preview", G_CALLBACK (on_preview), self);
    self->state_id = g_signal_connect_swapped (camera, "notify::state", G_CALLBACK (on_camera_changed),
                                               self);
    self->message_id = g_signal_connect_swapped (camera, "notify::message",
                                                 G_CALLBACK (on_camera_changed), self);
  }
  on_camera_changed (self);
}

/* The picture fills the widget; what stands over at two sides is not shown. */
static void
draw_picture (FoyerPreview *self, GtkSnapshot *snapshot, float width, float height)
{
  float w = gdk_texture_get_width (self->texture);
  float h = gdk_texture_get_height (self->texture);
  float scale = MAX (width / w, height / h);

  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT ((width - w * scale) / 2, (height - h * scale) / 2,
                                                    w * scale, h * scale));
}

/* Four corners, which say "here" without covering anything. */
static void
draw_frame (GtkSnapshot *snapshot, float width, float height)
{
  static const GdkRGBA colour = { 1, 1, 1, 0.95f };
  float side = MIN (width, height) * 0.72f;
  float arm = side * 0.2f;
  float thick = MAX (side * 0.018f, 4);

  for (int i = 0; i < 4; i++) {
    float x = (width - side) / 2 + (i % 2 ? side : 0);
    float y = (height - side) / 2 + (i / 2 ? side : 0);
    float to_x = i % 2 ? -arm : arm;
    float to_y = i / 2 ? -arm : arm;

    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT (MIN (x, x + to_x), y - (i / 2 ? thick : 0), arm, thick));
    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT (x - (i % 2 ? thick : 0), MIN (y, y + to_y), thick, arm));
  }
}

static void
foyer_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerPreview *self = FOYER_PREVIEW (widget);
  float width = gtk_widget_get_width (widget);
  float height = gtk_widget_get_height (widget);

  if (self->texture != NULL) {
    draw_picture (self, snapshot, width, height);
    draw_frame (snapshot, width, height);
  }
  GTK_WIDGET_CLASS (foyer_preview_parent_class)->snapshot (widget, snapshot);
}

static void
foyer_preview_dispose (GObject *object)
{
  FoyerPreview *self = FOYER_PREVIEW (object);

  if (self->camera != NULL) {
    g_clear_signal_handler (&self->preview_id, self->camera);
    g_clear_signal_handler (&self->state_id, self->camera);
    g_clear_signal_handler (&self->message_id, self->camera);
  }
  g_clear_object (&self->camera);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->note, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_preview_parent_class)->dispose (object);
}

static void
foyer_preview_class_init (FoyerPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_preview_dispose;
  widget_class->snapshot = foyer_preview_snapshot;
  gtk_widget_class_set_css_name (widget_class, "preview");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
foyer_preview_init (FoyerPreview *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("foyer-camera-symbolic");
  GtkWidget *label = gtk_label_new (NULL);

  self->note = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_halign (self->note, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->note, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->note, "note");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_box_append (GTK_BOX (self->note), icon);
  gtk_box_append (GTK_BOX (self->note), label);
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What the camera sees"), -1);
  on_camera_changed (self);
}

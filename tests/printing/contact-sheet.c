/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contact-sheet.h"

const char *const contact_templates[] = {
  "label-62x100", "card-90x55", "card-54x86", "folded-a6", "sticker-70x37", NULL,
};

static const char *const categories[CONTACT_N_CATEGORIES] = {
  "attendee", "speaker", "volunteer", "sponsor", "媒体 Press",
};

static const struct {
  const char *name;
  const char *company;
  const char *title;
} guests[CONTACT_N_NAMES] = {
  { "王一", "自由职业", NULL },
  { "阿卜杜热西提·买买提艾力江", "新疆维吾尔自治区某某信息技术研究院（集团）有限公司", "高级嵌入式系统架构工程师" },
  { "欧阳静怡", "橘洲云样例科技", "技术总监" },
  { "Alexandra Wolkenstein", "Sample & Sons, Ltd.", "Site Reliability Engineer" },
  { "Tony 张", "Example Labs 示例实验室", "Developer Advocate" },
};

FoyerBadge *
contact_badge (guint category, guint name)
{
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = g_strdup (guests[name].name);
  badge->company = g_strdup (guests[name].company);
  badge->title = g_strdup (guests[name].title);
  badge->category = g_strdup (categories[category]);
  badge->event = g_strdup ("长沙开源技术开放日 2026");
  badge->initial = g_strdup ("W");
  /* As long as a signed code is. */
  badge->code = g_strdup_printf ("FB%0*u", 148, category * CONTACT_N_NAMES + name);
  return badge;
}

static void
draw_badge (FoyerBadgeTemplate *template, const FoyerBadge *badge, double dpi, cairo_t *cr)
{
  g_autoptr (FoyerDocument) document = foyer_badge_to_document (template, badge);

  for (guint page = 0; page < foyer_document_get_n_pages (document); page++) {
    cairo_surface_t *picture = foyer_document_render (document, page, dpi);

    cairo_set_source_surface (cr, picture, page * cairo_image_surface_get_width (picture), 0);
    cairo_paint (cr);
    cairo_surface_destroy (picture);
  }
}

cairo_surface_t *
contact_sheet (FoyerBadgeTemplate *template, double dpi, int gap)
{
  double dots = dpi / 25.4;
  int width = (int) (foyer_badge_template_get_width (template) * dots)
              * (int) foyer_badge_template_get_n_pages (template) + gap;
  int height = (int) (foyer_badge_template_get_height (template) * dots) + gap;
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, gap + CONTACT_N_NAMES * width,
                                gap + CONTACT_N_CATEGORIES * height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0.75, 0.75, 0.75);
  cairo_paint (cr);
  for (guint category = 0; category < CONTACT_N_CATEGORIES; category++)
    for (guint name = 0; name < CONTACT_N_NAMES; name++) {
      g_autoptr (FoyerBadge) badge = contact_badge (category, name);

      cairo_save (cr);
      cairo_translate (cr, gap + (int) name * width, gap + (int) category * height);
      draw_badge (template, badge, dpi, cr);
      cairo_restore (cr);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

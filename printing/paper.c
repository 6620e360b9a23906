/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper.h"

#include <pango/pangocairo.h>

/* Millimetres. */
#define WIDTH          210.0
#define HEIGHT         297.0
#define MARGIN         15.0
#define TITLE_HEIGHT   16.0
#define CAPTION_HEIGHT 11.0
#define HEADING_HEIGHT 9.0
#define ROW_HEIGHT     5.6
#define CHART_HEIGHT   70.0
#define NUMBER_WIDTH   4.0
#define GAP            4.0
#define TEXT_SIZE      3.2
#define TITLE_SIZE     4.2
#define SMALL_SIZE     2.3
#define TEXT_WIDTH     65.0

typedef struct {
  FoyerPaperTable *table;
  gboolean    bars;
} Block;

/* A part of a block that stands on one page: rows @from up to @to. */
typedef struct {
  const Block *block;
  guint        page;
  double       y;
  guint        from, to;
} Piece;

struct _FoyerPaper {
  char      *title;
  char      *subtitle;
  GPtrArray *blocks;
  GArray    *pieces;
  guint      n_pages;
};

static void
block_free (gpointer data)
{
  Block *block = data;

  foyer_paper_table_free (block->table);
  g_free (block);
}

FoyerPaper *
foyer_paper_new (const char *title, const char *subtitle)
{
  FoyerPaper *self = g_new0 (FoyerPaper, 1);

  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  return self;
}

void
foyer_paper_free (FoyerPaper *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->subtitle);
  g_ptr_array_unref (self->blocks);
  g_array_unref (self->pieces);
  g_free (self);
}

static void
add_block (FoyerPaper *self, FoyerPaperTable *table, gboolean bars)
{
  Block *block = g_new (Block, 1);

  *block = (Block) { table, bars };
  g_ptr_array_add (self->blocks, block);
}

void
foyer_paper_add_table (FoyerPaper *self, FoyerPaperTable *table)
{
  add_block (self, table, FALSE);
}

void
foyer_paper_add_bars (FoyerPaper *self, FoyerPaperTable *table)
{
  add_block (self, table, TRUE);
}

/* Pages. */

typedef struct {
  guint  page;
  double y;
} Place;

static double
room (const Place *place)
{
  return HEIGHT - MARGIN - place->y;
}

static void
turn_page (Place *place)
{
  place->page++;
  place->y = MARGIN;
}

static void
put_piece (FoyerPaper *self, const Block *block, Place *place, guint from, guint to, double height)
{
  const Piece piece = { block, place->page, place->y, from, to };

  g_array_append_val (self->pieces, piece);
  place->y += height + GAP;
}

static void
place_table (FoyerPaper *self, const Block *block, Place *place)
{
  const double head = CAPTION_HEIGHT + HEADING_HEIGHT;
  guint n = block->table->rows->len;

  for (guint from = 1; from < n || from == 1;) {
    guint fit;

    if (room (place) < head + 3 * ROW_HEIGHT)
      turn_page (place);
    fit = (guint) ((room (place) - head) / ROW_HEIGHT);
    fit = MIN (fit, n - from);
    put_piece (self, block, place, from, from + fit, head + fit * ROW_HEIGHT);
    from += MAX (fit, 1);
  }
}

static void
place_blocks (FoyerPaper *self)
{
  Place place = { 0, MARGIN + TITLE_HEIGHT };

  for (guint i = 0; i < self->blocks->len; i++) {
    const Block *block = g_ptr_array_index (self->blocks, i);

    if (!block->bars) {
      place_table (self, block, &place);
      continue;
    }
    if (room (&place) < CHART_HEIGHT)
      turn_page (&place);
    put_piece (self, block, &place, 1, block->table->rows->len, CHART_HEIGHT);
  }
  self->n_pages = place.page + 1;
}

/* Drawing. */

static void
draw_text (cairo_t *cr, double x, double y, double width, double size, PangoAlignment alignment,
           const char *face, const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (face);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_context_set_round_glyph_positions (pango_layout_get_context (layout), FALSE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -2);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
  g_object_unref (layout);
}

#define PLAIN "Noto Sans CJK SC, Noto Sans"
#define BOLD  "Noto Sans CJK SC, Noto Sans Bold"

static void
draw_line (cairo_t *cr, double y, double right, double width, double grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, MARGIN, y);
  cairo_line_to (cr, right, y);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
}

/* Text takes the room that numbers leave, but never so much that the eye loses
 * its way from the one to the other. */
static double
column_width (const FoyerPaperTable *table, guint column)
{
  guint numbers = 0;
  double narrow;

  for (guint i = 0; i < table->n_columns; i++)
    numbers += foyer_paper_table_is_number (table, i);
  narrow = numbers == 0 ? 0 : MIN (20.0, (WIDTH - 2 * MARGIN) * 0.82 / numbers);
  if (foyer_paper_table_is_number (table, column))
    return narrow;
  return MIN ((WIDTH - 2 * MARGIN - numbers * narrow) / (table->n_columns - numbers), TEXT_WIDTH);
}

static void
draw_row (cairo_t *cr, const FoyerPaperTable *table, guint row, double y)
{
  double x = MARGIN;

  for (guint column = 0; column < table->n_columns; column++) {
    double width = column_width (table, column);
    gboolean number = foyer_paper_table_is_number (table, column);

    draw_text (cr, x, y, width - 2, row == 0 ? SMALL_SIZE : TEXT_SIZE,
               number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT, row == 0 ? BOLD : PLAIN,
               foyer_paper_table_get_cell (table, row, column));
    x += width;
  }
}

static void
draw_table (cairo_t *cr, const Piece *piece)
{
  const FoyerPaperTable *table = piece->block->table;
  double right = MARGIN;
  double y = piece->y;

  for (guint column = 0; column < table->n_columns; column++)
    right += column_width (table, column);

  if (table->title != NULL)
    draw_text (cr, MARGIN, y + 3, WIDTH - 2 * MARGIN, TITLE_SIZE, PANGO_ALIGN_LEFT, BOLD, table->title);
  y += CAPTION_HEIGHT;
  draw_row (cr, table, 0, y);
  y += HEADING_HEIGHT;
  draw_line (cr, y - 1, right, 0.25, 0);
  for (guint row = piece->from; row < piece->to; row++, y += ROW_HEIGHT) {
    draw_row (cr, table, row, y);
    draw_line (cr, y + ROW_HEIGHT - 0.6, right, 0.1, 0.8);
  }
}

static gint64
bar_of (const FoyerPaperTable *table, guint row)
{
  return MAX (g_ascii_strtoll (foyer_paper_table_get_cell (table, row, 1), NULL, 10), 0);
}

/* A name under every bar is read only where there is room for it, and a number
 * over it likewise; the highest has one in any case. */
static void
draw_bar (cairo_t *cr, const FoyerPaperTable *table, guint row, double x, double width, double foot,
          double height, guint every, gboolean numbered)
{
  cairo_rectangle (cr, x + width * 0.1, foot - height, width * 0.8, height);
  cairo_set_source_rgb (cr, 0.22, 0.32, 0.55);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  if ((row - 1) % every == 0)
    draw_text (cr, x - width * (every - 1) / 2, foot + 1, width * every, SMALL_SIZE,
               PANGO_ALIGN_CENTER, PLAIN, foyer_paper_table_get_cell (table, row, 0));
  if (numbered && bar_of (table, row) > 0)
    draw_text (cr, x - 4, foot - height - 4, width + 8, SMALL_SIZE, PANGO_ALIGN_CENTER, PLAIN,
               foyer_paper_table_get_cell (table, row, 1));
}

static void
draw_bars (cairo_t *cr, const Piece *piece)
{
  const FoyerPaperTable *table = piece->block->table;
  const double foot = piece->y + CHART_HEIGHT - 8;
  const double top = CHART_HEIGHT - CAPTION_HEIGHT - 14;
  guint n = piece->to - piece->from;
  double width = (WIDTH - 2 * MARGIN) / MAX (n, 6);
  guint every = (guint) MAX (1, 11.0 / width + 0.999);
  gint64 highest = 1;

  if (table->title != NULL)
    draw_text (cr, MARGIN, piece->y + 3, WIDTH - 2 * MARGIN, TITLE_SIZE, PANGO_ALIGN_LEFT, BOLD,
               table->title);
  for (guint row = piece->from; row < piece->to; row++)
    highest = MAX (highest, bar_of (table, row));
  for (guint row = piece->from; row < piece->to; row++) {
    gint64 number = bar_of (table, row);

    draw_bar (cr, table, row, MARGIN + (row - piece->from) * width, width, foot, top * number / highest,
              every,
              width >= NUMBER_WIDTH || number == highest);
  }
  draw_line (cr, foot, WIDTH - MARGIN, 0.2, 0);
}

static void
draw_page (cairo_t *cr, guint page, gpointer user_data)
{
  const FoyerPaper *self = user_data;
  g_autofree char *number = g_strdup_printf ("%u / %u", page + 1, self->n_pages);

  cairo_set_source_rgb (cr, 0, 0, 0);
  if (page == 0) {
    draw_text (cr, MARGIN, MARGIN, WIDTH - 2 * MARGIN, 6.5, PANGO_ALIGN_LEFT, BOLD, self->title);
    if (self->subtitle != NULL)
      draw_text (cr, MARGIN, MARGIN + 9.5, WIDTH - 2 * MARGIN, TEXT_SIZE, PANGO_ALIGN_LEFT, PLAIN,
                 self->subtitle);
  }
  for (guint i = 0; i < self->pieces->len; i++) {
    const Piece *piece = &g_array_index (self->pieces, Piece, i);

    if (piece->page != page)
      continue;
    if (piece->block->bars)
      draw_bars (cr, piece);
    else
      draw_table (cr, piece);
  }
  draw_text (cr, MARGIN, HEIGHT - 10, WIDTH - 2 * MARGIN, SMALL_SIZE, PANGO_ALIGN_RIGHT, PLAIN,
             number);
}

FoyerDocument *
foyer_paper_to_document (FoyerPaper *self)
{
  place_blocks (self);
  return foyer_document_new (WIDTH, HEIGHT, self->n_pages, draw_page, self,
                             (GDestroyNotify) foyer_paper_free);
}

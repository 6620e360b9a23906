/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remark.h"

#include "names.h"

#include <glib/gi18n-lib.h>

static const char * const kind_names[FOYER_REMARK_N] = {
  [FOYER_REMARK_FEW_CELLS]      = "few_cells",
  [FOYER_REMARK_MANY_CELLS]     = "many_cells",
  [FOYER_REMARK_NUL]            = "nul",
  [FOYER_REMARK_NO_NAME]        = "no_name",
  [FOYER_REMARK_LONG_CELL]      = "long_cell",
  [FOYER_REMARK_SAME_ROW]       = "same_row",
  [FOYER_REMARK_PHONE_DIGITS]   = "phone_digits",
  [FOYER_REMARK_EMAIL]          = "email",
  [FOYER_REMARK_STATUS]         = "status",
  [FOYER_REMARK_TIME]           = "time",
  [FOYER_REMARK_SAME_REFERENCE] = "same_reference",
  [FOYER_REMARK_SAME_CODE]      = "same_code",
  [FOYER_REMARK_ROUNDED]        = "rounded",
  [FOYER_REMARK_NO_CONTACT]     = "no_contact",
  [FOYER_REMARK_LEFT_OUT]       = "left_out",
};

static const char * const sentences[FOYER_REMARK_N] = {
  [FOYER_REMARK_FEW_CELLS]      = N_("the row has fewer cells than there are columns"),
  [FOYER_REMARK_MANY_CELLS]     = N_("the row has more cells than there are columns"),
  [FOYER_REMARK_NUL]            = N_("there is a NUL byte in the cell"),
  [FOYER_REMARK_NO_NAME]        = N_("there is no name"),
  [FOYER_REMARK_LONG_CELL]      = N_("the text is too long"),
  [FOYER_REMARK_SAME_ROW]       = N_("everything is the same as in an earlier row"),
  [FOYER_REMARK_PHONE_DIGITS]   = N_("the phone number hasn't the digits it should have"),
  [FOYER_REMARK_EMAIL]          = N_("this is no e-mail address"),
  [FOYER_REMARK_STATUS]         = N_("we don't know this status; the registration is pending"),
  [FOYER_REMARK_TIME]           = N_("we can't read this time; it is left out"),
  [FOYER_REMARK_SAME_REFERENCE] =
    N_("an earlier row has the same number; a suffix tells them apart"),
  [FOYER_REMARK_SAME_CODE]      = N_("an earlier row has the same ticket code"),
  [FOYER_REMARK_ROUNDED]        =
    N_("a spreadsheet has rounded this number; make the column text, then export again"),
  [FOYER_REMARK_NO_CONTACT]     = N_("there is neither a phone number nor an e-mail address"),
  [FOYER_REMARK_LEFT_OUT]       = N_("this line is left out"),
};

FoyerRemark *
foyer_remark_new (FoyerRemarkKind kind, gint64 row, const char *column, gint64 other)
{
  FoyerRemark *self = g_new (FoyerRemark, 1);

  *self = (FoyerRemark) { kind, row, g_strdup (column), other };
  return self;
}

void
foyer_remark_free (FoyerRemark *self)
{
  if (self == NULL)
    return;
  g_free (self->column);
  g_free (self);
}

const char *
foyer_remark_kind_to_string (FoyerRemarkKind kind)
{
  return foyer_name_of (kind_names, FOYER_REMARK_N, kind);
}

gboolean
foyer_remark_kind_refuses (FoyerRemarkKind kind)
{
  return kind <= FOYER_REMARK_SAME_ROW;
}

char *
foyer_remark_text (const FoyerRemark *self)
{
  g_autofree char *row = g_strdup_printf ("%" G_GINT64_FORMAT, self->row);
  g_autofree char *other = g_strdup_printf ("%" G_GINT64_FORMAT, self->other);
  const char *plain = _(sentences[self->kind]);
  g_autofree char *sentence = self->other == 0 ? g_strdup (plain)
                                               : g_strdup_printf (_("%s (row %s)"), plain, other);

  if (self->column == NULL)
    return g_strdup_printf (_("row %s: %s"), row, sentence);
  return g_strdup_printf (_("row %s, column %s: %s"), row, self->column, sentence);
}

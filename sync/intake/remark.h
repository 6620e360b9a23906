/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  /* The row is refused. */
  FOYER_REMARK_FEW_CELLS,
  FOYER_REMARK_MANY_CELLS,
  FOYER_REMARK_NUL,
  FOYER_REMARK_NO_NAME,
  FOYER_REMARK_LONG_CELL,
  FOYER_REMARK_SAME_ROW,       /* every cell as in row @other */
  /* The row is taken; someone should look at it. */
  FOYER_REMARK_PHONE_DIGITS,   /* a mainland number without eleven digits */
  FOYER_REMARK_EMAIL,
  FOYER_REMARK_STATUS,         /* taken as pending */
  FOYER_REMARK_TIME,           /* taken as unknown */
  FOYER_REMARK_SAME_REFERENCE, /* as row @other; told apart by a number */
  FOYER_REMARK_SAME_CODE,      /* as row @other; a scan of it is ambiguous */
  FOYER_REMARK_ROUNDED,        /* a spreadsheet has rounded a long number; nobody can scan that */
  FOYER_REMARK_NO_CONTACT,     /* neither phone nor e-mail; known again by name alone */
  FOYER_REMARK_LEFT_OUT,       /* of a pasted text: a line before or between people */
  FOYER_REMARK_N
} FoyerRemarkKind;

/**
 * FoyerRemark:
 * @row: as a spreadsheet counts
 * @column: (nullable): the header
 * @other: the row that this one is like, 0 if it isn't about that
 *
 * Something about one row that a person should know.
 */
typedef struct {
  FoyerRemarkKind kind;
  gint64          row;
  char           *column;
  gint64          other;
} FoyerRemark;

FoyerRemark *foyer_remark_new  (FoyerRemarkKind kind, gint64 row, const char *column, gint64 other)
  G_GNUC_WARN_UNUSED_RESULT;
void         foyer_remark_free (FoyerRemark *self);

/** The name in `--json` ("few_cells"). */
const char  *foyer_remark_kind_to_string (FoyerRemarkKind kind);

/** Whether a row with it is refused. */
gboolean     foyer_remark_kind_refuses   (FoyerRemarkKind kind);

/** "row 17, column 手机: the phone number hasn't eleven digits", translated. No cell's content. */
char        *foyer_remark_text (const FoyerRemark *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRemark, foyer_remark_free)

G_END_DECLS

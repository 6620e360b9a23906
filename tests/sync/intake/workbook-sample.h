/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An XLSX workbook with one sheet, put together from its XML. */
typedef struct {
  const char *sheet;     /* the rows, between <sheetData> and its end */
  const char *strings;   /* (nullable): the <si>s of the shared strings */
  const char *styles;    /* (nullable): what is within <styleSheet> */
  const char *workbook;  /* (nullable): instead of the whole workbook.xml */
  const char *raw_sheet; /* (nullable): instead of the whole sheet */
} WorkbookSample;

GBytes *workbook_sample_new (const WorkbookSample *parts);

/** An archive of @n parts: name, content, name, content… */
GBytes *workbook_sample_archive (const char * const *names, GBytes * const *contents, guint n);

G_END_DECLS

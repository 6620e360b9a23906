/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Texts as they are compared, never as they are shown. Pure, any thread.
 */

/**
 * foyer_fold_phone:
 *
 * Digits only, in ASCII, whatever the width, spaces, hyphens and brackets
 * were; +86, 0086 and 86 before an eleven-digit mobile number are dropped;
 * another country's number keeps its "+". 13800138000.0 and 1.3800138001E+10,
 * as programs write them, are the number.
 *
 * Returns: (transfer full) (nullable): NULL when there is no digit in it
 */
char *foyer_fold_phone (const char *phone) G_GNUC_WARN_UNUSED_RESULT;

/** NFKC, case-folded, without any white space or "·": "欧阳 修" and "欧阳修" are one. (nullable) */
char *foyer_fold_name  (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** Trimmed and lower case. (nullable) */
char *foyer_fold_email (const char *email) G_GNUC_WARN_UNUSED_RESULT;

/** "138****8821": what a public screen may show. (nullable) */
char *foyer_mask_phone (const char *phone) G_GNUC_WARN_UNUSED_RESULT;

/** "王*明", "张*", "A**** W****": what a public screen shows of a name by the event's setting. (nullable) */
char *foyer_mask_name  (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake.h"

G_BEGIN_DECLS

/**
 * foyer_paste_read:
 * @text: what people wrote in a chat, in UTF-8
 * @name: how messages name it
 *
 * Makes registrations of a sign-up in a chat: a person a line ("3. 张伟
 * 13800138000 前端 5年"), or name, phone, title and years on lines of their own,
 * with or without labels ("姓名：张伟"). Numbers of a list are not kept: they
 * change whenever someone drops out. Rows count lines. Nobody wrote this for a
 * program, so show what was understood before it counts. Pure, any thread.
 *
 * Returns: (transfer full): its mapping names the fields that were found
 */
FoyerIntake *foyer_paste_read (const char *text, const char *name, const char *channel,
                               const char *zone, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

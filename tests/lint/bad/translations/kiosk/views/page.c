/* SPDX-License-Identifier: GPL-3.0-or-later */
const char *text (void) { return _ ("Welcome"); }

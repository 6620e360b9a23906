/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "printer.h"

G_BEGIN_DECLS

FoyerPrinter *foyer_file_printer_new (const char *uri, GError **error);
FoyerPrinter *foyer_ipp_printer_new  (const char *uri, GError **error);

G_END_DECLS

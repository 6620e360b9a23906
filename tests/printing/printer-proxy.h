/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What happens when a request with @word passes. */
typedef enum {
  PROXY_SWALLOWS_ANSWERS,     /* the printer gets it, the sender never hears of it */
  PROXY_CUTS_ONCE,            /* the printer gets nothing; only the first time */
} ProxyFault;

typedef struct _PrinterProxy PrinterProxy;

PrinterProxy *printer_proxy_new      (guint16 to_port, ProxyFault fault, const char *word);
guint16       printer_proxy_get_port (PrinterProxy *self);
void          printer_proxy_free     (PrinterProxy *self);

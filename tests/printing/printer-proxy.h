/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What happens to a request that hands over a document. */
typedef enum {
  PROXY_PASSES,
  PROXY_SWALLOWS_ANSWERS,     /* the printer gets it, the sender never hears of it */
  PROXY_CUTS,                 /* the printer gets nothing */
  PROXY_CUTS_BODY,            /* the printer gets a part of it, and waits for the rest */
  PROXY_ANSWERS_LATE,         /* the sender has given up by then */
  PROXY_FORGETS,              /* it is taken, and nobody ever sees it again */
} ProxyFault;

/* A cable to a printer, with somebody's foot on it. */
typedef struct _PrinterProxy PrinterProxy;

PrinterProxy *printer_proxy_new       (guint16 to_port);
guint16       printer_proxy_get_port  (PrinterProxy *self);
/* For the next document that passes; those after it pass again. */
void          printer_proxy_set_fault (PrinterProxy *self, ProxyFault fault);
/* While it is pulled out nothing passes, in either direction. */
void          printer_proxy_pull_out  (PrinterProxy *self, gboolean out);
/* Every answer takes so long. */
void          printer_proxy_set_delay (PrinterProxy *self, guint ms);
/* When the last document began to pass, monotonic; 0: none. */
gint64        printer_proxy_get_first_byte_us (PrinterProxy *self);
void          printer_proxy_free      (PrinterProxy *self);

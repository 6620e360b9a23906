/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print-queue.h"

/* The queue in a process of its own, which can be killed at any moment, as a kiosk can. */
typedef struct _KioskProcess KioskProcess;

/* What it says: a job has changed (@id, and its @state), or is durable in the queue (@id alone,
 * FOYER_PRINT_N_STATES). */
typedef void (*KioskProcessFunc) (const char *id, FoyerPrintState state, gpointer user_data);

/* What a program does that was started by kiosk_process_start(); returns its exit status. */
int           kiosk_process_main     (int argc, char *argv[]);

/* @program: this one. @printers: "name=uri"…, NULL-terminated. @func is called from the thread's
 * default main context. */
KioskProcess *kiosk_process_start    (const char *program, const char *dir, guint patience_ms,
                                      const char *const *printers, KioskProcessFunc func,
                                      gpointer user_data);
/* Its queue is open and its printers are added. */
gboolean      kiosk_process_is_ready (KioskProcess *self);
/* It has ended by itself, which it never should. */
gboolean      kiosk_process_is_gone  (KioskProcess *self);
/* @word: "enqueue ID [PRINTER]", "cancel ID", "printed ID" or "again ID". Nothing is waited for. */
void          kiosk_process_say      (KioskProcess *self, const char *word);
/* SIGKILL, or as a program ends; waits until it is gone. Nothing is heard of it any more. */
void          kiosk_process_kill     (KioskProcess *self);
void          kiosk_process_end      (KioskProcess *self);

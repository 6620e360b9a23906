/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "code.h"
#include "store.h"
#include "registration.h"

G_BEGIN_DECLS

#define BENCH_EVENT  "01930000-0000-7000-8000-000000000001"
#define BENCH_LIST   "morning"
#define BENCH_NOW_US (G_GINT64_CONSTANT (1795867200) * G_USEC_PER_SEC)

/**
 * BenchPerson:
 * @name, @phone, @company: as registered
 * @surname, @given: of the name, in its own script
 * @pinyin, @initials: "zhangwei", "zw"
 *
 * Someone made up, with surnames as frequent as in the census.
 */
typedef struct {
  char *name;
  char *phone;
  char *company;
  char *surname;
  char *given;
  char *pinyin;
  char *initials;
} BenchPerson;

/** (element-type BenchPerson): the same for the same @n. */
GPtrArray  *bench_people_new   (guint n);

/** (element-type FoyerRegistration): one each, with an id; person = id. */
GPtrArray  *bench_people_rows  (GPtrArray *people);

/** Puts the event, its key and @rows into the store, some thousands a commit. */
void        bench_people_fill  (FoyerStore *store, GPtrArray *rows,
                                const guint8 public_key[FOYER_CODE_PUBLIC_BYTES]);

/** foyer_code_make() of a ticket with serial 1. */
char       *bench_ticket       (const FoyerRegistration *row,
                                const guint8 secret_key[FOYER_CODE_SECRET_BYTES]);

G_END_DECLS

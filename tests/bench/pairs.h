/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How someone who is in both files is written in the second. */
typedef enum {
  BENCH_WAY_SAME,         /* the phone in another format, the name with a space, the mail in capitals */
  BENCH_WAY_TRADITIONAL,  /* the name in traditional characters where there are any */
  BENCH_WAY_LATIN,        /* the name in pinyin, given name first or last */
  BENCH_WAY_HOMOPHONE,    /* the name by another character of the same sound */
  BENCH_WAY_TYPO,         /* the name by another character */
  BENCH_WAY_SWAPPED,      /* given name before surname */
  BENCH_WAY_NEW_PHONE,    /* another phone, the same mail */
  BENCH_WAY_NEW_CONTACT,  /* another phone and mail, the same company */
  BENCH_WAY_PHONE_TYPO,   /* one digit of the phone is another, and there is no mail */
  BENCH_WAY_PHONE_SHORT,  /* one digit of the phone is missing, and there is no mail */
  BENCH_WAY_STRANGER,     /* nothing is the same but the name: nobody can know */
  BENCH_WAY_N
} BenchWay;

const char *bench_way_to_string (BenchWay way);

/**
 * BenchPairs:
 * @files: two CSV files
 * @people: (element-type guint): whose row each is, by number
 * @ways: (element-type BenchWay): of the rows of the second file whose people are in the first
 *
 * Registrations of one event through two channels, with what goes wrong in
 * them: other ways of writing, twins with one phone, namesakes, colleagues with
 * one mail address, neighbours' numbers.
 */
typedef struct {
  GString *files[2];
  GArray  *people[2];
  GArray  *ways;
} BenchPairs;

/** The same for the same @seed. */
BenchPairs *bench_pairs_new  (guint32 seed);
void        bench_pairs_free (BenchPairs *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchPairs, bench_pairs_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stands before the C library's gettext: for a program that links this, its
 * functions are these. */

#define _GNU_SOURCE
#include "marks.h"

#include <dlfcn.h>
#include <locale.h>
#include <string.h>

char *dcgettext (const char *domain, const char *message, int category);
char *dgettext (const char *domain, const char *message);
char *gettext (const char *message);
char *dcngettext (const char *domain, const char *one, const char *many, unsigned long n, int category);
char *dngettext (const char *domain, const char *one, const char *many, unsigned long n);
char *ngettext (const char *one, const char *many, unsigned long n);

static gboolean marking;

void
marks_set (gboolean marked)
{
  marking = marked;
}

/* What gettext answers is never freed. */
static char *
mark (const char *domain, const char *message, char *found)
{
  g_autofree char *marked = NULL;

  if (!marking || (domain != NULL && strcmp (domain, GETTEXT_PACKAGE) != 0) || *message == '\0')
    return found;
  marked = g_strconcat ("⟦", found, "⟧", NULL);
  return (char *) g_intern_string (marked);
}

char *
dcgettext (const char *domain, const char *message, int category)
{
  static char *(*real) (const char *, const char *, int);

  if (real == NULL)
    *(void **) &real = dlsym (RTLD_NEXT, "dcgettext");
  return mark (domain, message, real (domain, message, category));
}

char *
dcngettext (const char *domain, const char *one, const char *many, unsigned long n, int category)
{
  static char *(*real) (const char *, const char *, const char *, unsigned long, int);

  if (real == NULL)
    *(void **) &real = dlsym (RTLD_NEXT, "dcngettext");
  return mark (domain, one, real (domain, one, many, n, category));
}

char *
dgettext (const char *domain, const char *message)
{
  return dcgettext (domain, message, LC_MESSAGES);
}

char *
gettext (const char *message)
{
  return dcgettext (NULL, message, LC_MESSAGES);
}

char *
dngettext (const char *domain, const char *one, const char *many, unsigned long n)
{
  return dcngettext (domain, one, many, n, LC_MESSAGES);
}

char *
ngettext (const char *one, const char *many, unsigned long n)
{
  return dcngettext (NULL, one, many, n, LC_MESSAGES);
}

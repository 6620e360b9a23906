/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-printer-finder"

#include "printer-finder.h"

#include "ipp-client-private.h"
#include "printing-error.h"

#include <string.h>

void
foyer_found_printer_free (FoyerFoundPrinter *found)
{
  g_free (found->name);
  g_free (found->model);
  g_free (found->uri);
  g_free (found);
}

static const char *
option (const cups_dest_t *destination, const char *name)
{
  return cupsGetOption (name, destination->num_options, destination->options);
}

/* A queue of this machine by its own address, a printer by its name on the network. */
static char *
uri_of (const cups_dest_t *destination)
{
  const char *queue = option (destination, "printer-uri-supported");
  const char *device = option (destination, "device-uri");

  if (queue != NULL)
    return g_strdup (queue);
  if (device == NULL)
    return NULL;
  return g_strndup (device, strcspn (device, "?"));
}

static int
on_found (void *user_data, unsigned flags, cups_dest_t *destination)
{
  GPtrArray *all = user_data;
  g_autofree char *uri = uri_of (destination);
  const char *info = option (destination, "printer-info");
  FoyerFoundPrinter *found;

  if (uri == NULL || (flags & CUPS_DEST_FLAGS_REMOVED) != 0)
    return 1;
  found = g_new0 (FoyerFoundPrinter, 1);
  found->name = g_strdup (info != NULL ? info : destination->name);
  found->model = g_strdup (option (destination, "printer-make-and-model"));
  found->uri = g_steal_pointer (&uri);
  g_ptr_array_add (all, found);
  return 1;
}

/* One that goes before we have its key stays without. */
static void
add_key (FoyerFoundPrinter *found)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerIppClient) client = foyer_ipp_client_new (found->uri, &error);
  g_autofree char *pin = client != NULL ? foyer_ipp_client_learn_pin (client, &error) : NULL;
  char *uri;

  if (error != NULL)
    g_debug ("%s", error->message);
  if (pin == NULL)
    return;
  uri = g_strdup_printf ("%s#%s", found->uri, pin);
  g_free (found->uri);
  found->uri = uri;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  const FoyerFoundPrinter *first = *(FoyerFoundPrinter *const *) a;
  const FoyerFoundPrinter *second = *(FoyerFoundPrinter *const *) b;

  return g_utf8_collate (first->name, second->name);
}

GPtrArray *
foyer_printer_find_all (guint ms, GError **error)
{
  g_autoptr (GPtrArray) all =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_found_printer_free);

  if (cupsEnumDests (CUPS_DEST_FLAGS_NONE, (int) ms, NULL, 0, 0, on_found, all) == 0) {
    g_set_error_literal (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_UNREACHABLE,
                         "nobody on this machine listens to the network: avahi-daemon is not"
                         " running");
    return NULL;
  }
  for (guint i = 0; i < all->len; i++)
    add_key (all->pdata[i]);
  g_ptr_array_sort (all, by_name);
  return g_steal_pointer (&all);
}

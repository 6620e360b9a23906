/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compress.h"

#include <gio/gio.h>
#include <string.h>
#include <zstd.h>

#define ZSTD_LEVEL 1
#define GZIP_LEVEL 1

static const char * const names[FOYER_CODING_N] = {
  [FOYER_CODING_GZIP] = "gzip",
  [FOYER_CODING_ZSTD] = "zstd",
};

static gboolean
offers (char **offered, const char *name)
{
  for (gsize i = 0; offered[i] != NULL; i++) {
    char *quality = strchr (offered[i], ';');

    if (quality != NULL && strstr (quality, "q=0") != NULL && strstr (quality, "q=0.") == NULL)
      continue;
    if (quality != NULL)
      *quality = '\0';
    if (g_ascii_strcasecmp (g_strstrip (offered[i]), name) == 0)
      return TRUE;
  }
  return FALSE;
}

FoyerCoding
foyer_coding_choose (const char *accept_encoding)
{
  for (FoyerCoding coding = FOYER_CODING_ZSTD; coding > FOYER_CODING_NONE; coding--) {
    g_auto (GStrv) offered = g_strsplit (accept_encoding ? accept_encoding : "", ",", 16);

    if (offers (offered, names[coding]))
      return coding;
  }
  return FOYER_CODING_NONE;
}

const char *
foyer_coding_name (FoyerCoding coding)
{
  g_return_val_if_fail (coding < FOYER_CODING_N, NULL);
  return names[coding];
}

static GBytes *
compress_zstd (GBytes *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  gsize room = ZSTD_compressBound (length);
  g_autofree char *packed = g_malloc (room);
  gsize packed_length = ZSTD_compress (packed, room, data, length, ZSTD_LEVEL);

  g_assert (!ZSTD_isError (packed_length));
  packed = g_realloc (packed, packed_length);
  return g_bytes_new_take (g_steal_pointer (&packed), packed_length);
}

static GBytes *
compress_gzip (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) compressor =
    g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, GZIP_LEVEL);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packer =
    g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  gboolean packed = g_output_stream_write_all (packer, data, length, NULL, NULL, NULL) &&
                    g_output_stream_close (packer, NULL, NULL);

  g_assert (packed);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

GBytes *
foyer_coding_compress (FoyerCoding coding, GBytes *bytes)
{
  switch (coding) {
  case FOYER_CODING_ZSTD:
    return compress_zstd (bytes);
  case FOYER_CODING_GZIP:
    return compress_gzip (bytes);
  case FOYER_CODING_NONE:
  case FOYER_CODING_N:
  default:
    return g_bytes_ref (bytes);
  }
}

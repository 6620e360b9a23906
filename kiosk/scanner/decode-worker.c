/* SPDX-License-Identifier: GPL-3.0-or-later */
/* foyer-decode-worker: decodes frames for a kiosk, in a process of its own. */
#include "charset.h"
#include "decode-child.h"
#include "decode-service.h"
#include "decoder.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

static GPtrArray *
decode (FoyerFrame *frame, gpointer decoder)
{
  return foyer_decoder_decode (decoder, frame);
}

/* Libraries read files when they are used for the first time, which is too late
 * in the sandbox. */
static void
warm_up (FoyerDecoder *decoder)
{
  static const char *const texts[] = { "王", "\xcd\xf5", "\x89\xa4", "\xa4\xfd", "\x82\xa0\x82\xa2" };
  static const guint8 pixels[64 * 64];
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (FoyerFrame) frame = foyer_frame_new (bytes, 64, 64, 64, -1, 0);

  g_ptr_array_unref (foyer_decoder_decode_still (decoder, frame));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (foyer_charset_to_utf8 ((const guint8 *) texts[i], strlen (texts[i])));
}

static gboolean
was_started_by_kiosk (void)
{
  int type = 0;
  socklen_t size = sizeof type;

  return getsockopt (FOYER_DECODE_CHILD_FD, SOL_SOCKET, SO_TYPE, &type, &size) == 0
         && type == SOCK_SEQPACKET;
}

int
main (void)
{
  g_autoptr (FoyerDecoder) decoder = NULL;

  if (!was_started_by_kiosk ()) {
    fputs ("foyer-decode-worker: foyer-kiosk starts this; it is no use by itself\n", stderr);
    return EX_USAGE;
  }
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  decoder = foyer_decoder_new ();
  warm_up (decoder);
  /* Without leave-taking: what runs at exit wants to look around. */
  _exit (foyer_decode_service_run (FOYER_DECODE_CHILD_FD, decode, decoder));
}

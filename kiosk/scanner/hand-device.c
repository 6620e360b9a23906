/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* cfmakeraw() */
#define G_LOG_DOMAIN "foyer-hand-device"

#include "hand-device.h"

#include "key-text.h"
#include "line-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* How far above a serial port its USB device may stand. */
#define USB_LEVELS 4

struct _FoyerHandDevice {
  int              fd;
  FoyerKeyText    *keys;     /* NULL for a serial port */
  FoyerLineReader *reader;
};

static gboolean
identify (int fd, FoyerDeviceIdentity *identity)
{
  struct input_id id;
  char name[256] = "";

  if (ioctl (fd, EVIOCGID, &id) < 0)
    return FALSE;
  ioctl (fd, EVIOCGNAME (sizeof name - 1), name);
  identity->name = g_utf8_make_valid (name, -1);
  identity->vendor = id.vendor;
  identity->product = id.product;
  return TRUE;
}

static gboolean
grab (int fd)
{
  return ioctl (fd, EVIOCGRAB, 1) == 0;
}

const FoyerHandSystem foyer_hand_system = { "/dev/input", "/dev", identify, grab };

static char *
read_word (const char *dir, const char *file)
{
  g_autofree char *path = g_build_filename (dir, file, NULL);
  char *word = NULL;

  return g_file_get_contents (path, &word, NULL, NULL) ? g_strstrip (word) : NULL;
}

static guint16
read_number (const char *dir, const char *file)
{
  g_autofree char *word = read_word (dir, file);

  return word != NULL ? (guint16) strtoul (word, NULL, 16) : 0;
}

/* Without opening it: to some devices, being opened is a command. */
static void
identify_port (FoyerDeviceIdentity *identity)
{
  g_autofree char *real = realpath (identity->path, NULL);
  g_autofree char *base = g_path_get_basename (real != NULL ? real : identity->path);
  g_autofree char *device = g_build_filename ("/sys/class/tty", base, "device", NULL);
  g_autofree char *dir = realpath (device, NULL);

  for (int i = 0; dir != NULL && i < USB_LEVELS && identity->vendor == 0; i++) {
    char *above = g_path_get_dirname (dir);

    identity->vendor = read_number (dir, "idVendor");
    identity->product = read_number (dir, "idProduct");
    identity->name = identity->vendor != 0 ? read_word (dir, "product") : NULL;
    g_free (dir);
    dir = above;
  }
  if (identity->name == NULL)
    identity->name = g_strdup ("");
}

/* The links that udev makes are called usb-…-event-kbd. */
static gboolean
is_keyboard (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return g_str_has_prefix (base, "event") || strstr (base, "-event-") != NULL;
}

static FoyerHandOpened
why_not_opened (void)
{
  return errno == ENOENT || errno == ENXIO || errno == ENODEV ? FOYER_HAND_MISSING : FOYER_HAND_DENIED;
}

/* Takes @fd. */
static FoyerHandDevice *
device_new (int fd, FoyerKeyText *keys)
{
  FoyerHandDevice *self = g_new0 (FoyerHandDevice, 1);

  self->fd = fd;
  self->keys = keys;
  self->reader = foyer_line_reader_new ();
  return self;
}

static FoyerHandOpened
open_keyboard (const FoyerHandSystem *system, FoyerDeviceIdentity *identity,
               const FoyerDeviceChoice *choice, const char *layout, FoyerHandDevice **device)
{
  int fd = open (identity->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  FoyerHandOpened outcome = fd < 0 ? why_not_opened () : FOYER_HAND_OPENED;
  FoyerKeyText *keys;

  if (outcome == FOYER_HAND_OPENED
      && (!system->identify (fd, identity) || !foyer_device_choice_matches (choice, identity)))
    outcome = FOYER_HAND_NOT_CHOSEN;
  if (outcome == FOYER_HAND_OPENED && !system->grab (fd))
    outcome = FOYER_HAND_DENIED;
  keys = outcome == FOYER_HAND_OPENED ? foyer_key_text_new (layout) : NULL;
  if (keys != NULL)
    *device = device_new (fd, keys);
  else if (fd >= 0)
    close (fd);
  return outcome == FOYER_HAND_OPENED && keys == NULL ? FOYER_HAND_DENIED : outcome;
}

/* Bytes as they are, and nobody else's. */
static gboolean
make_raw (int fd)
{
  struct termios settings;

  if (tcgetattr (fd, &settings) != 0 || ioctl (fd, TIOCEXCL) != 0)
    return FALSE;
  cfmakeraw (&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  cfsetspeed (&settings, B9600);
  /* What came before is dropped first: whatever comes once it is raw is read. */
  return tcflush (fd, TCIFLUSH) == 0 && tcsetattr (fd, TCSANOW, &settings) == 0;
}

static FoyerHandOpened
open_port (FoyerDeviceIdentity *identity, const FoyerDeviceChoice *choice, FoyerHandDevice **device)
{
  int fd;

  identify_port (identity);
  if (!foyer_device_choice_matches (choice, identity))
    return g_file_test (identity->path, G_FILE_TEST_EXISTS) ? FOYER_HAND_NOT_CHOSEN : FOYER_HAND_MISSING;
  fd = open (identity->path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0)
    return why_not_opened ();
  if (!make_raw (fd)) {
    close (fd);
    return FOYER_HAND_DENIED;
  }
  *device = device_new (fd, NULL);
  return FOYER_HAND_OPENED;
}

FoyerHandOpened
foyer_hand_device_open (const FoyerHandSystem *system, const char *path,
                        const FoyerDeviceChoice *choice, const char *layout,
                        FoyerHandDevice **device)
{
  g_auto (FoyerDeviceIdentity) identity = { .path = g_strdup (path) };
  FoyerHandOpened outcome = is_keyboard (path)
                              ? open_keyboard (system, &identity, choice, layout, device)
                              : open_port (&identity, choice, device);

  if (outcome == FOYER_HAND_OPENED)
    g_message ("hand scanner %s, %04x:%04x, %s", path, identity.vendor, identity.product,
               identity.name);
  return outcome;
}

/* The kernel lets go of the grab with the descriptor. */
void
foyer_hand_device_close (FoyerHandDevice *self)
{
  close (self->fd);
  g_clear_pointer (&self->keys, foyer_key_text_free);
  foyer_line_reader_free (self->reader);
  g_free (self);
}

int
foyer_hand_device_get_fd (FoyerHandDevice *self)
{
  return self->fd;
}

static void
take_byte (FoyerHandDevice *self, guint8 byte, GPtrArray *lines)
{
  char *line = foyer_line_reader_take (self->reader, byte);

  if (line != NULL)
    g_ptr_array_add (lines, line);
}

static void
take_letter (FoyerHandDevice *self, gunichar letter, GPtrArray *lines)
{
  char bytes[6];
  int length = g_unichar_to_utf8 (letter, bytes);

  for (int i = 0; i < length; i++)
    take_byte (self, (guint8) bytes[i], lines);
}

static void
take_event (FoyerHandDevice *self, const struct input_event *event, GPtrArray *lines)
{
  gunichar letter;

  if (event->type == EV_SYN && event->code == SYN_DROPPED) {
    /* The kernel's queue was full: keys are missing, and perhaps one went up. */
    foyer_line_reader_damage (self->reader);
    foyer_key_text_reset (self->keys);
  }
  /* A key that is held down is no scanner's. */
  if (event->type != EV_KEY || event->value > 1)
    return;
  letter = foyer_key_text_press (self->keys, event->code, event->value == 1);
  if (letter != 0)
    take_letter (self, letter, lines);
}

static gssize
read_keys (FoyerHandDevice *self, GPtrArray *lines)
{
  struct input_event events[64];
  gssize size = read (self->fd, events, sizeof events);

  for (gssize i = 0; i < size / (gssize) sizeof events[0]; i++)
    take_event (self, &events[i], lines);
  return size;
}

static gssize
read_bytes (FoyerHandDevice *self, GPtrArray *lines)
{
  guint8 bytes[1024];
  gssize size = read (self->fd, bytes, sizeof bytes);

  for (gssize i = 0; i < size; i++)
    take_byte (self, bytes[i], lines);
  return size;
}

gboolean
foyer_hand_device_read (FoyerHandDevice *self, GPtrArray *lines)
{
  gssize size;

  do
    size = self->keys != NULL ? read_keys (self, lines) : read_bytes (self, lines);
  while (size > 0 || (size < 0 && errno == EINTR));
  return size < 0 && errno == EAGAIN;
}

void
foyer_hand_device_pause (FoyerHandDevice *self, GPtrArray *lines)
{
  char *line = foyer_line_reader_pause (self->reader);

  if (line != NULL)
    g_ptr_array_add (lines, line);
}

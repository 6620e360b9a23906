/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device-choice.h"

G_BEGIN_DECLS

/**
 * FoyerHandSystem:
 * @input_dir: where keyboards appear as event0, event1…
 * @serial_dir: where serial ports appear as ttyACM0, ttyUSB0…
 * @identify: fills name and numbers of an open keyboard
 * @grab: from now on its keys come to this descriptor and to nobody else
 *
 * What the kernel does for us. Tests bring their own.
 */
typedef struct {
  const char *input_dir;
  const char *serial_dir;
  gboolean  (*identify) (int fd, FoyerDeviceIdentity *identity);
  gboolean  (*grab)     (int fd);
} FoyerHandSystem;

extern const FoyerHandSystem foyer_hand_system;

/**
 * FoyerHandOpened:
 * @FOYER_HAND_OPENED: it is ours now
 * @FOYER_HAND_NOT_CHOSEN: it is no hand scanner; leave it alone until another is at its place
 * @FOYER_HAND_DENIED: it is one, and can't be had; try again
 * @FOYER_HAND_MISSING: there is nothing; try again
 */
typedef enum {
  FOYER_HAND_OPENED,
  FOYER_HAND_NOT_CHOSEN,
  FOYER_HAND_DENIED,
  FOYER_HAND_MISSING,
} FoyerHandOpened;

/**
 * FoyerHandDevice:
 *
 * One hand scanner, a keyboard or a serial port, whose lines nobody else sees.
 * One thread.
 */
typedef struct _FoyerHandDevice FoyerHandDevice;

/* @device: (out): set only if it is %FOYER_HAND_OPENED */
FoyerHandOpened foyer_hand_device_open   (const FoyerHandSystem *system, const char *path,
                                          const FoyerDeviceChoice *choice, const char *layout,
                                          FoyerHandDevice **device);
void            foyer_hand_device_close  (FoyerHandDevice *self);

int             foyer_hand_device_get_fd (FoyerHandDevice *self);

/* Adds what is whole to @lines. FALSE: it was pulled out. Never blocks. */
gboolean        foyer_hand_device_read   (FoyerHandDevice *self, GPtrArray *lines);

/* Nothing came for FOYER_LINE_PAUSE_MS. */
void            foyer_hand_device_pause  (FoyerHandDevice *self, GPtrArray *lines);

G_END_DECLS

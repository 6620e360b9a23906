/* SPDX-License-Identifier: GPL-3.0-or-later */
  take (reader, "kiosk", "colour", NULL, &self->colour, error)

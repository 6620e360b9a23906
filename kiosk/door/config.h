/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FOYER_CONFIG_PATH "/etc/foyer/kiosk.conf"

/**
 * FoyerConfigPrinter:
 * @name: what people call it: NAME of [printer NAME], "printer" for [printer]
 */
typedef struct {
  char *name;
  char *uri;
} FoyerConfigPrinter;

/**
 * FoyerRole:
 * @FOYER_ROLE_GUESTS: guests check themselves in; the desk is behind "Staff"
 * @FOYER_ROLE_DESK: volunteers alone work here; locked, it asks who they are
 */
typedef enum {
  FOYER_ROLE_GUESTS,
  FOYER_ROLE_DESK,
} FoyerRole;

const char *foyer_role_to_string   (FoyerRole role);
/** FALSE, and nothing is set, for no such role. */
gboolean    foyer_role_from_string (const char *text, FoyerRole *role);

/**
 * FoyerConfig:
 * @state: [kiosk] state: folder of enrolment, replica and badge queue
 * @name: (nullable): [kiosk] name: what this place is called on its screen
 * @list: (nullable): [kiosk] list: id of the list served unless staff choose another
 * @role: [kiosk] role: "guests" or "desk"
 * @setup: [kiosk] setup: "ask": a machine that belongs to no event is set up at its screen; FALSE for
 *   "enrol": all but the hub's code is said here
 * @tables: (nullable): [kiosk] tables: where tables of registrations are looked for, instead of
 *   on removable disks
 * @camera: [camera] source: as for foyer_camera_new()
 * @scanners: [scanner] devices: as for foyer_hand_scanners_new()
 * @scanner_layout: [scanner] layout: as for foyer_hand_scanners_new()
 * @printers: (element-type FoyerConfigPrinter): [printer] uri, [printer NAME] uri, in the order of the
 *   file; without those that are "none"
 * @badge_template: (nullable): [printer] template: instead of the event's
 * @patience_s: [printer] patience: how long one of them may be in trouble before another has its badges
 * @sound: [sound] sink: "auto", "none" or a GStreamer sink
 * @language: [screen] language: "zh_CN" or "en"
 * @fullscreen: [screen] fullscreen
 * @seated: [screen] seated: on a tall screen all controls are in its lower part
 */
typedef struct {
  char    *state;
  char    *name;
  char    *list;
  FoyerRole role;
  gboolean setup;
  char    *tables;
  char    *camera;
  char    *scanners;
  char    *scanner_layout;
  GPtrArray *printers;
  char    *badge_template;
  guint    patience_s;
  char    *sound;
  char    *language;
  gboolean fullscreen;
  gboolean seated;
} FoyerConfig;

/**
 * foyer_config_load:
 * @path: (nullable): NULL for FOYER_CONFIG_PATH, which may be missing: then everything is as by default
 *
 * Fails with FOYER_DOOR_ERROR_CONFIG for a file that can't be read, a value
 * that means nothing, and every group or key that is not known; the message
 * names file, group and key.
 */
FoyerConfig *foyer_config_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void         foyer_config_free (FoyerConfig *self);

/** (transfer full): what FoyerConfig.printers holds; @uri "none" leaves it empty. */
GPtrArray   *foyer_config_printers    (const char *name, const char *uri) G_GNUC_WARN_UNUSED_RESULT;
/** This one printer instead of all others; @uri "none" for no printer. */
void         foyer_config_set_printer (FoyerConfig *self, const char *name, const char *uri);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerConfig, foyer_config_free)

G_END_DECLS

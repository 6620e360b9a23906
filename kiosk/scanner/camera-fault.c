/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "camera-fault.h"

/* The border: what GStreamer calls it, and what it is to us. */
static const struct {
  GQuark         (*domain) (void);
  int              code;
  FoyerCameraState state;
} faults[] = {
  { gst_resource_error_quark, GST_RESOURCE_ERROR_NOT_FOUND, FOYER_CAMERA_MISSING },
  /* The file is still there, but nothing behind it: pulled out while it was read. */
  { gst_resource_error_quark, GST_RESOURCE_ERROR_READ, FOYER_CAMERA_MISSING },
  { gst_resource_error_quark, GST_RESOURCE_ERROR_BUSY, FOYER_CAMERA_BUSY },
  { gst_resource_error_quark, GST_RESOURCE_ERROR_SETTINGS, FOYER_CAMERA_UNSUITABLE },
  { gst_stream_error_quark, GST_STREAM_ERROR_FORMAT, FOYER_CAMERA_UNSUITABLE },
  { gst_stream_error_quark, GST_STREAM_ERROR_WRONG_TYPE, FOYER_CAMERA_UNSUITABLE },
  { gst_stream_error_quark, GST_STREAM_ERROR_TYPE_NOT_FOUND, FOYER_CAMERA_UNSUITABLE },
  { gst_stream_error_quark, GST_STREAM_ERROR_CODEC_NOT_FOUND, FOYER_CAMERA_UNSUITABLE },
  { gst_stream_error_quark, GST_STREAM_ERROR_NOT_IMPLEMENTED, FOYER_CAMERA_UNSUITABLE },
  { gst_stream_error_quark, GST_STREAM_ERROR_DECODE, FOYER_CAMERA_UNSUITABLE },
  { gst_core_error_quark, GST_CORE_ERROR_NEGOTIATION, FOYER_CAMERA_UNSUITABLE },
  { gst_core_error_quark, GST_CORE_ERROR_CAPS, FOYER_CAMERA_UNSUITABLE },
};

/* A camera whose pictures nobody takes only says that its stream has stopped. */
static gboolean
is_not_taken (GstMessage *message)
{
  const GstStructure *details = NULL;
  int flow = GST_FLOW_OK;

  gst_message_parse_error_details (message, &details);
  return details != NULL && gst_structure_get_int (details, "flow-return", &flow)
         && (flow == GST_FLOW_NOT_NEGOTIATED || flow == GST_FLOW_NOT_LINKED);
}

FoyerCameraState
foyer_camera_fault_to_state (GstMessage *message)
{
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &error, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if (g_error_matches (error, faults[i].domain (), faults[i].code))
      return faults[i].state;
  return is_not_taken (message) ? FOYER_CAMERA_UNSUITABLE : FOYER_CAMERA_FAILED;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http-server.h"

#include <microhttpd.h>

G_BEGIN_DECLS

struct _FoyerHttpServer {
  struct MHD_Daemon      *daemon;
  GThreadPool            *workers;
  GThreadPool            *bulk_workers;   /* for large bodies: nobody else waits behind those */
  const FoyerHttpHandler *handler;
  gpointer                user_data;
  FoyerHttpPatience       patience;

  GMutex                  lock;         /* guards what follows */
  GCond                   fewer;        /* of the two counts */
  GHashTable             *connections;
  guint                   n_handled;    /* suspended, their handler is to answer */
  guint                   n_answered;   /* being sent */
  gsize                   body_bytes;
  gboolean                refusing;
};

struct _FoyerHttpRequest {
  FoyerHttpServer       *server;
  struct MHD_Connection *connection;
  char                  *path;
  const char            *method;
  GByteArray            *body;
  gsize                  max_body;
  struct MHD_Response   *response;
  guint                  status;
  gsize                  response_bytes;
  gboolean               handled;      /* went through the workers */
  gboolean               sent;
  gpointer               data;
  GDestroyNotify         data_free;
};

G_END_DECLS

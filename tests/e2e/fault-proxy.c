/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A bad network: foyer-test-fault-proxy PORT HUB_PORT STRANGER_PORT SEED
 *
 * Hands connections on to the hub, and spoils them by dice: each connection has
 * one fault, which strikes after a while, so that kept connections meet it in
 * the middle of whatever they carry. SIGUSR1 makes it a good network. The same
 * seed gives the same faults in the same order of connections. */

#include <gio/gio.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHUNK        4096
#define HALF_OPEN_MS 1500
#define TRICKLE      64

typedef enum {
  FAULT_NONE,
  FAULT_DELAY,        /* every piece comes late */
  FAULT_LOSS,         /* nothing gets through */
  FAULT_CUT_ANSWER,   /* in the middle of an answer */
  FAULT_CUT_QUESTION,
  FAULT_DUPLICATE,    /* the hub gets the question twice, at once */
  FAULT_REORDER,      /* … and once more after later ones */
  FAULT_HALF_OPEN,    /* the hub works, and its answer never comes */
  FAULT_LORIS,        /* byte by byte */
  FAULT_GARBAGE,
  FAULT_STRANGER,     /* another server answers, with another certificate */
  FAULT_N
} Fault;

/* How many of 100 connections. */
static const int chances[FAULT_N] = {
  [FAULT_NONE] = 20, [FAULT_DELAY] = 14, [FAULT_LOSS] = 5, [FAULT_CUT_ANSWER] = 14,
  [FAULT_CUT_QUESTION] = 12, [FAULT_DUPLICATE] = 9, [FAULT_REORDER] = 7, [FAULT_HALF_OPEN] = 6,
  [FAULT_LORIS] = 4, [FAULT_GARBAGE] = 5, [FAULT_STRANGER] = 4,
};

static int good;   /* atomic: no faults any more */

typedef struct {
  int     client;
  int     hub;
  guint16 hub_port;
  guint16 stranger_port;
  Fault   fault;
  gsize   strikes_after;   /* bytes of both directions */
  gsize   passed;
  guint   wait_ms;
  GRand  *dice;
} Pipe;

static int
connect_to (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd >= 0 && connect (fd, (struct sockaddr *) &address, sizeof address) != 0) {
    close (fd);
    fd = -1;
  }
  return fd;
}

static gboolean
send_all (int fd, const char *data, gssize length)
{
  while (length > 0) {
    gssize n = send (fd, data, (gsize) length, MSG_NOSIGNAL);

    if (n <= 0)
      return FALSE;
    data += n;
    length -= n;
  }
  return TRUE;
}

/* With a reset, as a router that lost its memory does. */
static void
cut (int fd)
{
  struct linger at_once = { 1, 0 };

  if (fd < 0)
    return;
  setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close (fd);
}

static gboolean
strikes (const Pipe *self)
{
  return !g_atomic_int_get (&good) && self->passed >= self->strikes_after;
}

/* The same question by a connection of its own; nobody reads the answer. */
static void
ask_again (Pipe *self, const char *data, gssize length)
{
  int fd = connect_to (self->hub_port);
  char unread[CHUNK];

  if (fd < 0)
    return;
  if (send_all (fd, data, length)) {
    struct pollfd readable = { fd, POLLIN, 0 };

    if (poll (&readable, 1, 200) > 0 && recv (fd, unread, sizeof unread, 0) < 0)
      g_debug ("the duplicate was not answered");
  }
  cut (fd);
}

static gboolean
trickle (int to, const char *data, gssize length)
{
  gssize slow = MIN (length, TRICKLE);

  for (gssize i = 0; i < slow; i++) {
    if (!send_all (to, data + i, 1))
      return FALSE;
    g_usleep (2000);
  }
  return send_all (to, data + slow, length - slow);
}

/* FALSE ends the connection. */
static gboolean
spoil_question (Pipe *self, const char *data, gssize length)
{
  switch (self->fault) {
  case FAULT_LOSS:
    g_usleep (HALF_OPEN_MS * 1000);
    return FALSE;
  case FAULT_CUT_QUESTION:
    send_all (self->hub, data, length / 2);
    return FALSE;
  case FAULT_DUPLICATE:
    ask_again (self, data, length);
    return send_all (self->hub, data, length);
  case FAULT_REORDER:
    g_usleep (self->wait_ms * 1000);
    ask_again (self, data, length);
    return send_all (self->hub, data, length);
  case FAULT_NONE:
  case FAULT_DELAY:
  case FAULT_CUT_ANSWER:
  case FAULT_HALF_OPEN:
  case FAULT_LORIS:
  case FAULT_GARBAGE:
  case FAULT_STRANGER:
  case FAULT_N:
  default:
    return send_all (self->hub, data, length);
  }
}

static gboolean
spoil_answer (Pipe *self, char *data, gssize length)
{
  switch (self->fault) {
  case FAULT_CUT_ANSWER:
    send_all (self->client, data, length / 2);
    return FALSE;
  case FAULT_HALF_OPEN:
    g_usleep (HALF_OPEN_MS * 1000);
    return FALSE;
  case FAULT_LORIS:
    return trickle (self->client, data, length);
  case FAULT_GARBAGE:
    for (gssize i = g_rand_int_range (self->dice, 0, (gint32) length); i < length; i++)
      data[i] = (char) g_rand_int (self->dice);
    send_all (self->client, data, length);
    return FALSE;
  case FAULT_NONE:
  case FAULT_DELAY:
  case FAULT_LOSS:
  case FAULT_CUT_QUESTION:
  case FAULT_DUPLICATE:
  case FAULT_REORDER:
  case FAULT_STRANGER:
  case FAULT_N:
  default:
    return send_all (self->client, data, length);
  }
}

static gboolean
hand_on (Pipe *self, int from)
{
  char data[CHUNK];
  gssize length = recv (from, data, sizeof data, 0);

  if (length <= 0)
    return FALSE;
  self->passed += (gsize) length;
  if (self->fault == FAULT_DELAY && !g_atomic_int_get (&good))
    g_usleep ((gulong) g_rand_int_range (self->dice, 0, 40) * 1000);
  if (!strikes (self))
    return send_all (from == self->client ? self->hub : self->client, data, length);
  return from == self->client ? spoil_question (self, data, length)
                              : spoil_answer (self, data, length);
}

static void
pipe_free (Pipe *self)
{
  cut (self->client);
  cut (self->hub);
  g_rand_free (self->dice);
  g_free (self);
}

static gpointer
pipe_thread (gpointer data)
{
  Pipe *self = data;
  gboolean open = TRUE;

  self->hub = connect_to (self->fault == FAULT_STRANGER ? self->stranger_port : self->hub_port);
  while (open && self->hub >= 0) {
    struct pollfd ends[2] = { { self->client, POLLIN, 0 }, { self->hub, POLLIN, 0 } };

    open = poll (ends, 2, -1) >= 0;
    for (guint i = 0; open && i < 2; i++) {
      if (ends[i].revents != 0)
        open = hand_on (self, ends[i].fd);
    }
  }
  pipe_free (self);
  return NULL;
}

static Fault
roll_fault (GRand *dice)
{
  int roll = g_rand_int_range (dice, 0, 100);
  int fault = 0;

  while (roll >= chances[fault])
    roll -= chances[fault++];
  return g_atomic_int_get (&good) ? FAULT_NONE : (Fault) fault;
}

/* Most faults strike within the first few questions; some much later. */
static Pipe *
pipe_new (int client, guint16 hub_port, guint16 stranger_port, GRand *dice)
{
  Pipe *self = g_new0 (Pipe, 1);
  double late = g_rand_double (dice);

  self->client = client;
  self->hub = -1;
  self->hub_port = hub_port;
  self->stranger_port = stranger_port;
  self->fault = roll_fault (dice);
  self->strikes_after = (gsize) (late * late * late * 600000);
  self->wait_ms = (guint) g_rand_int_range (dice, 20, 600);
  self->dice = g_rand_new_with_seed (g_rand_int (dice));
  return self;
}

static gboolean
be_good (gpointer unused)
{
  g_atomic_int_set (&good, TRUE);
  return G_SOURCE_CONTINUE;
}

static gpointer
signal_thread (gpointer loop)
{
  g_main_loop_run (loop);
  return NULL;
}

static GSocket *
listen_on (guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  GError *error = NULL;

  g_socket_set_listen_backlog (socket, 256);
  if (!g_socket_bind (socket, address, TRUE, &error) || !g_socket_listen (socket, &error))
    g_error ("%s", error->message);
  return socket;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GSocket) socket = NULL;
  GRand *dice;

  g_assert_cmpint (argc, ==, 5);
  socket = listen_on ((guint16) atoi (argv[1]));
  dice = g_rand_new_with_seed ((guint32) atoi (argv[4]));
  g_unix_signal_add (SIGUSR1, be_good, NULL);
  g_thread_unref (g_thread_new ("signals", signal_thread, loop));
  g_print ("proxy: ready\n");
  while (TRUE) {
    int client = accept (g_socket_get_fd (socket), NULL, NULL);

    if (client < 0)
      continue;
    g_thread_unref (g_thread_new ("pipe", pipe_thread,
                                  pipe_new (client, (guint16) atoi (argv[2]), (guint16) atoi (argv[3]),
                                            dice)));
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "grey.h"
#include "modules.h"

G_BEGIN_DECLS

/* Nodes of the net that bends, along one side. */
#define FOYER_LATTICE_MOST_NODES 17

/**
 * FoyerLattice:
 * @side: modules in a row
 * @plane: leads from modules to pixels as if the code were flat
 * @n_nodes: of the net over it, along one side
 * @across: by how many modules each node is shifted to the right
 * @down: the same downwards
 * @residual: how far edges lie from where a lattice has them, in modules, on average; below
 *   0.1 for one that fits, 0.25 for one that has nothing to do with the picture
 *
 * Where the modules of a code lie in a picture, also if what it is printed on is bent.
 * Module (0, 0) reaches from 0 to 1.
 */
typedef struct {
  int    side;
  double plane[9];
  int    n_nodes;
  double across[FOYER_LATTICE_MOST_NODES * FOYER_LATTICE_MOST_NODES];
  double down[FOYER_LATTICE_MOST_NODES * FOYER_LATTICE_MOST_NODES];
  double residual;
} FoyerLattice;

typedef struct {
  double u, v;   /* in modules */
  double x, y;   /* in pixels */
} FoyerTie;

/**
 * foyer_lattice_lay:
 * @ties: at least four
 *
 * Returns: whether there is a flat code through @ties
 */
gboolean foyer_lattice_lay      (FoyerLattice *self, int side, const FoyerTie *ties, int n_ties);

/* Where a point of the code lies in the picture. */
void     foyer_lattice_locate   (const FoyerLattice *self, double u, double v, double *x,
                                 double *y);

/* The share of the modules between the finders that alternate as they do in every code,
 * 0.5 by chance. */
double   foyer_lattice_timing   (const FoyerLattice *self, const FoyerGrey *grey);

/**
 * foyer_lattice_pin:
 * @tie: (out): the small square that is farthest from the finders
 *
 * Returns: whether the picture shows it near where the lattice has it
 */
gboolean foyer_lattice_pin      (const FoyerLattice *self, const FoyerGrey *grey, FoyerTie *tie);

/**
 * foyer_lattice_bend:
 * @thorough: follow wrinkles; otherwise only what a lens and a curved bottle do
 *
 * Moves the lattice to the edges that the picture shows, from the finders outwards.
 */
void     foyer_lattice_bend     (FoyerLattice *self, const FoyerGrey *grey, gboolean thorough);

/**
 * foyer_lattice_sample:
 * @sharpen: undo how much each module has taken from those beside it
 */
void     foyer_lattice_sample   (const FoyerLattice *self, const FoyerGrey *grey, gboolean sharpen,
                                 FoyerModules *modules);

G_END_DECLS

/*
 * Branch labels: registered as names beside the ids, then spread along their branch.  Two steps of
 * rev_graph_build, private to engine/rev.
 */
#ifndef RETORT_REV_LABELS_H
#define RETORT_REV_LABELS_H

#include "engine/rev/graph.h"

/* Makes each label a name of its revision; refuses one that is a label or an id already. */
struct error *rev_labels_register(struct rev_graph *graph) NODISCARD;

/* To all descendants by down_revision, and down again from the last of them to a branch or merge
 * point. */
void rev_labels_spread(struct rev_graph *graph);

#endif

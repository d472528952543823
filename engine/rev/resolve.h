/*
 * The inside of identifiers: what alembic/script/revision.py, RevisionMap does with names, branch
 * labels and walks, with its own errors.  Those know nothing of commands: rev_explain turns them
 * into the text that the user of a command sees.  Private to engine/rev.
 *
 * Where Python has three kinds of answer (a revision, None, the string 'base'), a node pointer has:
 * NULL for None, and REV_BASE for the place below the first revision where a walk down may end.
 */
#ifndef RETORT_REV_RESOLVE_H
#define RETORT_REV_RESOLVE_H

#include "engine/rev/graph.h"

enum rev_failure {
	REV_FAILURE_NONE,       /* not one of Alembic's: shown as it is */
	REV_FAILURE_REVISION,   /* shown as it is */
	REV_FAILURE_RESOLUTION, /* `argument` cannot be located */
	REV_FAILURE_HEADS,      /* `argument` has several heads */
	REV_FAILURE_RANGE       /* one end is not an ancestor of the other */
};

/* One question to the graph: memory for the answer's making, and how it failed. */
struct rev_query {
	const struct rev_graph *graph;
	struct arena *arena;
	enum rev_failure failure;
	struct str argument;
	struct str_list warnings;
};

/* An identifier as Alembic passes it on: None, a string, or a tuple of strings. */
struct rev_name {
	struct str text;             /* STR_NULL for None */
	const struct str_list *many; /* the tuple, or NULL */
};

extern const struct rev_node rev_walked_to_base;
#define REV_BASE (&rev_walked_to_base)

enum rev_overwalk { REV_OVERWALK_STOPS, REV_OVERWALK_IS_NONE };

struct rev_walk {
	const struct rev_node *from;
	int64_t steps;     /* up if positive */
	struct str branch; /* label that narrows the way up, or STR_NULL */
	enum rev_overwalk overwalk;
};

/* What a command says for the inner failures; an empty text stands for Alembic's general one. */
struct rev_words {
	struct str range, multiple_heads; /* whole texts */
	struct str asked;                 /* the head argument to quote, if not the inner one */
};

/* A RevisionError of Alembic's with its own text. */
struct error *rev_fail(struct rev_query *query, const char *format, ...)
	PRINTF_LIKE(2, 3) NODISCARD;
/* What Alembic ends with an AssertionError for. */
struct error *rev_cannot(struct rev_query *query, const char *format, ...)
	PRINTF_LIKE(2, 3) NODISCARD;
struct error *rev_fail_range(struct rev_query *query, struct rev_name lower,
			     struct rev_name upper) NODISCARD;
/* NULL stays NULL.  The failure is spent: explaining again changes nothing. */
struct error *rev_explain(struct rev_query *query, struct error *error,
			  const struct rev_words *words) NODISCARD;
/* As Python prints it. */
struct str rev_name_text(struct arena *result, struct rev_name name);

/* get_revisions of a name; adds to the list, which may then hold NULL and REV_BASE. */
struct error *rev_get_all(struct rev_query *query, struct rev_name name,
			  struct rev_list *list) NODISCARD;
/* As rev_get_all; a NULL or REV_BASE in the answer is an error. */
struct error *rev_get_nodes(struct rev_query *query, struct rev_name name,
			    struct rev_list *list) NODISCARD;
/* get_revision: one or NULL. */
struct error *rev_get(struct rev_query *query, struct str id,
		      const struct rev_node **ret_node) NODISCARD;
/* `label` and `id` joined by an @, unless the label is STR_NULL. */
struct error *rev_get_on_branch(struct rev_query *query, struct str label, struct str id,
				const struct rev_node **ret_node) NODISCARD;
/* _revision_for_ident: an id, label or the beginning of one; on the branch unless that is empty. */
struct error *rev_get_ident(struct rev_query *query, struct str id, struct str branch,
			    const struct rev_node **ret_node) NODISCARD;
struct error *rev_get_branch(struct rev_query *query, struct str label,
			     const struct rev_node **ret_node) NODISCARD;

enum rev_lineage { REV_LINEAGE_VERSIONED, REV_LINEAGE_DEPENDENCIES };

/* filter_for_lineage: those of `nodes` that are above or below what `against` names. */
struct error *rev_filter(struct rev_query *query, const struct rev_list *nodes, struct str against,
			 enum rev_lineage lineage, struct rev_list *ret_list) NODISCARD;

/* Whether rev_filter looks at the nodes at all: `base` and the heads of an empty graph keep
 * everything. */
struct error *rev_filter_keeps_all(struct rev_query *query, struct str against,
				   bool *ret_keeps_all) NODISCARD;

/* _walk; the answer may be NULL or REV_BASE. */
struct error *rev_walk(struct rev_query *query, const struct rev_walk *walk,
		       const struct rev_node **ret_node) NODISCARD;

/* _get_all_current: the nodes of the rows and the tips of other branches below them. */
struct error *rev_get_current(struct rev_query *query, struct rev_name rows,
			      struct rev_list *ret_list) NODISCARD;

#endif

/*
 * A secret is a type, so that it cannot be printed by accident: no format takes a struct secret, and the
 * one way to its text says what it is for.
 */
#ifndef RETORT_BASE_SECRET_H
#define RETORT_BASE_SECRET_H

#include "engine/base/str.h"

struct secret {
	struct str hidden; /* p NULL: there is none */
};

/* For the library that authenticates, and nobody else. */
static inline struct str secret_reveal(struct secret secret)
{
	return secret.hidden;
}

static inline bool secret_is_set(struct secret secret)
{
	return secret.hidden.p != NULL;
}

#endif

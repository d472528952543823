/*
 * Packages beside SQLAlchemy whose names revisions use: modules with source of their own, which is built
 * into the program.  What a package does beyond types and values is not here, and is refused when used.
 */
#ifndef RETORT_OPS_THIRD_PARTY_H
#define RETORT_OPS_THIRD_PARTY_H

#include "engine/py/object.h"

/* All of them, with the interpreter. */
void ops_register_third_party(struct py *vm);

#endif

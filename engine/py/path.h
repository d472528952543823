/*
 * Paths as os.path and pathlib cut and join them: text alone, POSIX rules.
 */
#ifndef RETORT_PY_PATH_H
#define RETORT_PY_PATH_H

#include "engine/py/values.h"

/* As os.path.join of two. */
struct str path_join(struct arena *result, struct str directory, struct str name);
/* os.path.split: the directory without its last slash, and the last name. */
void path_split(struct str path, struct str *ret_directory, struct str *ret_name);
/* Where the extension of a name begins; its length if there is none. */
size_t path_extension(struct str name);
/* os.path.normpath */
struct str path_normal(struct arena *result, struct str path);
/* normpath of the path below the current directory */
struct str path_absolute(struct arena *result, struct str path);
/* What is there, by the host. */
bool path_kind(struct py *vm, struct str path, enum py_path_kind *ret);
/* Names in a directory as a list of str; OSError or a refusal otherwise. */
struct py_object *path_list(struct py *vm, struct str path);

extern const struct py_native_type py_path_type;

#endif

/*
 * Files: read whole with a limit, listed in order, paths joined.  Paths are bytes, not C strings.
 * Errors are ERR_SYSTEM with the path in the message (ERR_LIMIT for a file over the limit).
 */
#ifndef RETORT_BASE_FS_H
#define RETORT_BASE_FS_H

#include "engine/base/error.h"

/* The whole file; refuses directories, devices and anything over `limit` bytes. */
struct error *fs_read(struct arena *result, struct str path, size_t limit, struct str *ret_text) NODISCARD;
/* At most the first `n` bytes. */
struct error *fs_read_start(struct arena *result, struct str path, size_t n, struct str *ret_text) NODISCARD;
/* Names in the directory, sorted by bytes, without "." and ".."; at most `limit` names. */
struct error *fs_list(struct arena *result, struct str path, size_t limit, struct str_list *ret_names) NODISCARD;
bool fs_is_file(struct str path);
bool fs_is_directory(struct str path);
/* The path itself is a symbolic link, wherever that leads. */
bool fs_is_link(struct str path);
/* There is something, even if we may not look at it. */
bool fs_exists(struct str path);
/* `name` if it is absolute or `directory` is empty, else directory/name. */
struct str fs_join(struct arena *result, struct str directory, struct str name);
struct str fs_directory(struct str path);
struct str fs_base_name(struct str path);
/* Without ".", ".." and doubled slashes, from the current directory if relative (as os.path.abspath). */
struct str fs_absolute(struct arena *result, struct str path);
/* Symbolic links resolved; the absolute path itself where that fails. */
struct str fs_real(struct arena *result, struct str path);

#endif

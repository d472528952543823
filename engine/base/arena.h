/*
 * Memory by lifetime: everything allocated from an arena goes at once, when the arena does.
 *
 * An arena is a chain of chunks.  Nothing is freed alone; a caller that needs shorter-lived memory
 * takes a second arena (`scratch`) and drops it.  Functions name the lifetime of what they return by
 * the arena they take: `result` for what the caller keeps, `scratch` for their own mess.
 *
 * Out of memory ends the process with a message: the open transaction rolls back, and whoever
 * started us starts us again.  In an AddressSanitizer build each allocation is a malloc of its own,
 * so that an overrun inside a chunk is seen.
 *
 * The module knows nothing of strings, errors or any domain.
 */
#ifndef RETORT_BASE_ARENA_H
#define RETORT_BASE_ARENA_H

#include <stddef.h>

#define NODISCARD __attribute__((warn_unused_result))
#define CLEANUP(done) __attribute__((cleanup(done)))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

struct arena_chunk;

/* Zero-initialised is empty and ready for use. */
struct arena {
	struct arena_chunk *chunks;
	char *at, *end;     /* the free part of the newest chunk */
	size_t allocated;   /* bytes handed out since the arena was made or last reset */
};

/* Zeroed memory for `size` bytes, aligned for any object; never NULL. */
void *arena_alloc(struct arena *arena, size_t size) NODISCARD;

/* As arena_alloc for `count` objects of `size` bytes; aborts on overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size) NODISCARD;

/* A copy of `size` bytes at `old` in a larger block of `new_size` bytes, the rest zeroed. */
void *arena_grow(struct arena *arena, const void *old, size_t size, size_t new_size) NODISCARD;

/* Returns all memory to the system; the arena is empty and may be used again.  Accepts NULL. */
void arena_done(struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_array((arena), (count), sizeof(type)))

#endif

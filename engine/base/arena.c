#include "engine/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define CHUNK_SIZE ((size_t)0)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CHUNK_SIZE ((size_t)0)
#endif
#endif
#ifndef CHUNK_SIZE
#define CHUNK_SIZE ((size_t)32 * 1024)
#endif

struct arena_chunk {
	struct arena_chunk *next;
	_Alignas(max_align_t) char bytes[];
};

static void die_out_of_memory(size_t size)
{
	fprintf(stderr, "retort: out of memory (%zu bytes)\n", size);
	abort();
}

static size_t round_up(size_t size)
{
	const size_t align = _Alignof(max_align_t);

	if (size > SIZE_MAX - 4096)
		die_out_of_memory(size);
	return (size + align - 1) & ~(align - 1);
}

static struct arena_chunk *add_chunk(struct arena *arena, size_t size)
{
	struct arena_chunk *chunk = malloc(sizeof(*chunk) + size);

	if (!chunk)
		die_out_of_memory(size);
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t rounded = round_up(size ? size : 1);
	char *block;

	if (rounded > CHUNK_SIZE / 4) {
		/* A large block gets a chunk of its own; the free part of the current one stays. */
		block = add_chunk(arena, rounded)->bytes;
	} else {
		if ((size_t)(arena->end - arena->at) < rounded) {
			arena->at = add_chunk(arena, CHUNK_SIZE)->bytes;
			arena->end = arena->at + CHUNK_SIZE;
		}
		block = arena->at;
		arena->at += rounded;
	}
	arena->allocated += rounded;
	return memset(block, 0, rounded);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		die_out_of_memory(SIZE_MAX);
	return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, const void *old, size_t size, size_t new_size)
{
	void *block = arena_alloc(arena, new_size);

	if (size)
		memcpy(block, old, size);
	return block;
}

void arena_done(struct arena *arena)
{
	if (!arena)
		return;
	for (struct arena_chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	*arena = (struct arena){ 0 };
}

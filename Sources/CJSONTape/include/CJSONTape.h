/* JSON for Swift: simdjson's tape of one document, and a scan for where a value ends.
 *
 * The tape's words are described in simdjson's doc/tape.md: the first byte of a word (its top eight bits) is the
 * type, the rest the payload. */
#ifndef BOUNCEBOOK_CJSONTAPE_H
#define BOUNCEBOOK_CJSONTAPE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A parser with its buffers, which are used again for every document. One thread at a time. */
typedef struct json_tape_parser json_tape_parser;

/* What became of a document. */
typedef enum {
  JSON_TAPE_OK = 0,
  /* Bytes that are not UTF-8. */
  JSON_TAPE_NOT_UTF8,
  /* A control character, half a surrogate pair, an unknown escape. */
  JSON_TAPE_BAD_STRING,
  /* A number that does not fit, or none. */
  JSON_TAPE_BAD_NUMBER,
  JSON_TAPE_TOO_DEEP,
  JSON_TAPE_TOO_LARGE,
  /* Brackets, commas, colons. */
  JSON_TAPE_BAD_STRUCTURE,
  JSON_TAPE_NO_MEMORY,
} json_tape_result;

/* NULL where there is no memory. Documents of more bytes or more nested brackets are refused. */
json_tape_parser *json_tape_parser_create(size_t most_bytes, size_t most_depth);
void json_tape_parser_free(json_tape_parser *parser);

/* Parses one document; `bytes` need no padding, they are copied. The tape lives until the next call. */
json_tape_result json_tape_parse(json_tape_parser *parser, const uint8_t *bytes, size_t length);

/* Of the last document that was parsed; its value begins at word 1. */
const uint64_t *json_tape_words(const json_tape_parser *parser);
/* Each string: its length in four bytes, its bytes, a zero. */
const uint8_t *json_tape_strings(const json_tape_parser *parser);

/* Where a scan stands between two pieces of input. All zero at a value's first bracket. */
typedef struct {
  int64_t depth;
  uint8_t in_string;
  uint8_t is_escaped;
} json_scan_state;

typedef enum {
  /* All bytes were looked at. */
  JSON_SCAN_MORE = 0,
  /* The bracket that closes the value is the byte before the returned place. */
  JSON_SCAN_CLOSED,
  /* The byte before the returned place is a line feed; told only where it was asked for. */
  JSON_SCAN_LINE_FEED,
} json_scan_event;

/* Goes on from `from` until the value's brackets are closed, or a line feed, or the end; returns the place. It
 * counts brackets outside of strings, whatever their kind, and checks nothing else. */
size_t json_scan(json_scan_state *state, const uint8_t *bytes, size_t from, size_t length, int stop_at_line_feeds,
                 json_scan_event *event);

/* How many line feeds there are. */
size_t json_count_line_feeds(const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif
#endif

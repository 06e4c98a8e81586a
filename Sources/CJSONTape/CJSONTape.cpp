#include "CJSONTape.h"

#include <simdjson.h>

#include <new>

struct json_tape_parser {
  explicit json_tape_parser(size_t most_bytes) : parser(most_bytes) {}
  simdjson::dom::parser parser;
  simdjson::dom::document document;
};

extern "C" json_tape_parser *json_tape_parser_create(size_t most_bytes, size_t most_depth) {
  auto *made = new (std::nothrow) json_tape_parser(most_bytes);
  if (made == nullptr) return nullptr;
  // The buffers grow with the documents; only the depth is settled here.
  if (made->parser.allocate(1 << 16, most_depth) != simdjson::SUCCESS) {
    delete made;
    return nullptr;
  }
  return made;
}

extern "C" void json_tape_parser_free(json_tape_parser *parser) { delete parser; }

extern "C" json_tape_result json_tape_parse(json_tape_parser *parser, const uint8_t *bytes, size_t length) {
  if (length == 0) return JSON_TAPE_BAD_STRUCTURE;
  simdjson::error_code error = parser->parser.parse_into_document(parser->document, bytes, length, true).error();
  switch (error) {
  case simdjson::SUCCESS: return JSON_TAPE_OK;
  case simdjson::UTF8_ERROR: return JSON_TAPE_NOT_UTF8;
  case simdjson::STRING_ERROR:
  case simdjson::UNESCAPED_CHARS: return JSON_TAPE_BAD_STRING;
  case simdjson::NUMBER_ERROR: return JSON_TAPE_BAD_NUMBER;
  case simdjson::DEPTH_ERROR: return JSON_TAPE_TOO_DEEP;
  case simdjson::CAPACITY: return JSON_TAPE_TOO_LARGE;
  case simdjson::MEMALLOC: return JSON_TAPE_NO_MEMORY;
  default: return JSON_TAPE_BAD_STRUCTURE;
  }
}

extern "C" const uint64_t *json_tape_words(const json_tape_parser *parser) { return parser->document.tape.get(); }

extern "C" const uint8_t *json_tape_strings(const json_tape_parser *parser) {
  return parser->document.string_buf.get();
}

#include "CJSONTape.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace {

// One bit for each of 64 bytes.
struct Masks {
  uint64_t quotes = 0, backslashes = 0, opening = 0, closing = 0, line_feeds = 0;
};

#if defined(__SSE2__)
inline Masks masks_of(const uint8_t *bytes) {
  Masks masks;
  for (int part = 0; part < 4; part++) {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes + 16 * part));
    // One bit apart: '[' and '{', ']' and '}'.
    const __m128i folded = _mm_or_si128(chunk, _mm_set1_epi8(0x20));
    const auto bits = [part](__m128i equal) {
      return static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(equal))) << (16 * part);
    };
    masks.quotes |= bits(_mm_cmpeq_epi8(chunk, _mm_set1_epi8('"')));
    masks.backslashes |= bits(_mm_cmpeq_epi8(chunk, _mm_set1_epi8('\\')));
    masks.opening |= bits(_mm_cmpeq_epi8(folded, _mm_set1_epi8('{')));
    masks.closing |= bits(_mm_cmpeq_epi8(folded, _mm_set1_epi8('}')));
    masks.line_feeds |= bits(_mm_cmpeq_epi8(chunk, _mm_set1_epi8('\n')));
  }
  return masks;
}
#else
inline Masks masks_of(const uint8_t *bytes) {
  Masks masks;
  for (int index = 0; index < 64; index++) {
    const uint8_t byte = bytes[index];
    masks.quotes |= static_cast<uint64_t>(byte == '"') << index;
    masks.backslashes |= static_cast<uint64_t>(byte == '\\') << index;
    masks.opening |= static_cast<uint64_t>((byte | 0x20) == '{') << index;
    masks.closing |= static_cast<uint64_t>((byte | 0x20) == '}') << index;
    masks.line_feeds |= static_cast<uint64_t>(byte == '\n') << index;
  }
  return masks;
}
#endif

// The bytes after an odd number of backslashes; `is_escaped` carries over from block to block. simdjson's way:
// an addition lets each run of backslashes carry into the byte behind it.
inline uint64_t escaped_bytes(uint64_t backslashes, uint8_t &is_escaped) {
  if (backslashes == 0) {
    const uint64_t first = is_escaped;
    is_escaped = 0;
    return first;
  }
  const uint64_t even = 0x5555555555555555ULL;
  backslashes &= ~static_cast<uint64_t>(is_escaped);
  const uint64_t follows = backslashes << 1 | is_escaped;
  const uint64_t odd_starts = backslashes & ~even & ~follows;
  uint64_t even_sequences = 0;
  is_escaped = __builtin_add_overflow(odd_starts, backslashes, &even_sequences);
  return (even ^ (even_sequences << 1)) & follows;
}

// Each bit becomes the parity of itself and all before it: between two quotes all bits are set.
inline uint64_t inside_quotes(uint64_t quotes) {
  quotes ^= quotes << 1;
  quotes ^= quotes << 2;
  quotes ^= quotes << 4;
  quotes ^= quotes << 8;
  quotes ^= quotes << 16;
  quotes ^= quotes << 32;
  return quotes;
}

} // namespace

extern "C" size_t json_scan(json_scan_state *state, const uint8_t *bytes, size_t from, size_t length,
                            int stop_at_line_feeds, json_scan_event *event) {
  int64_t depth = state->depth;
  uint64_t in_string = state->in_string ? ~0ULL : 0;
  uint8_t is_escaped = state->is_escaped;
  size_t place = from;

  while (length - place >= 64) {
    const Masks masks = masks_of(bytes + place);
    const uint64_t quotes = masks.quotes & ~escaped_bytes(masks.backslashes, is_escaped);
    const uint64_t strings = inside_quotes(quotes) ^ in_string;
    const uint64_t opening = masks.opening & ~strings;
    const uint64_t closing = masks.closing & ~strings;
    const uint64_t line_feeds = stop_at_line_feeds ? masks.line_feeds : 0;
    const int closings = __builtin_popcountll(closing);
    if (line_feeds == 0 && depth > closings) {
      depth += __builtin_popcountll(opening) - closings;
    } else {
      for (uint64_t rest = opening | closing | line_feeds; rest != 0; rest &= rest - 1) {
        const int index = __builtin_ctzll(rest);
        const uint64_t bit = 1ULL << index;
        if (opening & bit) {
          depth++;
        } else if (closing & bit) {
          if (--depth <= 0) {
            *state = {0, 0, 0};
            *event = JSON_SCAN_CLOSED;
            return place + index + 1;
          }
        } else {
          *state = {depth, static_cast<uint8_t>((strings & bit) != 0), 0};
          *event = JSON_SCAN_LINE_FEED;
          return place + index + 1;
        }
      }
    }
    in_string = static_cast<uint64_t>(static_cast<int64_t>(strings) >> 63);
    place += 64;
  }

  bool inside = in_string != 0;
  for (; place < length; place++) {
    const uint8_t byte = bytes[place];
    if (is_escaped) {
      is_escaped = 0;
      if (byte != '\n' || !stop_at_line_feeds) {
        if (byte != '{' && byte != '[' && byte != '}' && byte != ']') continue;
        if (inside) continue;
      }
    }
    switch (byte) {
    case '\\': is_escaped = 1; break;
    case '"': inside = !inside; break;
    case '{':
    case '[':
      if (!inside) depth++;
      break;
    case '}':
    case ']':
      if (!inside && --depth <= 0) {
        *state = {0, 0, 0};
        *event = JSON_SCAN_CLOSED;
        return place + 1;
      }
      break;
    case '\n':
      if (stop_at_line_feeds) {
        *state = {depth, static_cast<uint8_t>(inside), 0};
        *event = JSON_SCAN_LINE_FEED;
        return place + 1;
      }
      break;
    default: break;
    }
  }
  *state = {depth, static_cast<uint8_t>(inside), is_escaped};
  *event = JSON_SCAN_MORE;
  return place;
}

extern "C" size_t json_count_line_feeds(const uint8_t *bytes, size_t length) {
  size_t count = 0;
  for (size_t place = 0; place < length; place++) count += bytes[place] == '\n';
  return count;
}

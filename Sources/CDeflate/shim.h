#include <isa-l/crc64.h>
#include <isa-l/igzip_lib.h>

/* Output that was decoded but did not fit yet; the field is too large an array for Swift to import. */
static inline const uint8_t *inflate_state_pending(const struct inflate_state *state) {
  return state->tmp_out_buffer + state->tmp_out_processed;
}

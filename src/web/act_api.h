// Addresses by which programs submit any declared act (docs/guides/api.md).
//   POST /api/acts/{name}     JSON {"fields":{…},"basis":"…","client_key":"…"}; 201, 200 when it was done before, or a problem
//   POST /api/preview/{name}  the same, and nothing is kept; 200
//   POST /api/acts            [{"act":"…","fields":{…},…}, …]: all of them or none
//   POST /api/files           the bytes of an attachment; 201 {"sha256":…,"size":…,"media_type":…}
//   GET  /api/acts, /api/acts/{name}/schema.json
// Headers: Idempotency-Key stands for client_key, If-Match for the field `seen`.
#pragma once
#include "web/act_pages.h"
#include "web/api.h"

namespace web {

inline constexpr std::size_t batch_most = 1'000;  // acts
inline constexpr std::size_t act_bytes_max = 256 * 1024, batch_bytes_max = 8 * 1024 * 1024;

}  // namespace web

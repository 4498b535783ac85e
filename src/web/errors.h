// What a reader sees when something is refused, and whether the program is well.
#pragma once
#include "web/http.h"

namespace web {

// Renders a 4xx or 5xx in the reader's language; on a worker thread. What it throws gives the plain words of reason_phrase.
using ErrorPage = std::function<Response(const Request&, int status)>;

// A refusal without a body gets one: RFC 9457 JSON when Accept asks for JSON and not for HTML, else the page. Its own fields stay.
Response with_error_body(const Request&, Response refusal, const ErrorPage&);

// The same in JSON, for what the server refuses before anybody looks at it.
Response problem_for(const Request&, int status);
// What who sent a form that is too large reads: it is refused before it is received, so in the words of both languages.
std::string too_large_page(std::size_t bytes_max);

// 200 "ok" or 503 "not well", never kept; what is wrong is told to those who look after the machine, not to whoever asks.
Handler health_handler(std::function<bool()> well);

}  // namespace web

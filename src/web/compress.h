// gzip (RFC 1952) and brotli (RFC 7932) of whole texts.
#pragma once
#include <string>
#include <string_view>

namespace web {

enum class Effort : unsigned char {
    quick,  // brotli 5, gzip 6: a fraction of a millisecond for a page
    most,   // brotli 11, gzip 9: tens of milliseconds for a page
};

// Throw std::bad_alloc only.
std::string gzip(std::string_view, Effort);
std::string brotli(std::string_view, Effort);

// Texts shrink; pictures, archives and PDF do not.
bool worth_compressing(std::string_view media_type, std::size_t bytes);

}  // namespace web

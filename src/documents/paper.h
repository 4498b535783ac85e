// A document as a PDF, and the code by which its paper is checked.
#pragma once
#include "acts/entry.h"
#include "documents/store.h"
#include "documents/wording.h"
#include "store/files.h"

#include <expected>

namespace documents {

inline constexpr std::size_t code_letters = 10;

// "7KQM2-XR4DW": printed on the paper, computed from what only this network has (the salt of who issued it), the same after a rebuild. Ten
// letters of 32, without those that are taken for others (Crockford's base 32): 50 bits, so that nobody finds one by trying.
std::string check_code(const acts::StoredEntry& issued);
// Whether somebody typed it: small letters, missing and other dashes are taken, and the letters o, i and l for the digits they look like.
bool is_code(std::string_view typed, const std::string& code);

enum class Unprinted {
    no_press,  // fonts or dictionaries are missing on this machine
    refused    // by papers: the template was made for an earlier program
};
struct Paper {
    std::string bytes;
    base::Hash sha256;
};
// `site`: "https://network.example.org"; it stands in the address at which the paper is checked. The same document gives the same bytes as
// long as the site, the program and its fonts are the same.
std::expected<std::string, Unprinted> print(store::Db&, const IssuedDocument&, const std::string& site);

// The address of its page: "/documents/ATT-2026-0001" in the language of the document.
std::string path_of(const IssuedDocument&);

}  // namespace documents

#include "acts/act.h"

#include <algorithm>
#include <charconv>

namespace acts {

bool is_basis(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == text.npos || colon == 0 || colon > 20 || text.size() - colon < 2 || text.size() - colon > 101) return false;
    if (text[colon + 1] == '0') return false;  // a number, and no other way to write one
    auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    auto word = [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '.' || c == '_'; };
    return std::ranges::all_of(text.substr(0, colon), lower) && std::ranges::all_of(text.substr(colon + 1), word);
}

std::optional<base::Id<base::Person>> Actor::person() const {
    constexpr std::string_view prefix = "person:";
    std::int64_t number = 0;
    if (!id.starts_with(prefix)) return {};
    const auto* end = id.data() + id.size();
    const auto read = std::from_chars(id.data() + prefix.size(), end, number);
    return read.ec == std::errc() && read.ptr == end && number > 0 ? std::optional(base::Id<base::Person>{number}) : std::nullopt;
}

std::int64_t Effect::next_id() {
    if (++made_ >= 1000) throw store::Fault("an act makes fewer than 1000 things");
    return stamp_.number.value * 1000 + made_;
}

std::int64_t Effect::send(Mail mail) {
    if (mails_.size() >= mails_max) throw store::Fault("an act sends fewer than 1000 messages");
    mails_.push_back(std::move(mail));
    return stamp_.number.value * 1000 + static_cast<std::int64_t>(mails_.size());
}

void Registry::put(Declared declared) {
    for (const auto& other : all_)
        if ((other.name == declared.name && other.version == declared.version) || other.type == declared.type)
            throw std::logic_error("declared twice: " + declared.name);
    for (const auto& other : all_)
        if (other.name == declared.name && other.apply && declared.apply)
            throw std::logic_error("two versions of one act can be submitted: " + declared.name);
    for (const auto& field : declared.type->fields)
        if (field.secrecy == Class::personal && declared.by.by_consequence() && !declared.step_up)
            throw std::logic_error("a consequence has no personal fields: " + declared.name);
    if (declared.by.any_within() && !declared.scope_of) throw std::logic_error("an act within a scope says which: " + declared.name);
    all_.push_back(std::move(declared));
}

const Declared* Registry::newest(std::string_view name) const {
    for (const auto& declared : all_)
        if (declared.name == name && declared.apply) return &declared;
    return nullptr;
}

const Declared* Registry::kept(std::string_view name, int version) const {
    for (const auto& declared : all_)
        if (declared.version == version && declared.name == name) return &declared;
    return nullptr;
}

const Declared& Registry::of(const Type& type) const {
    for (const auto& declared : all_)
        if (declared.type == &type) return declared;
    throw std::logic_error("an act that nobody declared");
}

}  // namespace acts

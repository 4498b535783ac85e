// What the form of an act asks of the feature that keeps what is not submitted yet: drafts, and acts prepared for somebody else to
// confirm. web knows neither where they are nor for how long.
#pragma once
#include "web/act_form.h"
#include "web/site.h"

#include <expected>

namespace web {

struct Draft {
    std::int64_t id = 0, version = 0;  // 0: not kept yet; a version stands for what this page has seen
    std::string title, client_key;
    FormValues values;
    std::int64_t saved_us = 0;  // since 1970, UTC
};
// saved; apart: it was saved elsewhere meanwhile, and what this page says is kept beside it, as another act to be; sent: the act was accepted already;
// full: there is no room, and nothing was kept.
enum class DraftKept { saved, apart, sent, full };

// Of who is signed in as a person; `keeps` is empty where there are none.
struct DraftHooks {
    // Keeps it; the draft becomes what was kept. `json`: the fields as far as they could be read. `by_hand`: somebody asked, and what
    // was sent already is kept anew.
    std::function<DraftKept(Visit&, const acts::Declared&, Draft&, const std::string& json, bool by_hand)> keep;
    std::function<std::optional<Draft>(Visit&, std::string_view act, std::int64_t id)> find;  // one's own
    std::function<std::vector<Draft>(Visit&, std::string_view act)> list;                     // one's own, without values
    // The act of that key was accepted with these values: its draft is over, unless it says something else by now.
    std::function<void(Visit&, const Draft&)> sent;
    Address all = {};         // where every draft is listed
    std::string script = {};  // where draft.js is served, enhance.js in it; empty: none
    bool keep_for(const Visit& visit) const { return keep && visit.visitor.person() && !visit.visitor.only; }
};

// An act that the staff of a member prepares and its titular confirms by mail.
struct ConfirmationHooks {
    std::function<bool()> can_mail;
    // Where to go on to, or why not: what the act itself would be refused for, now, by the titular.
    std::function<std::expected<std::string, base::Refusal>(Visit&, const acts::Declared&, const std::string& json,
                                                            const std::string& basis, const std::string& title)>
        prepare;
    // Staff of a member, and an act that titulars may do within it.
    bool may_prepare(const Visitor&, const acts::Declared&) const;
};

// ---- parts of the form's page ----
struct ActPage;
html::Node draft_fields(const Draft&);  // hidden: id and version
html::Node draft_button(const Visit&);
html::Node draft_status(const Visit&, const DraftHooks&);                                    // where the script says what it keeps
html::Node draft_note(const Visit&, const Draft& taken_up);                                  // nothing for one that is not kept yet
html::Node drafts_beside(Visit&, const DraftHooks&, const ActPage&, const Draft& taken_up);  // those of this act
std::string draft_said(const Visit&, DraftKept, std::int64_t saved_us);                      // "Brouillon enregistré à 14 h 05."
// What tells this draft from others of the same act: the thing it is about, or the first thing that was typed.
std::string draft_title(const acts::Declared&, const FormValues&, const std::string& thing);

}  // namespace web

#include "sign_in/chores.h"

#include "credentials/codes.h"
#include "people/people.h"
#include "sign_in/rules.h"

namespace sign_in {

std::string_view name(ChoreFault fault) {
    return fault == ChoreFault::nobody ? "nobody" : fault == ChoreFault::no_email ? "no_email" : "login_taken";
}

std::string put_new_link(store::Db& db, LinkKind kind, Id<Person> person, std::int64_t now_us) {
    const auto token = credentials::new_token();
    const auto lasts = kind == LinkKind::invitation ? invitation_us : kind == LinkKind::recovery ? recovery_us : machine_link_us;
    put_link(db, token.digest, {kind, person, now_us + lasts});
    return (kind == LinkKind::machine ? "/administration/" : "/acces/") + std::string(token.text.view());
}

std::expected<std::string, ChoreFault> do_chore(store::Db& db, Chore chore, Id<Person> person, std::int64_t now_us) {
    if (chore == Chore::machine_link) return put_new_link(db, LinkKind::machine, {machine}, now_us);
    if (people::known(db, person) != people::Known::known) return std::unexpected(ChoreFault::nobody);
    const auto happened = [&](std::string_view what) { put_event(db, person, {now_us, std::string(what), {}}); };
    switch (chore) {
    case Chore::machine_link: break;
    case Chore::invite: {
        const auto email = people::contact(db, person).email;
        if (email.empty()) return std::unexpected(ChoreFault::no_email);
        if (!put_account(db, person, login_of(email), now_us)) return std::unexpected(ChoreFault::login_taken);
        happened("link_sent");
        return put_new_link(db, find_account(db, person)->password ? LinkKind::recovery : LinkKind::invitation, person, now_us);
    }
    case Chore::end_sessions:
        end_sessions(db, person, 0);
        remove_tokens(db, person);  // a program's session has no end of its own for a year
        happened("sessions_ended");
        break;
    case Chore::reset_factors:
        set_totp(db, person, {}, now_us);
        put_recovery_codes(db, person, {});
        for (const auto& key : passkeys_of(db, person)) remove_passkey(db, person, key.number);
        end_sessions(db, person, 0);
        remove_tokens(db, person);
        happened("factors_reset");
        break;
    }
    return {};
}

}  // namespace sign_in

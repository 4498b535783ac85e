#include "portal/named.h"

#include "assembly/pages.h"
#include "bodies/pages.h"
#include "members/members.h"
#include "sources/pages.h"
#include "web/places.h"

namespace portal {

using web::Visit;

Named named(const Visit& visit, const web::Thing& thing) {
    if (thing.kind == acts::thing<members::Member>)
        if (const auto member = members::find_member(visit.db(), {thing.id}))
            return {member->name, web::places::to_member(visit, member->id, member->name)};
    if (thing.kind == acts::thing<sources::Source>)
        if (const auto source = sources::find_source(visit.db(), {thing.id}))
            return {source->title, visit.to(web::places::source(source->id))};
    if (thing.kind == acts::thing<sources::Statement>)
        if (const auto said = sources::find_statement(visit.db(), {thing.id}))
            return {sources::title_of(visit, *said), visit.to(web::places::fact(said->id))};
    if (thing.kind == acts::thing<assembly::Session>)
        if (const auto session = assembly::find_session(visit.db(), {thing.id}))
            return {assembly::title_of(visit, *session), visit.to(assembly::address_of(*session))};
    if (thing.kind == acts::thing<assembly::Decision>)
        if (const auto decision = assembly::find_decision(visit.db(), {thing.id}))
            return {decision->title, visit.to(web::places::decision(decision->id))};
    if (const auto of_body = bodies::named(visit, thing.kind, thing.id))
        return {of_body->name, visit.to(bodies::address_of(of_body->body))};
    return {};
}

}  // namespace portal

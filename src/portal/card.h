// The picture that other sites show beside a link to this one: 1,200 × 630 pixels, the network's name and its mark.
#pragma once
#include "web/site.h"

namespace portal {

inline const web::Address card_at{"/carte.png", "/en/card.png"};  // as web/site.cpp names it in the head of pages

// PNG; empty when it cannot be drawn.
std::string card_png(const std::string& short_name, const std::string& name);
void add_card(web::Router&, const web::SiteHooks&);

}  // namespace portal

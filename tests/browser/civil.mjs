// The civil date of a zone, `days` from now: "2026-11-24". A network says "today" by its own zone, which another date than UTC's has for
// an hour or more of each day: a test that sends a day asks for it here, when it sends it.
export function civilDay(zone, days = 0) {
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());
    return new Date(Date.parse(today) + days * 86400000).toISOString().slice(0, 10);
}

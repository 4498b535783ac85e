// Feeds, calendars and the data in the heads of pages, judged by readers that are not this program's: the grammar of RFC 4287, ical.js,
// and what schema.org expects of each type.
//   checkFormats(site, found, tally)
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import ICAL from 'ical.js';
import { noindex } from './pages.mjs';
import { kindOf, root } from './site.mjs';

const grammar = path.join(root, 'tests/browser/schemas/atom.rng');
const has = command => spawnSync(command, ['--version']).error === undefined;
const parts = (text, name) => [...text.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(([, inner]) => inner);
const links = text => [...text.matchAll(/<link\b([^>]*)\/>/g)].map(([, attributes]) => Object.fromEntries([...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])));

// The grammar, and what its annotations and the prose of RFC 4287 ask beyond it (4.1.1, 4.1.2, 4.2.6, 4.2.7).
async function checkFeed(site, target, answer, tally) {
    const text = answer.bytes.toString();
    tally.expect(/^application\/atom\+xml(;|$)/.test(answer.headers['content-type']), 'a feed says what it is', `${target}: ${answer.headers['content-type']}`);
    if (has('xmllint')) {
        const judged = spawnSync('xmllint', ['--noout', '--nonet', '--relaxng', grammar, '-'], { input: answer.bytes, encoding: 'utf8' });
        tally.expect(judged.status === 0, 'a feed keeps the grammar of RFC 4287', `${target}: ${judged.stderr.split('\n')[0]}`);
    }
    const head = text.slice(0, text.indexOf('<entry') < 0 ? undefined : text.indexOf('<entry')), entries = parts(text, 'entry');
    tally.expect(parts(head, 'author').length > 0, 'a feed has an author for its entries', target);
    const self = links(head).filter(link => link.rel === 'self'), alternate = links(head).filter(link => link.rel === 'alternate');
    tally.expect(self.length === 1 && self[0].href === site.base + target, 'a feed names its own address', `${target}: ${self[0]?.href}`);
    tally.expect(alternate.length === 1 && (await site.get(new URL(alternate[0].href).pathname)).status === 200, 'a feed names the page it is of', `${target}: ${alternate[0]?.href}`);
    const ids = [...parts(head, 'id'), ...entries.map(entry => parts(entry, 'id')[0])];
    tally.expect(new Set(ids).size === ids.length && ids.every(id => /^[a-z][a-z0-9+.-]*:\S+$/.test(id)), 'the ids of a feed are whole and its own', target);
    const updated = parts(head, 'updated')[0];
    for (const entry of entries) {
        const page = links(entry).filter(link => (link.rel ?? 'alternate') === 'alternate'), kinds = page.map(link => `${link.type} ${link.hreflang}`);
        tally.expect(page.length > 0 && new Set(kinds).size === kinds.length, 'an entry leads to its page, once for each kind', `${target}: ${parts(entry, 'id')}`);
        tally.expect((await site.get(new URL(page[0].href).pathname)).status === 200, 'the page of an entry answers', page[0].href);
        tally.expect(parts(entry, 'title')[0]?.trim() && parts(entry, 'updated')[0] <= updated, 'an entry has a title, and no later time than the feed', `${target}: ${parts(entry, 'id')}`);
    }
}

// RFC 5545: lines of at most 75 octets ended by CRLF; PRODID and VERSION once; of each event UID, DTSTAMP and DTSTART.
function checkCalendar(site, target, answer, tally) {
    const { bytes } = answer, text = bytes.toString();
    tally.expect(/^text\/calendar; charset=utf-8$/.test(answer.headers['content-type']), 'a calendar says what it is', answer.headers['content-type']);
    tally.expect(text.endsWith('END:VCALENDAR\r\n') && !/[^\r]\n/.test(text), 'lines of a calendar end with CRLF', target);
    const long = text.split('\r\n').find(line => Buffer.byteLength(line) > 75);
    tally.expect(!long, 'a line of a calendar has at most 75 octets', `${target}: ${long}`);
    let calendar;
    try { calendar = new ICAL.Component(ICAL.parse(text)); } catch (error) { tally.expect(false, 'another program reads a calendar', `${target}: ${error.message}`); return; }
    tally.expect(calendar.getFirstPropertyValue('version') === '2.0' && Boolean(calendar.getFirstPropertyValue('prodid')), 'a calendar says its version and who made it', target);
    const events = calendar.getAllSubcomponents('vevent').map(event => new ICAL.Event(event));
    tally.expect(events.length > 0 && new Set(events.map(event => event.uid)).size === events.length, 'the events of a calendar are told apart', `${target}: ${events.length}`);
    for (const event of events) {
        const stamp = event.component.getFirstPropertyValue('dtstamp');
        tally.expect(event.uid && stamp?.zone === ICAL.Timezone.utcTimezone && event.startDate?.isDate && event.summary, 'an event has what RFC 5545 asks, and its days', `${target}: ${event.uid}`);
        tally.expect(event.endDate.compare(event.startDate) > 0, 'an event ends after it begins', `${target}: ${event.uid}`);
        const url = event.component.getFirstPropertyValue('url');
        tally.expect(!url || url.startsWith(`${site.base}/`), 'an event leads to its page', `${target}: ${url}`);
    }
    return events;
}

// ---- JSON-LD: what schema.org lists among the properties of each type; those without which it says nothing ----
const text = value => typeof value === 'string' && value.trim() !== '';
const url = value => text(value) && URL.canParse(value);
const date = value => /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value);
const one = (...types) => value => value && typeof value === 'object' && types.includes(value['@type']);
const each = check => value => Array.isArray(value) && value.length > 0 && value.every(check);
const either = (...checks) => value => checks.some(check => check(value));
const place = { containedInPlace: one('Country'), geo: one('GeoCoordinates'), sameAs: url, url };
const types = {
    Organization: [['name'], { name: text, alternateName: text, url, logo: url, address: either(text, one('PostalAddress')), foundingDate: date, areaServed: one('Country'), memberOf: one('Organization'), sameAs: either(url, each(url)), email: text, telephone: text, description: text }],
    City: [['name', 'containedInPlace'], { name: text, ...place }],
    AdministrativeArea: [['name', 'containedInPlace'], { name: text, ...place }],
    Country: [['name'], { name: text, identifier: text }],
    GeoCoordinates: [['latitude', 'longitude'], { latitude: value => Math.abs(value) <= 90, longitude: value => Math.abs(value) <= 180 }],
    BreadcrumbList: [['itemListElement'], { itemListElement: value => each(one('ListItem'))(value) && value.every((item, i) => item.position === i + 1) }],
    ListItem: [['position', 'name', 'item'], { position: Number.isInteger, name: text, item: url }],
    Dataset: [['name', 'description'], { name: text, description: text, url, license: url, creator: one('Organization'), publisher: one('Organization'), distribution: each(one('DataDownload')), inLanguage: either(text, each(text)), dateModified: date, isAccessibleForFree: value => typeof value === 'boolean', keywords: either(text, each(text)), sameAs: url }],
    DataDownload: [['contentUrl', 'encodingFormat'], { contentUrl: url, encodingFormat: text, name: text }],
    Event: [['name', 'url', 'organizer'], {
        name: text, url, startDate: date, endDate: date, description: text, inLanguage: text, organizer: one('Organization'), location: one('Place', 'VirtualLocation'),
        eventAttendanceMode: value => /^https:\/\/schema\.org\/(Offline|Online|Mixed)EventAttendanceMode$/.test(value),
    }],
    Place: [['name', 'address'], { name: text, address: one('PostalAddress') }],
    PostalAddress: [['addressLocality'], { addressLocality: text, addressCountry: value => /^[A-Z]{2}$/.test(value), streetAddress: text, postalCode: text }],
    VirtualLocation: [['url'], { url }],
};
function faultIn(thing, at = '') {
    const [required, known] = types[thing['@type']] ?? [];
    if (!known) return `${at}: no type ${thing['@type']}`;
    const missing = required.find(name => thing[name] === undefined);
    if (missing) return `${at}${thing['@type']}: no ${missing}`;
    for (const [name, value] of Object.entries(thing)) {
        if (name === '@type' || (name === '@context' && !at && value === 'https://schema.org')) continue;
        if (!known[name]) return `${at}${thing['@type']}: schema.org has no ${name}, or this test does not know it`;
        if (!known[name](value)) return `${at}${thing['@type']}.${name}: ${JSON.stringify(value)}`;
        for (const inner of [value].flat()) if (inner && typeof inner === 'object') { const fault = faultIn(inner, `${at}${name}: `); if (fault) return fault; }
    }
    return undefined;
}

// What a page of a kind must say of itself, beside the way to it.
const wanted = [[/^\/(en)?$/, ['Organization']], [/^(\/membres|\/en\/members)\/\d/, ['City', 'AdministrativeArea', 'Organization']], [/^(\/seances|\/en\/sessions)\/\d/, ['Event']], [/^(\/donnees|\/en\/open-data)$/, ['Dataset']]];

async function checkData(site, found, tally) {
    const kinds = new Map();
    for (const [target, page] of found) {
        if (page.html === undefined || page.status !== 200) continue;
        const things = [];
        for (const [, json] of page.html.matchAll(/<script type="?application\/ld\+json"?>([\s\S]*?)<\/script>/g)) {
            try { things.push(JSON.parse(json)); } catch (error) { tally.expect(false, 'the data in the head of a page is JSON', `${target}: ${error.message}`); }
        }
        for (const thing of things) {
            const fault = thing['@context'] === 'https://schema.org' ? faultIn(thing) : 'no context';
            tally.expect(!fault, 'the data in the head of a page is what schema.org expects', `${target}: ${fault}`);
            kinds.set(`${kindOf(target)} ${thing['@type']}`, target);
        }
        if (noindex(page) || new URL(target, site.base).search) continue;
        const names = things.map(thing => thing['@type']);
        for (const [of, one] of wanted) if (of.test(target)) tally.expect(one.some(name => names.includes(name)), 'a page says what it is about to programs', `${target}: ${names}`);
        if (/\/\d/.test(target)) tally.expect(names.includes('BreadcrumbList'), 'a page of a thing says the way to it', `${target}: ${names}`);
        const event = things.find(thing => thing['@type'] === 'Event');
        if (event) tally.expect(new URL(event.url).pathname === target, 'an event names its own page', `${target}: ${event.url}`);
    }
    console.log(`   data of ${kinds.size} kinds of pages`);
}

export async function checkFormats(site, found, tally) {
    if (!has('xmllint')) tally.skip('no xmllint: feeds are not held against the grammar');
    const feeds = new Set(), calendars = new Set();
    for (const page of found.values()) {
        if (!page.html) continue;
        for (const [tag] of page.html.matchAll(/<(?:link|a)\b[^>]*>/g)) {
            const to = tag.match(/href="?([^"\s>]*)/)?.[1];
            if (/application\/atom\+xml/.test(tag)) feeds.add(new URL(to, site.base).pathname);
            if (to && /\.ics$/.test(to)) calendars.add(new URL(to, site.base).pathname);
        }
    }
    tally.expect(['/registre.atom', '/decisions.atom', '/actualites.atom', '/en/decisions.atom'].every(feed => feeds.has(feed)), 'pages lead to the feeds of what they list', [...feeds].join(' '));
    tally.expect(calendars.has('/seances.ics') && calendars.has('/en/sessions.ics'), 'pages lead to the calendar', [...calendars].join(' '));
    for (const feed of feeds) await checkFeed(site, feed, await site.get(feed), tally);
    for (const calendar of calendars) checkCalendar(site, calendar, await site.get(calendar), tally);
    await checkData(site, found, tally);
}

// What every page is checked for without a browser: its answer, its weight, its markup, its links, its pair in the other language.
import zlib from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { references } from './site.mjs';

export const budgets = { page: 14000, stylesheet: 6000, script: 1500, upload: 4000, requests: 3 };

const validator = new HtmlValidate({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
        'attr-quotes': 'off', 'doctype-style': 'off', 'no-trailing-whitespace': 'off', 'void-style': 'off', 'no-inline-style': 'error',
        'long-title': 'off',               // a title holds a city's name, whatever its length
        'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }],  // HTML lets checkboxes share one
        'require-sri': 'off',              // nothing comes from elsewhere
        'element-permitted-content': 'error', 'no-dup-id': 'error', 'wcag/h37': 'error',
    },
});

// The first fault of a page's markup, or undefined.
export async function markupFault(html) {
    const messages = (await validator.validateString(html)).results.flatMap(result => result.messages);
    const fault = messages.find(message => !/control name "conflict"/.test(message.message));  // one for each field that differs, hidden
    return fault && `${fault.line}: ${fault.ruleId}: ${fault.message}`;
}

const attribute = (tag, name) => tag.match(new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`))?.slice(1).find(value => value !== undefined);
export const noindex = page => /<meta[^>]*name="?robots"?[^>]*noindex/.test(page.html) || /noindex/.test(page.headers['x-robots-tag'] ?? '');
const headLinks = (html, rel) => [...html.matchAll(/<link\b[^>]*>/g)].map(([tag]) => tag).filter(tag => attribute(tag, 'rel') === rel);
const place = (address, base) => { const url = new URL(address.replaceAll('&amp;', '&'), base); return url.pathname + url.search; };

// The other language's address of a page, as its head says; undefined when it says nothing.
export function pairOf(html, base) {
    const alternates = Object.fromEntries(headLinks(html, 'alternate').map(tag => [attribute(tag, 'hreflang'), attribute(tag, 'href')]));
    return { fr: alternates.fr && place(alternates.fr, base), en: alternates.en && place(alternates.en, base), canonical: headLinks(html, 'canonical').map(tag => place(attribute(tag, 'href'), base))[0] };
}

export async function checkPages(site, found, tally) {
    const english = target => target === '/en' || target.startsWith('/en/') || target.startsWith('/en?');
    for (const [target, page] of found) {
        tally.expect([200, 301, 302, 303].includes(page.status), 'a link leads somewhere', `${target} answers ${page.status}, linked from ${page.by ?? 'nowhere'}`);
        if (page.html === undefined || page.status !== 200) continue;

        const brotli = await site.get(target, { 'accept-encoding': 'br' });
        tally.expect(brotli.headers['content-encoding'] === 'br', 'a page travels as brotli', target);
        tally.expect(brotli.bytes.length <= budgets.page, `a page weighs at most ${budgets.page} bytes`, `${target}: ${brotli.bytes.length}`);

        const fault = await markupFault(page.html);
        tally.expect(!fault, 'a page is valid HTML', `${target}:${fault}`);
        tally.expect(!/<script(?![^>]*\s(?:src|type="?application\/ld\+json))/.test(page.html) && !/\sstyle=/.test(page.html.replace(/<style[\s\S]*?<\/style>/g, '')), 'no inline script, no style attribute', target);
        tally.expect((page.html.match(/<html[^>]*\slang="?(\w+)/) ?? [])[1] === (english(target) ? 'en' : 'fr'), 'a page says its language', target);

        if (noindex(page)) continue;  // has no address of its own to tell
        const pair = pairOf(page.html, site.base);
        tally.expect(pair.fr && pair.en && pair.canonical, 'a page names its address and its pair in the other language', target);
        if (!pair.fr || !pair.en) continue;
        const other = english(target) ? pair.fr : pair.en;
        tally.expect(english(pair.en) && !english(pair.fr), 'English stands under /en, French at the root', target);
        const answer = found.get(other) ?? await site.get(other);
        tally.expect(answer.status === 200, 'the other language is there', `${target} -> ${other}: ${answer.status}`);
        const back = answer.status === 200 ? pairOf(answer.bytes.toString(), site.base) : {};
        tally.expect(back.fr === pair.fr && back.en === pair.en, 'the other language points back', `${target} -> ${other}`);
    }
    for (const to of assetsOf(found)) {
        const answer = await site.get(to, { 'accept-encoding': 'br' });
        const kind = /css/.test(answer.headers['content-type']) ? 'stylesheet' : /javascript/.test(answer.headers['content-type']) ? (/upload/.test(to) ? 'upload' : 'script') : undefined;
        if (kind) tally.expect(answer.bytes.length <= budgets[kind], `a ${kind} weighs at most ${budgets[kind]} bytes`, `${to}: ${answer.bytes.length}`);
    }
    const inlined = [...found.values()].find(page => page.html)?.html.match(/<style>([\s\S]*?)<\/style>/)?.[1];
    if (inlined) {
        const size = zlib.brotliCompressSync(inlined).length;
        tally.expect(size <= budgets.stylesheet, `a stylesheet weighs at most ${budgets.stylesheet} bytes`, `inlined: ${size}`);
    }
}

const assetsOf = found => new Set([...found.values()].filter(page => page.html).flatMap(page => references(page.html)).filter(({ tag, to }) => ['link', 'script', 'img'].includes(tag) && /\.(css|js|svg|png)(\?|$)/.test(to)).map(({ to }) => to));

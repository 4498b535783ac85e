// How pages are found: each says one address of its own and that of its pair, the map of the site names exactly these, and each page of
// facts says on what it stands. Over what the crawl has fetched, and HTTP.
import { noindex, pairOf } from './pages.mjs';
import { kindOf } from './site.mjs';

const limit = { addresses: 50_000, bytes: 50 * 1024 * 1024 };  // of one file, by sitemaps.org
const attribute = (tag, name) => tag.match(new RegExp(`\\s${name}=(?:"([^"]*)"|([^\\s">]+))`))?.slice(1).find(value => value !== undefined)?.replaceAll('&amp;', '&');
const path = address => { const url = new URL(address); return url.pathname + url.search; };

// Files of the map: address → {alternates, file}.
async function mapOf(site, tally) {
    const all = new Map();
    const index = await site.get('/sitemap.xml');
    tally.expect(index.status === 200, 'the site has a map', index.status);
    for (const [, file] of index.bytes.toString().matchAll(/<loc>([^<]*)<\/loc>/g)) {
        tally.expect(file.startsWith(site.base), 'the map names its parts by whole addresses', file);
        const answer = await site.get(path(file)), text = answer.bytes.toString();
        const urls = [...text.matchAll(/<url>([\s\S]*?)<\/url>/g)].map(([, url]) => url);
        tally.expect(answer.status === 200 && urls.length > 0 && urls.length <= limit.addresses && answer.bytes.length <= limit.bytes, 'a part of the map keeps the limits', `${file}: ${answer.status}, ${urls.length} addresses`);
        for (const url of urls) {
            const at = path(url.match(/<loc>([^<]*)</)[1]);
            tally.expect(!all.has(at), 'the map names an address once', at);
            all.set(at, Object.fromEntries([...url.matchAll(/<xhtml:link [^>]*>/g)].map(([link]) => [attribute(link, 'hreflang'), path(attribute(link, 'href'))])));
        }
    }
    return all;
}

export async function checkMap(site, found, tally) {
    const map = await mapOf(site, tally);
    const indexable = new Set();
    for (const [target, page] of found) {
        if (page.html === undefined || page.status !== 200) continue;
        const head = page.html.slice(0, page.html.indexOf('</head>')), links = [...head.matchAll(/<link\b[^>]*>/g)].map(([tag]) => tag);
        const canonical = links.filter(tag => attribute(tag, 'rel') === 'canonical').map(tag => attribute(tag, 'href'));
        const alternates = links.filter(tag => attribute(tag, 'rel') === 'alternate' && attribute(tag, 'hreflang'));
        if (noindex(page)) {
            tally.expect(canonical.length === 0 && alternates.length === 0, 'what is not to be indexed names no address to index', target);
            tally.expect(!map.has(target), 'the map names nothing that is not to be indexed', target);
            continue;
        }
        const url = new URL(target, site.base);
        for (const name of ['date', 'known']) tally.expect(!url.searchParams.has(name), 'a page as of another day is not indexed in the place of today’s', target);
        tally.expect((url.searchParams.get('page') ?? '1') === '1', 'a further page of a list is not indexed', target);
        if (!tally.expect(canonical.length === 1 && canonical[0].startsWith(site.base), 'a page has one canonical address, whole', `${target}: ${canonical}`)) continue;
        const at = path(canonical[0]);
        // A view of a list (its filter, its order, all on one page) belongs to the list; anything else to itself.
        tally.expect(at === url.pathname, 'a canonical address is the page’s own', `${target} -> ${at}`);
        const says = found.get(at) ?? await site.get(at);
        tally.expect(says.status === 200, 'a canonical address answers', `${target} -> ${at}: ${says.status}`);
        const codes = alternates.map(tag => attribute(tag, 'hreflang'));
        tally.expect(String(codes) === 'fr,en,x-default', 'a page has alternates in both languages and for any other', `${target}: ${codes}`);
        const by = Object.fromEntries(alternates.map(tag => [attribute(tag, 'hreflang'), path(attribute(tag, 'href'))]));
        tally.expect(by['x-default'] === by.fr && [by.fr, by.en].includes(at), 'a page is one of its alternates', `${target}: ${JSON.stringify(by)}`);
        for (const other of [by.fr, by.en]) {
            const answer = found.get(other) ?? await site.get(other), pair = answer.status === 200 ? pairOf(answer.html ?? answer.bytes.toString(), site.base) : {};
            tally.expect(answer.status === 200 && pair.fr === by.fr && pair.en === by.en, 'alternates answer and name each other', `${target} -> ${other}`);
        }
        if (at !== target) continue;
        indexable.add(target);
        const mapped = map.get(target);
        tally.expect(mapped, 'every page that may be indexed is on the map of the site', target);
        if (mapped) tally.expect(mapped.fr === by.fr && mapped.en === by.en && mapped['x-default'] === by.fr, 'the map names the alternates of the page', target);
    }
    for (const at of map.keys()) tally.expect(indexable.has(at), 'every address of the map is a page that links lead to and that may be indexed', at);
    console.log(`   ${map.size} addresses on the map of the site`);
}

// Pages that say facts: each links to a source or to an act; each row of their tables and lists that says one does, or leads to a page.
const of_facts = /^\/(en\/)?(faits|facts|membres|members|seances|sessions|decisions|instances|bodies|statuts|statutes|programmation|programme|sources|histoire|history|partenaires|partners|projets|projects|chiffres|figures|recherche|research|pages)(\/|$)/;
export function checkGrounds(found, tally) {
    const kinds = new Map();
    for (const [target, page] of found) {
        const { pathname, search } = new URL(target, 'http://localhost');
        if (page.html === undefined || page.status !== 200 || search || !of_facts.test(pathname)) continue;
        const main = page.html.match(/<main[\s\S]*<\/main>/)?.[0] ?? '';
        kinds.set(kindOf(target), (kinds.get(kindOf(target)) ?? 0) + 1);
        const grounded = part => /href="?\/(en\/)?(sources|registre|register|decisions)\/\d/.test(part);
        const thing = part => /href="?\/(en\/)?(faits|facts|membres|members|seances|sessions|decisions|instances|bodies|statuts|statutes|programmation|programme|sources|pages)\/[\w]/.test(part);
        // A rule that is not set, a list without rows: they say that nothing is known.
        const says_nothing = /class="?note/.test(main) || /(règle non renseignée|not set)/i.test(main);
        const list = !/\/\d/.test(pathname) || /\/region\/\d+$/.test(pathname);
        tally.expect(grounded(main) || says_nothing || (list && thing(main)), 'a page of facts links to a source or an act', target);
        // Rows of lists; the values of a chart, folded beside it, and counts by region are made of these.
        const unfolded = main.replace(/<figure[\s\S]*?<\/figure>/g, '').replace(/<details[\s\S]*?<\/details>/g, '');
        if (list && !/region|pages/.test(pathname))  // what is written stands on the basis of its version
            for (const [row] of unfolded.matchAll(/<tr\b[\s\S]*?(?=<tr\b|<\/table>)/g))
                if (/<td/.test(row)) tally.expect(grounded(row) || thing(row) || /href="?\/(en\/)?(membres|members)(\/region\/|\?)/.test(row), 'a row of a list of facts leads to its fact, its source or its act', `${target}: ${row.replace(/<[^>]*>/g, ' ').slice(0, 80)}`);
        if (!/\/\d/.test(pathname)) continue;
        const history = main.match(/<h2[^>]*>(Histoire|History)[\s\S]*$/)?.[0];
        if (history) tally.expect(grounded(history), 'a thing’s history names the acts', target);
    }
    console.log(`   ${[...kinds.values()].reduce((sum, count) => sum + count, 0)} pages of facts of ${kinds.size} kinds`);
}

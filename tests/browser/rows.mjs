// Walks each row and each value of the association's research to its page: the page is there in both languages, shows the value, and
// links to the source. Rows of which another feature makes more than facts and sessions are walked by its own check.
//   checkRows(site of the association, tally)
import fs from 'node:fs';
import path from 'node:path';
import { parseCsv } from '../../tools/data/csv.mjs';
import { facts, sessions } from '../../tools/data/history_check.mjs';
import { association } from './networks.mjs';
import { root } from './site.mjs';

const research = path.join(root, '../shared/data/aimf');
const decode = text => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
// Words as a reader sees them: no tags, one kind of space, figures without their groups.
export const plain = html => decode(html.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ')).replace(/[\s\u00a0\u202f\u2066-\u2069]+/g, ' ').replace(/(\d)[ ,](?=\d{3}(?!\d))/g, '$1');

// All items of a list of the API, part by part.
async function all(site, from) {
    const items = [];
    for (let next = `${from}?limit=200`; next;) {
        const answer = JSON.parse((await site.get(next)).bytes);
        items.push(...answer.items);
        next = answer.next;
    }
    return items;
}

export async function checkRows(site, tally) {
    if (!fs.existsSync(research)) return tally.skip('rows of the research: no ../shared');
    const read = name => fs.readFileSync(path.join(research, name), 'utf8');
    const table = name => parseCsv(read(name)), json = name => JSON.parse(read(name));
    const lines = new Map(fs.readdirSync(association).filter(name => name.endsWith('.jsonl')).flatMap(name => fs.readFileSync(path.join(association, name), 'utf8').trim().split('\n').map(line => JSON.parse(line))).map(act => [act.as, act]));
    const sources = new Map((await all(site, '/api/sources')).map(source => [source.title, source]));
    const statements = await all(site, '/api/statements'), meetings = await all(site, '/api/sessions');
    const same = (one, line, names) => names.every(name => String(one[name] ?? '') === String(line[name] ?? ''));
    // Two sources may say the same: then the one that cites the line's sources.
    const numbers = line => line.sources.map(label => sources.get(lines.get(label.slice(1)).payload.title)?.id).join();
    const statement = (line, names) => line && statements.find(said => same(said, line, names) && said.sources.join() === numbers(line));
    const pages = new Map();
    const page = async target => {
        if (!pages.has(target)) pages.set(target, await site.get(target));
        const answer = pages.get(target);
        return answer.status === 200 ? answer.bytes.toString() : undefined;
    };

    // The page of one thing shows what it must and links to each of its sources.
    const shows = async (row, thing, cited, words, lists) => {
        if (!tally.expect(thing, 'every row of the research is in the network', row)) return;
        for (const [language, target] of [['fr', thing.page_fr], ['en', thing.page_en]]) {
            const html = await page(target);
            if (!tally.expect(html, 'every row of the research has its page', `${row}: ${target}`)) continue;
            const text = plain(html);
            for (const word of words[language].filter(word => word !== undefined && word !== '')) tally.expect(text.includes(plain(String(word))), 'the page of a row shows what it says', `${row}: “${word}” is not on ${target}`);
            for (const label of cited) {
                const source = sources.get(lines.get(label.slice(1)).payload.title);
                tally.expect(source && html.includes(`/sources/${source.id}"`), 'the page of a row links to its source', `${row}: ${label} on ${target}`);
            }
        }
        for (const list of lists) tally.expect((await page(list))?.includes(`${thing.page_fr}"`), 'the list links to the page of a row', `${row}: ${list}`);
    };
    const number = value => (value === undefined ? undefined : String(value));

    const list_of = { event: '/histoire', partner: '/partenaires', project: '/projets', finance: '/chiffres' };
    const factNames = ['subject', 'title_fr', 'name', 'as_of', 'value', 'quote_fr'];
    for (const one of facts({ table, json })) {
        const line = lines.get(one.label)?.payload;
        const thing = statement(line, factNames);
        await shows(one.row, thing, line?.sources ?? [], {
            fr: [line?.title_fr, line?.quote_fr, number(line?.value), number(line?.value_to), number(line?.equivalent), line?.place, line?.partners],
            en: [line?.title_en, line?.quote_en, number(line?.value), number(line?.value_to), number(line?.equivalent), line?.place, line?.partners],
        }, list_of[line?.subject] ? [list_of[line.subject]] : []);
    }
    for (const one of sessions({ table })) {
        const line = lines.get(one.label)?.payload;
        const thing = line && meetings.find(session => same(session, line, ['body', 'date', 'place', 'number']));
        await shows(one.row, thing, line?.sources ?? [], { fr: [line?.place, one.year, number(line?.number), line?.theme_fr, line?.note_fr], en: [line?.place, one.year, number(line?.number), line?.theme_en, line?.note_en] }, []);
    }
    // Counts and figures, and the research list: each statement of their file has its page.
    for (const [label, act] of lines) {
        if (act.act !== 'statements.record' || !['membership', 'member_count', 'country_count', 'figure', 'finance'].includes(act.payload.subject) || label.startsWith('finance-')) continue;
        const line = act.payload, thing = statement(line, [...factNames, 'country']);
        await shows(label, thing, line.sources, { fr: [line.quote_fr, line.name], en: [line.quote_en, line.name] }, line.subject === 'membership' ? [] : ['/chiffres']);
    }
    // Members: the name, how many people live there, and the sources.
    const members = await all(site, '/api/members');
    for (const row of table('members.csv').filter(row => row.confidence === 'confirmed')) {
        const line = [...lines.values()].find(act => act.act === 'members.record' && act.payload.country === row.country && row.name.replaceAll("'", '’').startsWith(act.payload.name))?.payload;
        const thing = members.find(member => line && member.name === line.name && member.country === line.country);
        await shows(`members.csv: ${row.name}`, thing, line?.sources ?? [], { fr: [line?.name, number(line?.population), line?.note_fr], en: [line?.name, number(line?.population), line?.note_en] }, ['/membres']);
    }
}

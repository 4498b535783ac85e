// The pages of data/content as acts: data/aimf/16-content.jsonl.
//   node tools/data/content.mjs
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { english, french } from './words.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

// Page, part of the site, the source its facts stand on; one about this site itself stands on none.
const pages = [
    ['qui-nous-sommes', 'who_we_are', 'site-aimf'],
    ['nos-missions', 'missions', 'affiche-2019-2023'],
    ['nos-valeurs', 'values', 'affiche-2019-2023'],
    ['nos-facons-d-agir', 'ways_of_working', 'affiche-2019-2023'],
    ['contact', 'contact', 'site-aimf'],
    ['donnees-personnelles', 'privacy', ''],
];

// "title: …", "summary: …", an empty line, Markdown.
function read(key, language) {
    const text = fs.readFileSync(path.join(root, `data/content/${key}.${language}.md`), 'utf8').trim();
    const [, title, summary, body] = text.match(/^title: (.+)\nsummary: (.+)\n\n([\s\S]+)$/) ?? [];
    if (!body) throw new Error(`data/content/${key}.${language}.md: title, summary, an empty line, then the text`);
    const write = language === 'fr' ? french : english;
    return { [`title_${language}`]: write(title), [`summary_${language}`]: write(summary), [`text_${language}`]: write(body) };
}

export const file = '16-content.jsonl';
export const contentActs = () => pages.flatMap(([key, section, source]) => [
    { as: `page-${key}`, act: 'content.write_page', basis: source && `source:@source-${source}`, payload: { key, section, original: 'fr', ...read(key, 'fr'), ...read(key, 'en') } },
    { as: `published-${key}`, act: 'content.publish', basis: '', payload: { page: `@page-${key}` } },
]);
export const lines = () => contentActs().map(act => JSON.stringify(act) + '\n').join('');

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(path.join(root, 'data/aimf', file), lines());

// The templates of data/templates as acts: data/aimf/06-templates.jsonl.
//   node tools/data/templates.mjs
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const text = (kind, language) => fs.readFileSync(path.join(root, `data/templates/${kind}.${language}.txt`), 'utf8').trim();

export const file = '06-templates.jsonl';
export const templateActs = () => ['certificate', 'extract', 'report'].map(kind => (
    { as: `template-${kind}`, act: 'documents.change_template', basis: '', payload: { kind, text_fr: text(kind, 'fr'), text_en: text(kind, 'en') } }));
export const lines = () => templateActs().map(act => JSON.stringify(act) + '\n').join('');

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(path.join(root, 'data/aimf', file), lines());

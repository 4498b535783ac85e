// Folders of acts that init reads: the association's, and a small simulated network made here.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './site.mjs';

export const association = path.join(root, 'data/aimf');

const source = 'source:@source';
export const simulatedZone = 'Africa/Dakar';
export const simulatedActs = () => [
    { as: 'network', act: 'network.describe', basis: '', payload: { name_fr: 'Réseau simulé des villes d’exemple', name_en: 'Simulated network of example cities', short_name: 'RSVE', zone: simulatedZone, founded: '2001', nature: 'simulated' } },
    { as: 'source', act: 'sources.record', basis: '', payload: { title: 'Registre simulé', kind: 'document' } },
    { as: 'rule', act: 'statutes.set_rule', basis: source, payload: { rule: 'members.cities_per_state', value: 2, article_fr: 'Statuts simulés, article 4', article_en: 'Simulated statutes, article 4' } },
    ...['Ville-Premiere', 'Ville-Deuxième', 'Très longue ville d’exemple au nom composé, chef-lieu de la région du même nom'].flatMap((name, i) => [
        { as: `member-${i}`, act: 'members.record', basis: source, payload: { name, country: ['SN', 'SN', 'CI'][i], kind: 'city', member_class: 'not_stated', since: `${2001 + i}`, attested: '2020', position: { latitude: 1400000 + i * 100000, longitude: -1700000 + i * 300000 }, population: 10000 * (i + 1), note_fr: 'Ville simulée.', note_en: 'Simulated city.', sources: ['@source'] } },
        { as: `person-${i}`, act: 'people.register_person', basis: '', payload: { name: `Personne Exemple ${i + 1}`, email: `personne${i + 1}@ville.example.org` } },
        { as: `titular-${i}`, act: 'members.name_titular', basis: source, payload: { member: `@member-${i}`, person: `@person-${i}`, title: 'Maire', from: '2020' } },
    ]),
];

// A temporary folder that holds these acts.
export function folderOf(acts) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'concert-acts-'));
    fs.writeFileSync(path.join(folder, '01-acts.jsonl'), acts.map(act => JSON.stringify(act)).join('\n') + '\n');
    return folder;
}

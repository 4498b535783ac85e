// Makes data/tables/countries.csv and regions.csv: ISO 3166-1 codes and names from the standards' table (English and French),
// with everyday forms of names where the standard's are inverted or formal, and the regions of UN M49. Says "skipped"
// where the standards' table is absent.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { csvLine, parseCsv } from './csv.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const standard = path.join(root, '../shared/standards/geography/countries/iso3166-1_en_fr.csv');
if (!fs.existsSync(standard)) {
    console.log('skipped: the table of ISO 3166-1 is not beside this checkout');
    process.exit(0);
}

// UN M49: code, French, English, parent, and the countries and areas directly in it (ISO 3166-1 alpha-2).
// Antarctica stands directly under the world there. Taiwan is not listed by M49 apart from China: same sub-region here.
const regions = [
    ['001', 'Monde', 'World', ''],
    ['002', 'Afrique', 'Africa', '001'],
    ['015', 'Afrique du Nord', 'Northern Africa', '002', 'DZ EG LY MA SD TN EH'],
    ['202', 'Afrique subsaharienne', 'Sub-Saharan Africa', '002'],
    ['014', 'Afrique orientale', 'Eastern Africa', '202', 'IO BI KM DJ ER ET TF KE MG MW MU YT MZ RE RW SC SO SS UG TZ ZM ZW'],
    ['017', 'Afrique centrale', 'Middle Africa', '202', 'AO CM CF TD CG CD GQ GA ST'],
    ['018', 'Afrique australe', 'Southern Africa', '202', 'BW SZ LS NA ZA'],
    ['011', 'Afrique de l’Ouest', 'Western Africa', '202', 'BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG'],
    ['019', 'Amériques', 'Americas', '001'],
    ['419', 'Amérique latine et Caraïbes', 'Latin America and the Caribbean', '019'],
    ['029', 'Caraïbes', 'Caribbean', '419', 'AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX TT TC VI'],
    ['013', 'Amérique centrale', 'Central America', '419', 'BZ CR SV GT HN MX NI PA'],
    ['005', 'Amérique du Sud', 'South America', '419', 'AR BO BV BR CL CO EC FK GF GY PY PE GS SR UY VE'],
    ['021', 'Amérique septentrionale', 'Northern America', '019', 'BM CA GL PM US'],
    ['010', 'Antarctique', 'Antarctica', '001', 'AQ'],
    ['142', 'Asie', 'Asia', '001'],
    ['143', 'Asie centrale', 'Central Asia', '142', 'KZ KG TJ TM UZ'],
    ['030', 'Asie orientale', 'Eastern Asia', '142', 'CN HK MO KP JP MN KR TW'],
    ['035', 'Asie du Sud-Est', 'South-eastern Asia', '142', 'BN KH ID LA MY MM PH SG TH TL VN'],
    ['034', 'Asie du Sud', 'Southern Asia', '142', 'AF BD BT IN IR MV NP PK LK'],
    ['145', 'Asie occidentale', 'Western Asia', '142', 'AM AZ BH CY GE IQ IL JO KW LB OM QA SA PS SY TR AE YE'],
    ['150', 'Europe', 'Europe', '001'],
    ['151', 'Europe orientale', 'Eastern Europe', '150', 'BY BG CZ HU PL MD RO RU SK UA'],
    ['154', 'Europe du Nord', 'Northern Europe', '150', 'AX DK EE FO FI GG IS IE IM JE LV LT NO SJ SE GB'],
    ['039', 'Europe du Sud', 'Southern Europe', '150', 'AL AD BA HR GI GR VA IT MT ME MK PT SM RS SI ES'],
    ['155', 'Europe occidentale', 'Western Europe', '150', 'AT BE FR DE LI LU MC NL CH'],
    ['009', 'Océanie', 'Oceania', '001'],
    ['053', 'Australie et Nouvelle-Zélande', 'Australia and New Zealand', '009', 'AU CX CC HM NZ NF'],
    ['054', 'Mélanésie', 'Melanesia', '009', 'FJ NC PG SB VU'],
    ['057', 'Micronésie', 'Micronesia', '009', 'GU KI MH FM NR MP PW UM'],
    ['061', 'Polynésie', 'Polynesia', '009', 'AS CK PF NU PN WS TK TO TV WF'],
];

// Everyday names, where the standard's are inverted, formal or begin in lower case.
const french = {
    AX: 'Îles Åland', BO: 'Bolivie', BV: 'Île Bouvet', BL: 'Saint-Barthélemy', BN: 'Brunei', CC: 'Îles Cocos', CG: 'Congo', CK: 'Îles Cook', CX: 'Île Christmas',
    FK: 'Îles Malouines', FM: 'Micronésie', FO: 'Îles Féroé', GQ: 'Guinée équatoriale', GL: 'Groenland', GS: 'Géorgie du Sud-et-les Îles Sandwich du Sud',
    HM: 'Îles Heard-et-MacDonald', IM: 'Île de Man', IR: 'Iran', KP: 'Corée du Nord', KR: 'Corée du Sud', KY: 'Îles Caïmans', LA: 'Laos', MD: 'Moldavie',
    MM: 'Myanmar', MO: 'Macao', NF: 'Île Norfolk', NU: 'Niue', PS: 'Palestine', RE: 'La Réunion', RU: 'Russie', SB: 'Îles Salomon', SJ: 'Svalbard et Jan Mayen',
    SR: 'Suriname', SY: 'Syrie', TC: 'Îles Turques-et-Caïques', TF: 'Terres australes françaises', TW: 'Taïwan', TZ: 'Tanzanie', VA: 'Vatican',
    VE: 'Venezuela', VI: 'Îles Vierges des États-Unis', VN: 'Viêt Nam', WF: 'Wallis-et-Futuna', SH: 'Sainte-Hélène, Ascension et Tristan da Cunha', BY: 'Biélorussie',
};
const english = {
    BN: 'Brunei', CD: 'Democratic Republic of the Congo', FK: 'Falkland Islands', FM: 'Micronesia', KP: 'North Korea', KR: 'South Korea', PS: 'Palestine', RU: 'Russia',
    SH: 'Saint Helena, Ascension and Tristan da Cunha', SY: 'Syria', VA: 'Vatican City', VG: 'British Virgin Islands', VI: 'United States Virgin Islands', VN: 'Vietnam',
};

const regionOf = new Map(regions.flatMap(([code, , , , countries]) => (countries ?? '').split(' ').filter(Boolean).map(country => [country, code])));
const typographic = text => text.replaceAll("'", '’');
const rows = parseCsv(fs.readFileSync(standard, 'utf8'));
const unplaced = rows.filter(row => !regionOf.has(row.alpha_2)).map(row => row.alpha_2);
if (unplaced.length || regionOf.size !== rows.length) throw new Error(`regions do not match the countries: ${unplaced}, ${regionOf.size} of ${rows.length}`);

const countries = rows.map(row => csvLine([
    row.alpha_2, row.alpha_3, typographic(french[row.alpha_2] ?? row.name_fr), typographic(english[row.alpha_2] ?? (row.common_name_en || row.name_en)), regionOf.get(row.alpha_2),
]));
const folder = path.join(root, 'data/tables');
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(path.join(folder, 'countries.csv'), csvLine(['alpha_2', 'alpha_3', 'name_fr', 'name_en', 'region']) + countries.join(''));
fs.writeFileSync(path.join(folder, 'regions.csv'), csvLine(['code', 'name_fr', 'name_en', 'parent']) + regions.map(row => csvLine(row.slice(0, 4))).join(''));
console.log(`${rows.length} countries, ${regions.length} regions`);

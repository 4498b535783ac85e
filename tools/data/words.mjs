// Typography, and the French and English sentences for what the research says ("basis" of a row).
const narrow = '\u202f', nbsp = '\u00a0';

// Apostrophes, guillemets and the spaces that French sets before high punctuation.
export const french = text => text
    .replaceAll("'", '’')
    .replace(/ ([;:!?%])/g, `${narrow}$1`)
    .replaceAll('« ', `«${nbsp}`).replaceAll(' »', `${nbsp}»`)
    .replace(/(\d)[ .](\d{3})(?!\d)/g, `$1${narrow}$2`).replace(/(\d)[ .](\d{3})(?!\d)/g, `$1${narrow}$2`)
    .replaceAll('n° ', `n°${nbsp}`).replace(/(\d) (€|M€)/g, `$1${nbsp}$2`);

const months = 'January February March April May June July August September October November December'.split(' ');
// 30 August 2023, May 2024
const in_words = text => text.replace(/\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?(?![\d-])/g, (all, year, month, day) => [day && Number(day), months[month - 1], year].filter(Boolean).join(' '));

export const english = text => in_words(text)
    .replace(/(^|[\s(])'([^']*)'/g, '$1‘$2’')
    .replaceAll("'", '’');

const bureauParis = 'nommée parmi les maires « membres du Bureau » réunis à Paris en octobre 2024';
const project = 'bénéficiaire d’un projet soutenu par l’AIMF, qui dit ses projets de terrain portés par des villes membres';
const undated = '../2026-11';  // on a page without a date, read in November 2026: at that time or before

// basis in the research → [French, when it is attested (PartialDate), since (PartialDate) where the basis says more than the row]
export const bases = {
    'founding city; presides the AIMF since 1979': ['ville fondatrice ; préside l’AIMF depuis 1979', '2022/2023'],
    'founding city; vice-president': ['ville fondatrice ; vice-présidente', '2022/2023'],
    "named among the mayors 'membres du Bureau' who met in Paris, Oct 2024; vice-president/secretary general (District of Abidjan)":
        [`${bureauParis} ; vice-présidence et secrétariat général (District d’Abidjan)`, '2024-10'],
    "named among the mayors 'membres du Bureau' who met in Paris, Oct 2024": [bureauParis, '2024-10'],
    "member since 1988; named among the mayors 'membres du Bureau' who met in Paris, Oct 2024": [`membre depuis 1988 ; ${bureauParis}`, '2024-10'],
    "named among the mayors 'membres du Bureau' who met in Paris, Oct 2024; suspended from the Bureau after 2023-08-30, back 2024-05":
        [`${bureauParis} ; suspendue du Bureau après le 30 août 2023, de retour en mai 2024`, '2023-08-30/2024-05-24'],
    "named among the mayors 'membres du Bureau' who met in Paris, Oct 2024; elected again to the Bureau Nov 2014":
        [`${bureauParis} ; réélue au Bureau en novembre 2014`, '2014-11'],
    "named among the mayors 'membres du Bureau' who met in Paris, Oct 2024; named as member 2008": [`${bureauParis} ; citée comme membre en 2008`, '2008'],
    "named among the mayors 'membres du Bureau' who met in Paris, Oct 2024; vice-president": [`${bureauParis} ; vice-présidente`, '2024-10'],
    'member since 1990, in the Bureau since 2003': ['membre depuis 1990, au Bureau depuis 2003', '2003'],
    'vice-president-treasurer; named as member 2008': ['vice-présidente trésorière ; citée comme membre en 2008', '2008'],
    'vice-president': ['vice-présidente', '2022/2023'],
    'AIMF president names Rabat among the mayors of the Bureau (Apr 2023); hosted the 105th Bureau':
        ['la présidente de l’AIMF cite Rabat parmi les maires du Bureau (avril 2023) ; a accueilli le 105e Bureau', '2023-04'],
    'named as member 2008': ['citée comme membre en 2008', '2008'],
    'joined at the 29th General Assembly': ['a rejoint l’association à la 29e Assemblée générale (octobre 2009)', '2009-10'],
    "first 'ville associée' (consultative vote)": ['parmi les premières « villes associées » (voix consultative), 2009', '2009-10'],
    "AIMF: 'toutes deux membres de l'AIMF'": ['citée par l’AIMF avec une autre : « toutes deux membres de l’AIMF »', undated],
    "'villes membres. Ouagadougou ... une des premières'": ['citée ainsi : « villes membres. Ouagadougou … une des premières »', undated],
    'joined at the 27th General Assembly (end 2007)': ['a rejoint l’association à la 27e Assemblée générale (fin 2007)', '2007'],
    'beneficiary of a project supported by the AIMF, which says its field projects are carried by member cities': [project, undated],
    'beneficiary of a project supported by the AIMF, which says its field projects are carried by member cities (a network, may be no member)':
        [`${project} (un réseau, qui peut ne pas être membre)`, undated],
    'carries a Fonds de coopération project with the Togolese federation, Apr 2025':
        ['porte avec la fédération togolaise un projet du Fonds de coopération, avril 2025', '2025-04'],
    'hosted a General Assembly; a copy of the German encyclopedia article says they are always held in a member city':
        ['a accueilli une Assemblée générale ; la copie d’un article d’encyclopédie en allemand dit qu’elles se tiennent toujours dans une ville membre', 'assembly'],
    'its mayor presided an AIMF commission (Démocratie locale et Décentralisation)':
        ['son maire a présidé une commission de l’AIMF (Démocratie locale et Décentralisation)', undated],
    'representative took part in the 105th Bureau meeting (in person or online), Oct 2025; membership not said':
        ['une personne la représentait à la 105e réunion du Bureau (sur place ou en ligne), octobre 2025 ; l’adhésion n’est pas dite', '2025-10'],
    'present at the Oct 2024 Paris meeting beside the Bureau members': ['présente à la réunion de Paris d’octobre 2024 aux côtés des membres du Bureau', '2024-10'],
    'met by an AIMF mission, June 2025; membership not said': ['rencontrée par une mission de l’AIMF, juin 2025 ; l’adhésion n’est pas dite', '2025-06'],
    'sent a delegate to the 2016 General Assembly': ['a envoyé un délégué à l’Assemblée générale de 2016', '2016'],
    'delegation with AIMF representatives, Jan 2020': ['délégation avec des représentants de l’AIMF, janvier 2020', '2020-01'],
    'took part in the 41st congress': ['a pris part au 41e congrès (Kigali, juillet 2021)', '2021-07'],
    'took part in the 43rd General Assembly': ['a pris part à la 43e Assemblée générale (Cotonou, octobre 2023)', '2023-10'],
    'named as a place of an AIMF water programme': ['citée comme lieu d’un programme de l’AIMF sur l’eau', undated],
    'partner of the emergency fund for Lebanon': ['partenaire du Fonds d’urgence pour le Liban', undated],
};

// What a row of member_counts.csv counts → French.
export const counted = {
    'founding cities': 'villes fondatrices',
    'member cities': 'villes membres',
    'cities, capitals and metropolises': 'villes, capitales et métropoles',
    'cities and associations': 'villes et associations',
    '213 cities + 11 associate members + 29 national associations': '213 villes, 11 membres associés et 29 associations nationales',
    'more than; cities and national associations': 'villes et associations nationales (plus de)',
    'cities': 'villes',
    'members': 'membres',
    'capitals and metropolises': 'capitales et métropoles',
    'cities and member associations, two thirds African': 'villes et associations membres, aux deux tiers africaines',
    'more than; municipalities': 'municipalités (plus de)',
};

// What the research says of a date beyond it → what ends the sentence.
export const date_remarks = {
    '2008 (early)': ['début 2008', 'early 2008'],
    '2023 (page undated)': ['page sans date, située en 2023', 'undated page, placed in 2023'],
    '2024 (undated page)': ['page sans date, située en 2024', 'undated page, placed in 2024'],
    'December 2020 (year from general_assemblies.csv)': ['l’année vient de la liste des Assemblées générales', 'the year comes from the list of General Assemblies'],
};

// Figure of figures.csv → [subject, unit code, French sentence, English sentence]; {n} is the value written in the language.
export const figures = {
    'members 2021': ['member_count', 'members', '{n} membres', '{n} members'],
    'members 2023 (page undated)': ['member_count', 'members', '{n} capitales, métropoles et associations de villes', '{n} capitals, metropolises and associations of cities'],
    countries: ['country_count', 'countries', '{n} pays', '{n} countries'],
    'inhabitants represented': ['figure', 'people', 'plus de {n} habitants représentés', 'more than {n} inhabitants represented'],
    'budget voted': ['finance', 'EUR', 'budget voté : {n} € pour 2023, voté en juin 2022 à Abidjan', 'budget voted: €{n} for 2023, voted in June 2022 in Abidjan'],
    'running costs share': ['finance', 'percent', 'frais de fonctionnement : moins de {n} %', 'running costs: below {n}%'],
    'experts mobilised': ['figure', 'people_per_year', 'environ {n} experts mobilisés par an', 'about {n} experts mobilised a year'],
    'secretariat team': ['figure', 'people', 'une équipe de {n} personnes autour du Secrétaire permanent', '{n} people around the Permanent Secretary'],
    'co-financing by partner and beneficiary cities': ['finance', 'percent',
        'cofinancement par les villes partenaires et bénéficiaires : au moins {n} % du budget total du projet',
        'co-financing by partner and beneficiary cities: at least {n}% of the total project budget'],
    'delegations at the Tunis congress': ['figure', 'delegations', 'congrès de Tunis : {n} délégations de 33 pays', 'Tunis congress: {n} delegations from 33 countries'],
};

// What the page of a figure is called; counts of members and countries are called by their value.
export const figure_titles = {
    'inhabitants represented': { title_fr: 'Habitants représentés', title_en: 'Inhabitants represented' },
    'budget voted': { title_fr: 'Budget voté pour 2023', title_en: 'Budget voted for 2023' },
    'running costs share': { title_fr: 'Part des frais de fonctionnement', title_en: 'Share of running costs' },
    'experts mobilised': { title_fr: 'Experts mobilisés par an', title_en: 'Experts mobilised a year' },
    'secretariat team': { title_fr: 'Équipe du secrétariat', title_en: 'Team of the secretariat' },
    'co-financing by partner and beneficiary cities': { title_fr: 'Cofinancement minimal par les villes partenaires et bénéficiaires', title_en: 'Least co-financing by partner and beneficiary cities' },
    'delegations at the Tunis congress': { title_fr: 'Délégations au congrès de Tunis', title_en: 'Delegations at the Tunis congress' },
};

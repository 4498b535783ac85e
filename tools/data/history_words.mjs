// French and English of what the research says of sessions, partners, projects, finances and the association itself. Keys are the
// research's own words; [French, English], and a third place where the words in the source's language are not the research's.

// Themes of General Assemblies: [French, English, which of the two is ours].
export const themes = {
    'modernisation of the administration': ['Modernisation de l’administration', 'Modernisation of the administration', 'fr'],
    'training of municipal staff': ['Formation du personnel municipal', 'Training of municipal staff', 'fr'],
    'heritage conservation': ['Conservation du patrimoine', 'Heritage conservation', 'fr'],
    'immigration and flight from the cities': ['L’immigration et l’exode des villes', 'Immigration and flight from the cities', 'fr'],
    'microfinance in local development': ['La microfinance dans le développement local', 'Microfinance in local development', 'fr'],
    'gouvernance, entreprenariat et développement économique, approche partenariat':
        ['Gouvernance, entreprenariat et développement économique, approche partenariat', 'Governance, entrepreneurship and economic development, a partnership approach', 'en'],
    'Villes et dialogue des cultures': ['Villes et dialogue des cultures', 'Cities and dialogue between cultures', 'en'],
    'Villes et universités au service du développement (proposed)':
        ['Villes et universités au service du développement (proposé)', 'Cities and universities for development (proposed)', 'en'],
    'Villes et migrations internationales; Dialogue autorités locales, Union européenne et autres partenaires; Villes et lutte contre le changement climatique':
        ['Villes et migrations internationales ; Dialogue autorités locales, Union européenne et autres partenaires ; Villes et lutte contre le changement climatique',
            'Cities and international migration; Dialogue between local authorities, the European Union and other partners; Cities and the fight against climate change', 'en'],
    "L'innovation, une réponse au défi d'un monde plus urbain":
        ['L’innovation, une réponse au défi d’un monde plus urbain', 'Innovation, an answer to the challenge of a more urban world', 'en'],
    'Construire la ville du vivre ensemble': ['Construire la ville du vivre ensemble', 'Building the city of living together', 'en'],
    'Pour un réseau solidaire des villes': ['Pour un réseau solidaire des villes', 'For a network of solidarity between cities', 'en'],
    'Villes et sport au service du développement et du mieux vivre ensemble':
        ['Villes et sport au service du développement et du mieux vivre ensemble', 'Cities and sport for development and for living better together', 'en'],
    'Construire la gouvernance des villes de demain; Valeurs en ville; Initiative pour la Santé et la Salubrité en Ville':
        ['Construire la gouvernance des villes de demain ; Valeurs en ville ; Initiative pour la Santé et la Salubrité en Ville',
            'Building the governance of the cities of tomorrow; Values in the city; Initiative for Health and Sanitation in Cities', 'en'],
    'Arts et cultures urbaines au service du développement des territoires':
        ['Arts et cultures urbaines au service du développement des territoires', 'Urban arts and cultures for the development of territories', 'en'],
    '45th anniversary': ['45e anniversaire', '45th anniversary', 'fr'],
};

// What the research says of a date, beyond it.
export const date_words = {
    'inferred from weekday': [
        'Jours déduits du jour de la semaine, et non donnés par la source : les 20 et 21 octobre 2010.', 'Days inferred from the weekday, not stated by the source: 20 and 21 October 2010.',
    ],
    'Bureau of December 2019 met there': ['Le Bureau de décembre 2019 s’y est réuni.', 'The Bureau of December 2019 met there.'],
    'Bureau of June 2022 met there': ['Le Bureau de juin 2022 s’y est réuni.', 'The Bureau of June 2022 met there.'],
};
// The same of an event: what its source does not say.
export const event_words = {
    'year from general_assemblies.csv': [
        'L’année vient de la liste des Assemblées générales, et non du site.', 'The year comes from the list of General Assemblies, not from the web site.',
    ],
};
// What other tables say of an assembly: what it decided, where no day is known. By its number.
export const assembly_notes = {
    33: { date: '2013-11', note: ['La programmation 2014-2018 y est adoptée.', 'Programme 2014-2018 adopted there.'], source: 'brochure (English)' },
    40: { note: ['Congrès de Tunis et en ligne, les 9 et 10 décembre 2020.', 'Congress in Tunis and online, on 9 and 10 December 2020.'], source: 'association web site', mode: 'hybrid' },
    42: { note: ['Le budget prévisionnel 2023 y est voté.', 'Budget 2023 voted there.'], source: 'association web site' },
};

// What a meeting of the Bureau decided or heard; `decision`: the title of the decision, where the day is known.
export const bureau_notes = {
    'nine projects, more than 1 M€; first agreement with the Organisation des villes arabes; 166 member cities of 46 countries':
        { fr: 'Neuf projets, plus de 1 M€ ; premier accord avec l’Organisation des villes arabes ; 166 villes membres de 46 pays.' },
    'programme of urban projects of 1 M€': { fr: 'Programme de projets urbains de 1 M€.', decision: 'Programme de projets urbains de 1 M€' },
    'programme of more than 1 M€, 2 million people; Cambodia, Tunisia, Mauritania, Senegal, Cameroon, Rwanda, Burkina Faso, Niger':
        { fr: 'Programme de plus de 1 M€, 2 millions de personnes ; Cambodge, Tunisie, Mauritanie, Sénégal, Cameroun, Rwanda, Burkina Faso, Niger.', decision: 'Programme de plus de 1 M€ dans huit pays' },
    'more than 2 M€ of grants': { fr: 'Plus de 2 M€ de subventions.', decision: 'Subventions de plus de 2 M€' },
    'resolution on the status of the local elected; resignation of Khalifa Sall refused':
        { fr: 'Résolution sur le statut de l’élu local ; démission de Khalifa Sall refusée.', decision: 'Résolution sur le statut de l’élu local' },
    'grant of 293 000 € to Ouidah': { fr: 'Subvention de 293 000 € à Ouidah.' },
    'first part of the 2022 programme': { fr: 'Première partie de la programmation 2022.' },
    '14 projects, 9.2 M€ of total investment; whole 2022 programme 24 projects, about 17 M€':
        { fr: '14 projets, 9,2 M€ d’investissement total ; programmation 2022 entière : 24 projets, environ 17 M€.', decision: '14 projets, 9,2 M€ d’investissement total' },
    '1.2 M€ of grants to 10 projects (4 new, 6 follow-ups), 9.2 M€ of total investment, voted 2023-04-28':
        { fr: '1,2 M€ de subventions à 10 projets (4 nouveaux, 6 suites), 9,2 M€ d’investissement total, votés le 28 avril 2023.', decision: '1,2 M€ de subventions à 10 projets', on: '2023-04-28' },
    'emergency fund opened for Mayotte; Lebanon: 9 of 21 schools financed':
        { fr: 'Fonds d’urgence ouvert pour Mayotte ; Liban : 9 écoles financées sur 21.', decision: 'Fonds d’urgence ouvert pour Mayotte' },
    'before the XIXth Francophonie summit; programme of the Fonds de coopération adopted':
        { fr: 'Avant le XIXe Sommet de la Francophonie ; programmation du Fonds de coopération adoptée.' },
    '10 projects (6 follow-ups, 4 new): 3.7 M€ total commitment of which 1 M€ at this Bureau':
        { fr: '10 projets (6 suites, 4 nouveaux) : 3,7 M€ d’engagement total, dont 1 M€ à ce Bureau.', decision: '10 projets, 1 M€ engagé à ce Bureau' },
    // Members took part « in person or online » (members.csv).
    'last presided by Anne Hidalgo': { fr: 'La dernière présidée par Anne Hidalgo.', mode: 'hybrid' },
};

export const partners = {
    Wallonie: 'Wallonia', 'Gouvernement du Québec': 'Government of Québec', Cameroun: 'Cameroon', 'Union européenne': 'European Union',
    'Délégations de l’Union européenne': 'Delegations of the European Union', 'Fondation Bill & Melinda Gates': 'Bill & Melinda Gates Foundation',
    'Agences de l’eau': 'Water agencies', 'Banque mondiale': 'World Bank', 'Paris; Bordeaux; Genève; Liège; Luxembourg; Lausanne': 'Paris, Bordeaux, Geneva, Liège, Luxembourg, Lausanne',
    'Villes membres (ensemble)': 'Member cities (together)',
};
export const partner_kinds = { 'public body': 'public_body' };
export const mechanisms = {
    'convention d’objectifs et de moyens': ['convention d’objectifs et de moyens', 'agreement on objectives and means'],
    'partenariat stratégique': ['partenariat stratégique', 'strategic partnership'],
    'project grants': ['subventions de projets', 'project grants'],
    'ISSV, first phase': ['ISSV, première phase', 'ISSV, first phase'],
    'loi Oudin-Santini (1 % eau)': ['loi Oudin-Santini (1 % eau)', 'Oudin-Santini law (1% water)'],
    '1 % déchets': ['1 % déchets', '1% waste'],
    'direct operator': ['opérateur direct', 'direct operator'],
    'yearly subsidies of particular weight': ['subventions annuelles d’un poids particulier', 'yearly subsidies of particular weight'],
    'statutory dues, co-financing, yearly subsidies': ['cotisations statutaires, cofinancements, subventions annuelles', 'statutory dues, co-financing, yearly subsidies'],
};
export const purposes = {
    'running and programmes': ['fonctionnement et programmes', 'running and programmes'],
    'cooperation fund': ['Fonds de coopération', 'cooperation fund'],
    'local governance programmes': ['programmes de gouvernance locale', 'local governance programmes'],
    'regular contribution': ['contribution régulière', 'regular contribution'],
    'strategic partnership; a later source says 5 200 000 of 6 700 000 (projects.csv)':
        ['une source plus récente dit 5 200 000 EUR sur 6 700 000 EUR', 'a later source says 5 200 000 EUR of 6 700 000 EUR'],
    'specific projects in partner countries': ['projets particuliers dans les pays partenaires', 'specific projects in partner countries'],
    '15 pilot projects, key urban services': ['15 projets pilotes, services urbains essentiels', '15 pilot projects, key urban services'],
    'water and sanitation': ['eau et assainissement', 'water and sanitation'],
    waste: ['déchets', 'waste'],
    'modernisation of local financial management': ['modernisation de la gestion financière locale', 'modernisation of local financial management'],
    'commitment to the association': ['engagement envers l’association', 'commitment to the association'],
    'near a third of the yearly budget': ['près du tiers du budget annuel', 'near a third of the yearly budget'],
};

// Partners of projects that the research names in English, as French pages and the list of partners name them: a project has one text for both.
export const project_partners = { 'European Union': 'Union européenne', 'European Commission (ANE-AL)': 'Commission européenne (ANE-AL)' };
// Titles of projects in the other language; `fr`: the research gives the English one.
export const projects = {
    'Centre culturel de rencontre international John Smith': 'John Smith international cultural centre',
    'Promotion du planning familial': 'Promotion of family planning',
    'Civilian peace-building, conflict prevention and resolution': { fr: 'Consolidation civile de la paix, prévention et résolution des conflits' },
    'Partenariat stratégique AIMF-UE 2022-2025': 'AIMF-EU strategic partnership 2022-2025',
    'Hôpital Karantina, service Covid': 'Karantina hospital, Covid ward',
    "Aide d'urgence crise alimentaire (cantines)": 'Emergency aid in the food crisis (canteens)',
    'FEDACAM Femmes et énergie durable au Cameroun': 'FEDACAM, women and sustainable energy in Cameroon',
    'Convention Genève-AIMF culture et sport': 'Geneva-AIMF agreement on culture and sport',
    "Accès à l'eau / assainissement": 'Access to water / sanitation',
    'Postes de santé': 'Health posts',
    'Aménagement urbain': 'Urban planning works',
    "Accès à l'eau": 'Access to water',
    'SAMU social': 'SAMU social (street outreach)',
    'Réhabilitation du marché de Kabasazi': 'Rehabilitation of the Kabasazi market',
    'Phnom Penh Smart City Hub': 'Phnom Penh Smart City Hub',
    "Structuration d'un service d'état civil": 'Setting up a civil registration service',
    'Sauvegarde et mise en valeur du patrimoine culturel': 'Safeguarding and promotion of cultural heritage',
    'Résilience sécuritaire locale et coopération transfrontalière': 'Local security resilience and cross-border cooperation',
    'Eau et assainissement': 'Water and sanitation',
    'Électrification solaire': 'Solar electrification',
    "Réhabilitation du Centre Bab Jedid pour l'animation sociale": 'Rehabilitation of the Bab Jedid centre for social activities',
    'Réhabilitation du Bois Mardock': 'Rehabilitation of the Bois Mardock',
    '15 centres de santé et 2 maternités': '15 health centres and 2 maternity wards',
    'Rénovation de trois cimetières': 'Renovation of three cemeteries',
    'Planification familiale': 'Family planning',
    "Panneaux solaires dans 21 écoles et centres d'accueil": 'Solar panels in 21 schools and reception centres',
};
// A place stands in both languages as it is: the first of the three; empty where it is a country, or no name.
export const places = {
    "Côte d'Ivoire; Burkina Faso": ['', 'Côte d’Ivoire, Burkina Faso', 'Côte d’Ivoire, Burkina Faso'],
    'Togo; Bénin': ['', 'Togo, Bénin', 'Togo, Benin'],
    network: ['', 'l’ensemble du réseau', 'the whole network'],
    'member cities': ['', 'les villes membres', 'member cities'],
    'several cities, Ouagadougou first': ['', 'plusieurs villes, Ouagadougou d’abord', 'several cities, Ouagadougou first'],
    '7 communes': ['7 communes', '7 communes', '7 communes'],
    'Dschang and Sycome; Luang Prabang; Région de Nouakchott':
        ['Dschang, Sycome, Luang Prabang, Région de Nouakchott', 'Dschang et Sycome, Luang Prabang, Région de Nouakchott', 'Dschang and Sycome, Luang Prabang, Région de Nouakchott'],
};
export const meanings = {
    'AIMF grant': ['subvention de l’AIMF', 'AIMF grant'],
    'approximate project amount (400 million MGA); city brings 20 %': ['montant approximatif du projet (400 millions MGA) ; la ville apporte 20 %', 'approximate project amount (400 million MGA); city brings 20%'],
    'total cost of the action': ['coût total de l’action', 'total cost of the action'],
    'total: EU 5 200 000, AIMF 1 500 000': ['dont UE 5 200 000 EUR, AIMF 1 500 000 EUR', 'of which EU 5 200 000 EUR, AIMF 1 500 000 EUR'],
    'to be invested': ['à investir', 'to be invested'],
    'of which AIMF 150 000, Ville de Paris the rest': ['dont AIMF 150 000 EUR, Ville de Paris le reste', 'of which AIMF 150 000 EUR, Ville de Paris the rest'],
    "grant of the Fonds français pour l'environnement mondial": ['subvention du Fonds français pour l’environnement mondial', 'grant of the Fonds français pour l’environnement mondial'],
    'part of a programme of about 1 500 000 EUR': ['partie d’un programme d’environ 1 500 000 EUR', 'part of a programme of about 1 500 000 EUR'],
    'part of the same programme': ['partie du même programme', 'part of the same programme'],
    'part of nine projects, more than 1 000 000 EUR': ['un de neuf projets, plus de 1 000 000 EUR', 'part of nine projects, more than 1 000 000 EUR'],
    'follow-up': ['suite d’un projet', 'follow-up'],
    new: ['nouveau', 'new'],
    '85 000 people': ['85 000 personnes', '85 000 people'],
    '9 of 21 financed': ['9 sur 21 financées', '9 of 21 financed'],
};
export const funds = {
    'Fonds de coopération': 'cooperation', 'Fonds de coopération (inferred)': 'cooperation_inferred', 'Fonds opérateur (inferred)': 'operator_fund_inferred', "Fonds d'urgence": 'emergency',
};

export const finance_items = {
    'Ville de Paris support': ['Soutien de la Ville de Paris', 'Ville de Paris support'],
    'Ville de Paris grant': ['Subvention de la Ville de Paris', 'Ville de Paris grant'],
    'grants attributed by the Bureau in October': ['Subventions attribuées par le Bureau en octobre', 'Grants attributed by the Bureau in October'],
    'total forecast resources': ['Ressources prévisionnelles totales', 'Total forecast resources'],
    'dues and entry fees': ['Cotisations et droits d’entrée', 'Dues and entry fees'],
    'Ville de Paris balancing grant': ['Subvention d’équilibre de la Ville de Paris', 'Ville de Paris balancing grant'],
    'mandate fee': ['Frais de mandat', 'Mandate fee'],
    'ministry of education aid': ['Aide du ministère de l’Éducation', 'Ministry of education aid'],
    'programme of projects': ['Programme de projets', 'Programme of projects'],
    'running costs': ['Frais de fonctionnement', 'Running costs'],
    budget: ['Budget', 'Budget'],
    'total budget': ['Budget total', 'Total budget'],
    'forecast budget': ['Budget prévisionnel', 'Forecast budget'],
    Wallonia: ['Wallonie', 'Wallonia'], Canada: ['Canada', 'Canada'], Québec: ['Québec', 'Québec'], France: ['France', 'France'],
    'cities (dues, co-financing, voluntary grants)': ['Villes (cotisations, cofinancements, subventions volontaires)', 'Cities (dues, co-financing, voluntary grants)'],
    'Fonds opérateur': ['Fonds opérateur', 'Operator fund'],
    'Fonds de coopération, total invested with partners': ['Fonds de coopération, total investi avec les partenaires', 'Cooperation fund, total invested with partners'],
    'Fonds de coopération projects': ['Projets du Fonds de coopération', 'Cooperation fund projects'],
};
// What the note says beside the sum: how exact it is, and whether it is yearly, stands with the sum.
export const finance_notes = {
    'per year, range': ['', ''],
    budget: ['budget', 'budget'],
    '20 % of the foreign ministry grant for cooperation': ['20 % de la subvention du ministère des Affaires étrangères pour la coopération', '20% of the foreign ministry grant for cooperation'],
    about: ['', ''], near: ['', ''], 'more than': ['', ''],
    'about; public grants 52 %, dues 9.5 %, EU 5 %, carry-over 31 %':
        ['subventions publiques 52 %, cotisations 9,5 %, UE 5 %, report 31 %', 'public grants 52%, dues 9.5%, EU 5%, carry-over 31%'],
    'voted at Lille Nov 2018': ['voté à Lille en novembre 2018', 'voted in Lille in November 2018'],
    'given as 380 000 EUR': ['donné pour 380 000 EUR', 'given as 380 000 EUR'],
    'given as 64 000 EUR': ['donné pour 64 000 EUR', 'given as 64 000 EUR'],
    'more than; near a third of the budget': ['près du tiers du budget', 'near a third of the budget'],
    '14 M€ own funds, 39 M€ total investment; health from 10 % to 16 %':
        ['14 M€ de fonds propres, 39 M€ d’investissement total ; la santé de 10 % à 16 %', '14 M€ own funds, 39 M€ total investment; health from 10% to 16%'],
};

// Who the association says it is: the research's words → [French, English].
export const identity = {
    values: {
        solidarité: 'solidarity', dialogue: 'dialogue', 'respect de la diversité': 'respect for diversity', 'égalité (femmes-hommes)': 'equality (women and men)',
        'place de l’humain dans l’urbain': 'the place of people in the city', 'protection de l’environnement': 'protection of the environment',
        'attachement à l’État de droit': 'attachment to the rule of law',
    },
    ways_of_working: {
        'reflection and action together': 'réflexion et action ensemble',
        'openness to universities, civil society, private sector, journalists, parliamentarians, States': 'ouverture aux universités, à la société civile, au secteur privé, aux journalistes, aux parlementaires, aux États',
        'bridge between municipalities and technical and financial partners': 'passerelle entre les municipalités et les partenaires techniques et financiers',
        'local contracting authority': 'maîtrise d’ouvrage locale',
        'prevention of negative consequences of aid': 'prévention des conséquences négatives de l’aide',
        'innovative solutions': 'solutions innovantes',
        'monitoring and evaluation of projects': 'suivi et évaluation des projets',
        'projects of intermediate size wanted by cities': 'projets de taille intermédiaire voulus par les villes',
    },
    partner_principles: {
        'balance of influences': 'équilibre des influences', 'shared values and objectives': 'valeurs et objectifs partagés', 'innovative partnerships': 'partenariats innovants',
        'balance tied / untied funds': 'équilibre entre fonds liés et déliés', 'balance running / investment': 'équilibre entre fonctionnement et investissement',
    },
    organisation_2019_2023: {
        'Bureau that carries the association politically': 'un Bureau qui porte politiquement l’association',
        'active members': 'des membres actifs',
        'autonomous working groups: permanent commissions (technical) and advocacy groups (political), carried by relay metropolises':
            'des groupes de travail autonomes : commissions permanentes (techniques) et groupes de plaidoyer (politiques), portés par des métropoles relais',
        'light Permanent Secretariat': 'un Secrétariat permanent léger',
        'external experts in support of field actions': 'des experts extérieurs en appui aux actions de terrain',
    },
    contact: {
        address: ['Adresse', 'Address'], phone: ['Téléphone', 'Telephone'], fax: ['Télécopie', 'Fax'], email_2015: ['Adresse électronique (2015)', 'E-mail address (2015)'],
        legal_form: ['Forme juridique', 'Legal form'], unesco_type: ['Catégorie à l’UNESCO', 'Type at UNESCO'],
    },
    contact_words: {
        'association loi 1901': ['association loi 1901', 'association under the French law of 1901'],
        'Non-Governmental Organization': ['organisation non gouvernementale', 'Non-Governmental Organization'],
    },
};

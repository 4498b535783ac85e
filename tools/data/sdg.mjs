// The Sustainable Development Goals and their targets, for data/aimf/15-frames.jsonl. The numbering is that of resolution 70/1 of the
// General Assembly of the United Nations; the names are short ones in our own words, for the terms of the United Nations' sites do not
// let their texts be handed on. One line a goal or target: code | French | English.
const lines = `
1|Pas de pauvreté|An end to poverty
1.1|Extrême pauvreté éliminée|Extreme poverty eradicated
1.2|Pauvreté réduite de moitié au moins|Poverty at least halved
1.3|Protection sociale pour tous|Social protection for all
1.4|Droits égaux aux ressources et services de base|Equal rights to resources and basic services
1.5|Résilience des plus pauvres face aux chocs|Resilience of the poor to shocks
1.a|Ressources contre la pauvreté|Resources against poverty
1.b|Politiques favorables aux pauvres et sensibles au genre|Policies in favour of the poor and aware of gender
2|Faim vaincue et agriculture durable|No more hunger, sustainable farming
2.1|Nourriture sûre et suffisante pour tous|Safe and sufficient food for all
2.2|Fin de la malnutrition|An end to malnutrition
2.3|Productivité et revenus des petits producteurs doublés|Productivity and incomes of small producers doubled
2.4|Production alimentaire durable et résiliente|Sustainable and resilient food production
2.5|Diversité génétique des semences et des animaux|Genetic diversity of seeds and animals
2.a|Investissement rural et recherche agricole|Rural investment and agricultural research
2.b|Marchés agricoles sans distorsions|Agricultural markets without distortions
2.c|Marchés alimentaires qui fonctionnent|Food markets that work
3|Santé et bien-être pour tous|Health and well-being for all
3.1|Moins de morts maternelles|Fewer maternal deaths
3.2|Fin des morts évitables d’enfants|An end to preventable deaths of children
3.3|Lutte contre les maladies transmissibles|Fight against communicable diseases
3.4|Moins de maladies non transmissibles, santé mentale|Fewer non-communicable diseases, mental health
3.5|Prévention et soin des addictions|Prevention and treatment of addiction
3.6|Moins de victimes de la route|Fewer road casualties
3.7|Santé sexuelle et procréative pour tous|Sexual and reproductive health for all
3.8|Couverture sanitaire universelle|Universal health coverage
3.9|Moins de maladies dues aux pollutions|Less illness from pollution
3.a|Lutte antitabac|Tobacco control
3.b|Vaccins et médicaments accessibles|Vaccines and medicines within reach
3.c|Financement et personnels de santé|Health funding and staff
3.d|Alerte et gestion des risques sanitaires|Warning and management of health risks
4|Éducation de qualité pour tous|Good education for all
4.1|École primaire et secondaire gratuite pour tous|Free primary and secondary schooling for all
4.2|Petite enfance et préscolaire|Early childhood and pre-primary
4.3|Enseignement technique et supérieur à égalité|Equal access to technical and higher education
4.4|Compétences pour l’emploi|Skills for work
4.5|Égalité devant l’éducation|Equality in education
4.6|Lire, écrire et compter|Reading, writing and counting
4.7|Éducation au développement durable et à la citoyenneté|Education for sustainable development and citizenship
4.a|Écoles sûres et accueillantes|Safe and welcoming schools
4.b|Bourses d’études|Scholarships
4.c|Enseignants qualifiés|Qualified teachers
5|Égalité entre les femmes et les hommes|Equality of women and men
5.1|Fin des discriminations envers les femmes et les filles|An end to discrimination against women and girls
5.2|Fin des violences faites aux femmes et aux filles|An end to violence against women and girls
5.3|Fin des mariages précoces et des mutilations|An end to early marriage and mutilation
5.4|Travail domestique reconnu et partagé|Domestic work recognised and shared
5.5|Femmes aux responsabilités|Women in positions of leadership
5.6|Droits et santé sexuels et procréatifs|Sexual and reproductive health and rights
5.a|Droits économiques égaux pour les femmes|Equal economic rights for women
5.b|Technologies au service de l’autonomie des femmes|Technology for the empowerment of women
5.c|Lois et politiques d’égalité|Laws and policies for equality
6|Eau propre et assainissement|Clean water and sanitation
6.1|Eau potable pour tous|Drinking water for all
6.2|Assainissement et hygiène pour tous|Sanitation and hygiene for all
6.3|Qualité de l’eau, moins de rejets|Water quality, less waste discharged
6.4|Usage économe de l’eau|Efficient use of water
6.5|Gestion intégrée de l’eau|Integrated water management
6.6|Milieux aquatiques protégés|Water ecosystems protected
6.a|Coopération pour l’eau et l’assainissement|Cooperation on water and sanitation
6.b|Participation des habitants à la gestion de l’eau|Local participation in water management
7|Énergie propre et abordable|Clean and affordable energy
7.1|Énergie moderne pour tous|Modern energy for all
7.2|Plus d’énergies renouvelables|More renewable energy
7.3|Efficacité énergétique doublée|Energy efficiency doubled
7.a|Recherche et investissement dans l’énergie propre|Research and investment in clean energy
7.b|Réseaux d’énergie durable dans les pays en développement|Sustainable energy networks in developing countries
8|Travail décent et croissance|Decent work and growth
8.1|Croissance par habitant soutenue|Sustained growth per person
8.2|Productivité par l’innovation et la diversification|Productivity through innovation and diversification
8.3|Emplois décents et petites entreprises|Decent jobs and small businesses
8.4|Croissance économe en ressources|Growth that spares resources
8.5|Plein emploi et salaire égal|Full employment and equal pay
8.6|Moins de jeunes sans emploi ni formation|Fewer young people without work or training
8.7|Fin du travail forcé et du travail des enfants|An end to forced labour and child labour
8.8|Droits et sécurité au travail|Rights and safety at work
8.9|Tourisme durable|Sustainable tourism
8.10|Services financiers pour tous|Financial services for all
8.a|Aide pour le commerce|Aid for trade
8.b|Stratégie pour l’emploi des jeunes|Strategy for youth employment
9|Infrastructures, industrie et innovation|Infrastructure, industry and innovation
9.1|Infrastructures fiables et durables|Reliable and sustainable infrastructure
9.2|Industrialisation durable|Sustainable industrialisation
9.3|Crédit et marchés pour les petites entreprises|Credit and markets for small firms
9.4|Infrastructures et industries modernisées|Infrastructure and industry upgraded
9.5|Recherche et innovation|Research and innovation
9.a|Appui aux infrastructures des pays en développement|Support for infrastructure in developing countries
9.b|Technologies propres aux pays en développement|Technology of developing countries’ own
9.c|Accès aux communications et à l’internet|Access to communications and the internet
10|Inégalités réduites|Fewer inequalities
10.1|Revenus des 40 % les plus pauvres|Incomes of the poorest 40%
10.2|Inclusion sociale, économique et politique|Social, economic and political inclusion
10.3|Égalité des chances|Equal opportunity
10.4|Politiques budgétaires et sociales pour l’égalité|Fiscal and social policies for equality
10.5|Marchés financiers mieux réglés|Financial markets better regulated
10.6|Voix des pays en développement|A voice for developing countries
10.7|Migrations sûres et ordonnées|Safe and orderly migration
10.a|Traitement différencié des pays les moins avancés|Differential treatment of least developed countries
10.b|Aide et investissement là où le besoin est le plus grand|Aid and investment where need is greatest
10.c|Envois d’argent des migrants moins coûteux|Cheaper remittances
11|Villes et communautés durables|Sustainable cities and communities
11.1|Logement et services de base pour tous|Housing and basic services for all
11.2|Transports sûrs et accessibles|Safe and accessible transport
11.3|Urbanisation durable et participative|Sustainable and participatory urbanisation
11.4|Patrimoine culturel et naturel protégé|Cultural and natural heritage protected
11.5|Moins de victimes de catastrophes|Fewer victims of disasters
11.6|Air et déchets des villes|Air and waste in cities
11.7|Espaces verts et publics pour tous|Green and public spaces for all
11.a|Liens entre villes et campagnes|Links between town and country
11.b|Plans intégrés de résilience des villes|Integrated plans for resilient cities
11.c|Bâtiments durables dans les pays les moins avancés|Sustainable buildings in least developed countries
12|Consommation et production responsables|Responsible consumption and production
12.1|Cadre décennal de consommation et production durables|Ten-year framework on sustainable consumption and production
12.2|Ressources naturelles bien gérées|Natural resources well managed
12.3|Gaspillage alimentaire réduit de moitié|Food waste halved
12.4|Produits chimiques et déchets maîtrisés|Chemicals and waste under control
12.5|Moins de déchets, plus de recyclage|Less waste, more recycling
12.6|Entreprises aux pratiques durables|Firms with sustainable practices
12.7|Marchés publics durables|Sustainable public procurement
12.8|Information et mode de vie durables|Information for sustainable living
12.a|Capacités scientifiques et techniques|Scientific and technological capacity
12.b|Suivi du tourisme durable|Monitoring of sustainable tourism
12.c|Subventions aux énergies fossiles revues|Fossil-fuel subsidies reformed
13|Action pour le climat|Climate action
13.1|Résilience et adaptation au climat|Resilience and adaptation to climate
13.2|Climat dans les politiques publiques|Climate in public policies
13.3|Éducation et capacités face au climat|Education and capacity on climate
13.a|Financement du climat pour les pays en développement|Climate finance for developing countries
13.b|Planification climatique des pays les moins avancés|Climate planning in least developed countries
14|Vie sous-marine|Life below water
14.1|Pollution marine réduite|Marine pollution reduced
14.2|Écosystèmes marins et côtiers protégés|Marine and coastal ecosystems protected
14.3|Acidification des océans limitée|Ocean acidification limited
14.4|Pêche réglementée|Fishing regulated
14.5|Zones marines et côtières préservées|Marine and coastal areas conserved
14.6|Fin des subventions à la surpêche|An end to subsidies for overfishing
14.7|Bénéfices des océans pour les petits États insulaires|Benefits of the oceans for small island States
14.a|Sciences et techniques marines|Marine science and technology
14.b|Accès des petits pêcheurs à la mer et aux marchés|Access of small fishers to the sea and to markets
14.c|Droit international de la mer appliqué|International law of the sea applied
15|Vie terrestre|Life on land
15.1|Écosystèmes terrestres et d’eau douce préservés|Land and freshwater ecosystems conserved
15.2|Forêts gérées durablement|Forests managed sustainably
15.3|Lutte contre la désertification|Fight against desertification
15.4|Écosystèmes de montagne préservés|Mountain ecosystems conserved
15.5|Biodiversité et espèces menacées protégées|Biodiversity and threatened species protected
15.6|Partage équitable des ressources génétiques|Fair sharing of genetic resources
15.7|Fin du braconnage et du trafic d’espèces|An end to poaching and trafficking of species
15.8|Espèces envahissantes contenues|Invasive species contained
15.9|Biodiversité dans la planification|Biodiversity in planning
15.a|Ressources pour la biodiversité|Resources for biodiversity
15.b|Ressources pour les forêts|Resources for forests
15.c|Appui contre le trafic d’espèces|Support against trafficking of species
16|Paix, justice et institutions efficaces|Peace, justice and effective institutions
16.1|Moins de violences|Less violence
16.2|Enfants protégés de la violence et de la traite|Children protected from violence and trafficking
16.3|État de droit et accès à la justice|Rule of law and access to justice
16.4|Flux illicites et trafic d’armes réduits|Illicit flows and arms trafficking reduced
16.5|Moins de corruption|Less corruption
16.6|Institutions efficaces et transparentes|Effective and transparent institutions
16.7|Décisions ouvertes et représentatives|Open and representative decisions
16.8|Pays en développement dans la gouvernance mondiale|Developing countries in global governance
16.9|Identité juridique pour tous|Legal identity for all
16.10|Accès à l’information et libertés|Access to information and freedoms
16.a|Institutions contre la violence et le terrorisme|Institutions against violence and terrorism
16.b|Lois et politiques sans discrimination|Laws and policies without discrimination
17|Partenariats pour les objectifs|Partnerships for the goals
17.1|Ressources nationales mobilisées|Domestic resources mobilised
17.2|Engagements d’aide publique tenus|Aid commitments kept
17.3|Financements de sources diverses|Funding from various sources
17.4|Dette soutenable|Sustainable debt
17.5|Investissement dans les pays les moins avancés|Investment in least developed countries
17.6|Coopération scientifique et technique|Cooperation in science and technology
17.7|Diffusion de technologies propres|Spread of clean technologies
17.8|Banque de technologies et outils numériques|Technology bank and digital tools
17.9|Renforcement des capacités|Capacity building
17.10|Système commercial universel et équitable|A universal and fair trading system
17.11|Exportations des pays en développement|Exports of developing countries
17.12|Accès aux marchés pour les pays les moins avancés|Market access for least developed countries
17.13|Stabilité macroéconomique mondiale|Global macroeconomic stability
17.14|Cohérence des politiques|Coherence of policies
17.15|Marge de décision de chaque pays|Each country’s room to decide
17.16|Partenariat mondial renforcé|A stronger global partnership
17.17|Partenariats publics, privés et avec la société civile|Partnerships of public, private and civil society
17.18|Données ventilées et fiables|Reliable, detailed data
17.19|Mesures du progrès au-delà du PIB|Measures of progress beyond GDP`;

// [{code, goal, fr, en}]; goal: the code above, empty for a goal.
export const codes = lines.trim().split('\n').map(line => {
    const [code, fr, en] = line.split('|');
    return { code, goal: code.includes('.') ? code.split('.')[0] : '', fr, en };
});

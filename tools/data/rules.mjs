// The rules that public pages state, as acts. What is a number is one; what is no number is stated in words. Article numbers are not
// known: each rule is cited by what it is about and by its source.
import { french } from './words.mjs';

const organisation = 'https://www.aimf.asso.fr/association/organisation-et-fonctionnement/';

// rules: rules.json; from: the ground that an address gives; act: makes a line.
export function ruleActs(rules, { act, from }) {
    const { membership, bureau, funds, dues } = rules;
    const [becoming, congress2009, before2004] = membership.source;
    const [, gabon2024, bureau80] = bureau.source;
    const cooperation = funds[0];
    const about = (fr, en) => ({ article_fr: french(fr), article_en: en });

    const number = (as, source, rule, value, when, cited) => act(as, 'statutes.set_rule', from(source), { rule, value, ...when, ...cited });
    const stated = (as, source, topic, body, when, cited, text_fr, text_en, matter = 'any') =>
        act(as, 'statutes.set_words', from(source), { place: { body, matter, ...when, ...cited, text_fr: french(text_fr), text_en }, says: { topic } });

    const states = about('Statuts, admission : nombre de villes par État', 'Statutes, admission: number of cities per State');
    const seats = about('Composition du Bureau (28 sièges attestés en 2015, 30 en 2024 ; entre les deux, le nombre n’est pas connu)',
        'Composition of the Bureau (28 seats attested in 2015, 30 in 2024; in between, the number is not known)');
    const funding = about('Règle du Fonds de coopération : part de chacun', 'Rule of the cooperation fund: the share of each');
    return [
        number('rule-cities-per-state-before-2004', before2004, 'members.cities_per_state', membership.max_before_2004, { to: '2004' }, states),
        number('rule-cities-per-state', becoming, 'members.cities_per_state', membership.max_cities_per_state, { from: '2004' }, states),
        number('rule-assembly-meetings', organisation, 'general_assembly.meetings_per_year', 1, {},
            about('L’Assemblée générale se réunit chaque année', 'The General Assembly meets every year')),
        number('rule-bureau-seats-2015', bureau80, 'bureau.seats', bureau.size['2015'], { from: '2015', to: '2016' }, seats),
        number('rule-bureau-seats-2024', gabon2024, 'bureau.seats', bureau.size['2024'], { from: '2024' }, seats),
        number('rule-bureau-term', organisation, 'bureau.term_years', bureau.term_years, {},
            about('Le Bureau est élu tous les deux ans par l’Assemblée générale', 'The Bureau is elected every two years by the General Assembly')),
        number('rule-bureau-meetings', cooperation.source, 'bureau.meetings_per_year', bureau.meets_per_year, {},
            about('Le Bureau vote les subventions deux fois par an', 'The Bureau votes the grants twice a year')),
        number('rule-dues-minimum', becoming, 'dues.minimum_eur', dues.minimum_eur, {},
            about('Cotisation annuelle : montant minimal', 'Annual dues: lowest amount')),
        number('rule-fund-share', cooperation.source, 'funds.fund_share_percent', Math.round(cooperation.max_share * 100), {}, funding),
        number('rule-beneficiary-share', cooperation.source, 'funds.beneficiary_share_percent', Math.round(cooperation.beneficiary_min_share * 100), {}, funding),

        act('rule-admission', 'statutes.set_procedure', from(becoming), {
            place: { body: 'members', matter: 'admission', ...about('Devenir membre : instruction de la demande', 'Becoming a member: course of the application') },
            says: {
                pieces: [{ piece: 'letter' }, { piece: 'council_deliberation', instead: ['bureau_decision', 'authority_opinion'] }],
                capital_opinion: 'yes', examined_by: 'bureau', decided_by: 'general_assembly',
            },
        }),
        stated('rule-who', becoming, 'eligibility', 'members', {},
            about('Devenir membre : qui peut l’être', 'Becoming a member: who may'),
            'Peuvent être membres les maires des villes francophones et, depuis 2004, les présidents des associations nationales de villes francophones.',
            'Mayors of francophone cities may be members and, since 2004, presidents of national associations of francophone cities.'),
        stated('rule-associates', congress2009, 'voice', 'members', { from: String(membership.status_associate_since) },
            about('Membres associés', 'Associate members'),
            'Depuis 2009, des membres associés siègent avec voix consultative.', 'Since 2009, associate members sit with a consultative voice.'),
        stated('rule-associates-contribution', congress2009, 'contributions', 'members', { from: String(membership.status_associate_since) },
            about('Membres associés : contribution', 'Associate members: contribution'),
            'Les membres associés fixent librement le montant de leur contribution.', 'Associate members set the amount of their contribution freely.'),
        stated('rule-dues', becoming, 'dues', 'dues', {},
            about('Cotisation annuelle : calcul', 'Annual dues: how they are computed'),
            'L’Assemblée générale fixe chaque année la cotisation, calculée d’après le revenu national brut par habitant et la population de la ville. Le barème n’est pas public.',
            'The General Assembly sets the dues each year, computed from the gross national income per head and the population of the city. The scale is not public.'),
        stated('rule-entry-fee', becoming, 'entry_fee', 'dues', {},
            about('Droit d’entrée', 'Entry fee'),
            'Un droit d’entrée est dû à l’adhésion ; l’Assemblée générale en fixe le montant.', 'An entry fee is due on joining; the General Assembly sets its amount.'),
        stated('rule-assembly-composition', organisation, 'composition', 'general_assembly', {},
            about('Assemblée générale : composition', 'General Assembly: composition'),
            'L’Assemblée générale réunit tous les membres.', 'The General Assembly brings together all members.'),
        stated('rule-assembly-powers', organisation, 'powers', 'general_assembly', {},
            about('Assemblée générale : attributions', 'General Assembly: powers'),
            'Elle fixe les orientations, le thème, les recommandations et le programme d’action ; entend le rapport moral, administratif et financier ; vote le projet de budget ; décide des admissions ; élit le Bureau tous les deux ans.',
            'It sets the orientations, the theme, the recommendations and the programme of action; hears the moral, administrative and financial report; votes the draft budget; decides on admissions; elects the Bureau every two years.'),
        stated('rule-bureau-ex-officio', organisation, 'ex_officio', 'bureau', {},
            about('Bureau : membres de droit', 'Bureau: ex officio members'),
            'Sont membres de droit du Bureau : le Secrétaire général de La Francophonie et le Secrétaire permanent de l’AIMF.',
            'Ex officio members of the Bureau are the Secretary general of La Francophonie and the Permanent Secretary of the AIMF.'),
        stated('rule-bureau-powers', organisation, 'powers', 'bureau', {},
            about('Bureau : attributions', 'Bureau: powers'),
            'Il exécute les décisions de l’Assemblée générale, vote deux fois par an les subventions du Fonds de coopération et examine les demandes d’admission.',
            'It carries out the decisions of the General Assembly, votes the grants of the cooperation fund twice a year and examines applications for membership.'),
    ];
}

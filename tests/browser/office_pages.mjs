// Every page of the office, of who may see it, in both languages: for the tests and for pictures of them. `steps`: what is done after the
// page is there to come to the one that is meant.
import { letter } from './filled_office.mjs';

const press = (page, selector) => Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]).then(([answer]) => answer);
const fill = async (page, fields) => { for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).first().fill(value); };
const pair = (fr, en) => ({ fr, en });

const rows = ['name;country;kind;member_class;since;attested;population;sources;basis', 'FIRST-Ville-Exemple;BJ;city;active;2011;2024;54000;BASIS;source:BASIS', 'FIRST-Vieille-Exemple;MA;city;active;2012;2024;81000;BASIS;source:BASIS'];
export const sheet = (basis, wrong, first) => ({ name: 'membres.csv', mimeType: 'text/csv', buffer: Buffer.from([...rows, ...(wrong ? ['Fausse-Exemple;XX;village;active;demain;2024;beaucoup;BASIS;source:BASIS', ';FR;city;active;2010;2024;12000;BASIS;source:BASIS'] : [])].join('\r\n').replaceAll('BASIS', basis).replaceAll('FIRST', first) + '\r\n') });

export function officePages(office) {
    const { thing } = office, basis = String(thing.registre), member = thing['member-0'], other = thing['member-1'];
    const chooseSheet = (wrong, first = 'Nouvelle') => async page => {
        await page.locator('input[type=file]').setInputFiles(sheet(basis, wrong, first));
        return press(page, 'main form button.btn');
    };
    const written = async page => {
        await page.locator('[name="group.titulars"]').check();
        await fill(page, letter);
    };
    const pages = [
        ['connexion', null, pair('/connexion', '/en/sign-in')],
        ['connexion-refusee', null, pair('/connexion', '/en/sign-in'), async page => { await fill(page, { email: 'ursule@secretariat.example.org', password: 'une phrase qui n’est pas la sienne' }); return press(page, 'main form button.btn'); }, 422],
        ['connexion-code', null, pair('/connexion', '/en/sign-in'), async page => { await fill(page, { email: office.people.auditor.email, password: office.people.auditor.password }); return press(page, 'main form button.btn'); }],
        ['connexion-oubli', null, pair('/connexion/oubli', '/en/sign-in/forgotten')],
        ['compte', 'officer', pair('/compte', '/en/account')],
        ['compte-mot-de-passe', 'officer', pair('/compte/mot-de-passe', '/en/account/mot-de-passe')],
        ['compte-deux-facteurs', 'officer', pair('/compte/deux-facteurs', '/en/account/deux-facteurs')],
        ['compte-jeton', 'officer', pair('/compte/jeton', '/en/account/jeton')],
        ['comptes', 'head', pair('/administration/comptes', '/en/administration/accounts')],
        ['compte-de', 'head', pair(`/administration/comptes/${thing.officer}`, `/en/administration/accounts/${thing.officer}`)],
        ['sauvegardes', 'head', pair('/administration/sauvegardes', '/en/administration/backups')],
        ['travaux', 'head', pair('/administration/travaux', '/en/administration/jobs')],
        ['a-faire', 'officer', pair('/a-faire', '/en/to-do')],
        ['a-faire-responsable', 'head', pair('/a-faire', '/en/to-do')],
        ['a-faire-auditeur', 'auditor', pair('/a-faire', '/en/to-do')],
        ['a-faire-maire', 'mayor-0', pair('/a-faire', '/en/to-do')],
        ['trouver', 'officer', pair('/trouver?q=exemple', '/en/search?q=exemple')],
        ['trouver-rien-demande', 'officer', pair('/trouver', '/en/search')],
        ['trouver-mal-ecrit', 'officer', pair('/trouver?q=alisé', '/en/search?q=alisé')],
        ['trouver-aucun', 'officer', pair('/trouver?q=zzyzxq', '/en/search?q=zzyzxq')],
        ['courrier', 'officer', pair('/courrier', '/en/mail')],
        ['courrier-avis', 'officer', pair('/courrier/avis', '/en/mail/notices')],
        ['courrier-lettre', 'officer', pair(office.letter, office.letter.replace('/courrier', '/en/mail'))],
        ['courrier-ecrire', 'officer', pair('/courrier/ecrire', '/en/mail/write')],
        ['courrier-ecrire-faute', 'officer', pair('/courrier/ecrire', '/en/mail/write'), page => press(page, 'button[value="look"]'), 422],
        ['courrier-relire', 'officer', pair('/courrier/ecrire', '/en/mail/write'), async page => { await written(page); return press(page, 'button[value="look"]'); }],
        ['brouillons', 'officer', pair('/brouillons', '/en/drafts')],
        ['brouillons-agent', 'staff', pair('/brouillons', '/en/drafts')],
        ['brouillons-maire', 'mayor-0', pair('/brouillons', '/en/drafts')],
        ['import', 'officer', pair('/import', '/en/import')],
        ['import-fautes', 'officer', pair('/import', '/en/import'), chooseSheet(true), 422],
        ['import-apercu', 'officer', pair('/import', '/en/import'), chooseSheet(false)],
        ['import-fait', 'officer', pair('/import', '/en/import'), async page => { await chooseSheet(false, page.url().includes('/en/') ? 'Autre' : 'Neuve')(page); return press(page, 'main form button.btn'); }],
        ['actes', 'officer', pair('/actes', '/en/acts')],
        ['acte-demande', 'officer', pair('/actes/members.apply_for_membership', '/en/acts/members.apply_for_membership')],
        ['acte-decision', 'officer', pair('/actes/assembly.record_decision', '/en/acts/assembly.record_decision')],
        ['fait-ajouter', 'officer', pair('/faits/ajouter', '/en/facts/add')],
        ['fait-ajouter-projet', 'officer', pair('/faits/ajouter?subject=project', '/en/facts/add?subject=project')],
        ['fait-ajouter-faute', 'officer', pair('/faits/ajouter?subject=partner', '/en/facts/add?subject=partner'), page => press(page, '.fin button.btn:not([name])'), 422],
        ['seance-ajouter', 'officer', pair('/actes/assembly.record_session', '/en/acts/assembly.record_session')],
        ['acte-membre', 'officer', pair('/actes/members.record', '/en/acts/members.record')],
        ['acte-membre-faute', 'officer', pair('/actes/members.record', '/en/acts/members.record'), async page => { await fill(page, { name: 'Ville-Faute', population: 'beaucoup' }); return press(page, '.fin button.btn:not([name])'); }, 422],
        ['acte-correction', 'officer', pair(`/actes/members.correct?member=${member}`, `/en/acts/members.correct?member=${member}`)],
        ['acte-conflit', 'officer', pair(`/actes/members.correct?member=${other}`, `/en/acts/members.correct?member=${other}`), async page => {
            // Somebody else corrects the same member meanwhile.
            const seen = Number(await page.locator('[name="seen"]').inputValue());
            office.site.act('members.correct', { member: other, seen, name: 'Port-Exemple', kind: 'city', member_class: 'active', since: '2002', attested: '2024', population: 1190000 + seen, population_source: thing.annuaire }, { basis: `source:${basis}` });
            await fill(page, { population: '1201300', basis: `source:${basis}` });
            return press(page, '.fin button.btn:not([name])');
        }, 409],
        ['acte-preparer', 'staff', pair(`/actes/members.state_facts?member=${member}`, `/en/acts/members.state_facts?member=${member}`)],
        ['acte-role', 'head', pair('/actes/accounts.grant_role', '/en/acts/accounts.grant_role')],
        ['historique', 'officer', pair(`/registre?thing=member:${member}`, `/en/register?thing=member:${member}`)],
        ['historique-demande', 'officer', pair(`/registre?thing=application:${office.application}`, `/en/register?thing=application:${office.application}`)],
        ['registre', 'auditor', pair('/registre', '/en/register')],
        ['membre', 'mayor-0', pair(`/membres/${member}-ville-alize`, `/en/members/${member}-ville-alize`)],
        ['notifications', 'officer', pair('/compte/notifications', '/en/account/notifications')],
        ['echeances', 'head', pair('/administration/echeances', '/en/administration/deadlines')],
        ['documents', 'officer', pair('/documents', '/en/documents')],
        ['documents-delivrer', 'officer', pair('/documents/emettre', '/en/documents/issue')],
        ['documents-modeles', 'officer', pair('/documents/modeles', '/en/documents/templates')],
        ['candidatures', 'officer', pair('/candidatures', '/en/applications')],
        ['candidature', 'officer', pair(`/candidatures/${(office.application - 1) / 1000}`, `/en/applications/${(office.application - 1) / 1000}`)],
        ['candidature-piece-demandee', 'officer', pair(`/actes/admissions.ask_piece?application=${office.application}`, `/en/acts/admissions.ask_piece?application=${office.application}`)],
        ['candidature-suivie', null, pair(office.followed, office.followed.replace('/candidatures', '/en/applications'))],
        ['candidature-piece', null, pair(office.followed.replace('?', '/piece?'), office.followed.replace('/candidatures', '/en/applications').replace('?', '/piece?'))],
        ['candidature-retrait', null, pair(office.followed.replace('?', '/retrait?'), office.followed.replace('/candidatures', '/en/applications').replace('?', '/withdrawal?'))],
        ['candidature-suivre', null, pair('/candidatures/suivre', '/en/applications/follow')],
        ['acte-reserve', 'auditor', pair(`/registre/${(office.application - 1) / 1000}`, `/en/register/${(office.application - 1) / 1000}`)],
        ['pages', 'officer', pair('/pages', '/en/pages')],
        ['page-ecrire', 'officer', pair('/redaction', '/en/writing')],
        ['page-ecrire-faute', 'officer', pair('/redaction', '/en/writing'), async page => { await fill(page, { key: 'Une Page' }); return press(page, '.fin button.btn:not([name])'); }, 422],
        ['page-apercu', 'officer', pair('/redaction', '/en/writing'), async page => { await fill(page, { key: 'une-page', title_fr: 'Une page', text_fr: '# Partie\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>x</b>', title_en: 'A page', text_en: 'A text.' }); return press(page, 'button[value="preview"]'); }],
        ['lettre-information', 'officer', pair('/lettre-d-information', '/en/newsletter')],
        ['lettre-information-ecrire', 'officer', pair('/lettre-d-information/ecrire', '/en/newsletter/write')],
        ['api', 'officer', pair('/api', '/en/api')],
        ['membre-secretariat', 'officer', pair(`/membres/${member}-ville-alize`, `/en/members/${member}-ville-alize`)],
        ['confirmer', null, pair(new URL(office.confirm).pathname, new URL(office.confirm).pathname.replace('/confirmer', '/en/confirm'))],
        ['introuvable', 'officer', pair('/nulle-part', '/en/nowhere'), undefined, 404],
        ['refuse', 'auditor', pair('/import', '/en/import'), undefined, 403],
    ];
    return pages.map(([name, who, at, steps, status = 200]) => ({ name, who, at, steps, status }));
}

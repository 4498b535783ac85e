// Every page of the office, of who may see it, in both languages: for the tests and for pictures of them. `steps`: what is done after the
// page is there to come to the one that is meant; `secret`: its address, known from a letter.
import { day, letter } from './filled_office.mjs';

const press = (page, selector) => Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]).then(([answer]) => answer);
const fill = async (page, fields) => { for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).first().fill(value); };
const pair = (fr, en) => ({ fr, en });

const rows = ['name;country;kind;member_class;since;attested;population;basis', 'Neuve-Exemple;BJ;city;active;2011;2024;54000;source:BASIS', 'Vieille-Exemple;SN;city;active;2012;2024;81000;source:BASIS'];
export const sheet = (basis, wrong) => ({ name: 'membres.csv', mimeType: 'text/csv', buffer: Buffer.from([...rows, ...(wrong ? ['Fausse-Exemple;XX;village;active;demain;2024;beaucoup;source:BASIS', ';FR;city;active;2010;2024;12000;source:BASIS'] : [])].join('\r\n').replaceAll('BASIS', basis) + '\r\n') });

export function officePages(office) {
    const { thing } = office, basis = String(thing.registre), member = thing['member-0'];
    const chooseSheet = wrong => async page => {
        await page.locator('input[type=file]').setInputFiles(sheet(basis, wrong));
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
        ['import', 'officer', pair('/import', '/en/import')],
        ['import-fautes', 'officer', pair('/import', '/en/import'), chooseSheet(true), 422],
        ['import-apercu', 'officer', pair('/import', '/en/import'), chooseSheet(false)],
        ['actes', 'officer', pair('/actes', '/en/acts')],
        ['acte-demande', 'officer', pair('/actes/members.apply_for_membership', '/en/acts/members.apply_for_membership')],
        ['acte-decision', 'officer', pair('/actes/assembly.record_decision', '/en/acts/assembly.record_decision')],
        ['acte-membre', 'officer', pair('/actes/members.record', '/en/acts/members.record')],
        ['acte-membre-faute', 'officer', pair('/actes/members.record', '/en/acts/members.record'), async page => { await fill(page, { name: 'Ville-Faute', population: 'beaucoup' }); return press(page, 'main form button.btn'); }, 422],
        ['acte-correction', 'officer', pair(`/actes/members.correct?member=${member}`, `/en/acts/members.correct?member=${member}`)],
        ['acte-preparer', 'staff', pair(`/actes/members.state_facts?member=${member}`, `/en/acts/members.state_facts?member=${member}`)],
        ['acte-role', 'head', pair('/actes/accounts.grant_role', '/en/acts/accounts.grant_role')],
        ['historique', 'officer', pair(`/registre?thing=member:${member}`, `/en/register?thing=member:${member}`)],
        ['historique-demande', 'officer', pair(`/registre?thing=application:${office.application}`, `/en/register?thing=application:${office.application}`)],
        ['registre', 'auditor', pair('/registre', '/en/register')],
        ['membre', 'mayor-0', pair(`/membres/${member}-ville-alize`, `/en/members/${member}-ville-alize`)],
        ['api', 'officer', pair('/api', '/en/api')],
        ['introuvable', 'officer', pair('/nulle-part', '/en/nowhere'), undefined, 404],
        ['refuse', 'auditor', pair('/import', '/en/import'), undefined, 403],
    ];
    return pages.map(([name, who, at, steps, status = 200]) => ({ name, who, at, steps, status }));
}

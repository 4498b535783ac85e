// What a program of the secretariat does, by the generated client: every call below is checked against the types of the description.
import {
    apiBatch, apiEntry, apiFiles, apiMember, apiMembers, apiRegister, membersApplyForMembership, membersCorrect, membersRecord, peopleRegisterPerson,
    sourcesRecord, sourcesRecordPreview,
} from './client/sdk.gen';
import { client } from './client/client.gen';

interface Task { base: string; token: string; expect: (holds: unknown, title: string, detail?: string) => boolean }
type Problem = { status: number; code?: string; errors?: { path: string; code: string }[]; present?: { population?: number }; sent?: { population?: number } };

const key = () => crypto.randomUUID();

export async function work({ base, token, expect }: Task): Promise<void> {
    client.setConfig({ baseUrl: base, auth: () => token });
    const headers = { 'Accept-Language': 'fr' };

    const source = await sourcesRecord({ body: { fields: { title: 'Annuaire de l’exemple', kind: 'document' } }, headers });
    expect(source.response?.status === 201 && source.data, 'the client records a source', JSON.stringify(source.error));
    const number = source.data!.number;
    expect(source.response!.headers.get('location') === `/api/register/${number}`, 'the answer says where the act stands');
    const entry = await apiEntry({ path: { number } });
    expect(entry.data?.entry.act === 'sources.record' && entry.data.proof.leaf.length === 64, 'the act stands in the register with its proof');

    const pdf = new Blob(['%PDF-1.7 délibération\nstartxref\n0\n%%EOF\n'], { type: 'application/pdf' });
    const file = await apiFiles({ body: pdf, headers: { 'Content-Type': 'application/pdf' } });
    expect(file.response?.status === 201, 'the client sends an attachment', JSON.stringify(file.error));
    const applied = await membersApplyForMembership({ body: { fields: {
        name: 'Ville-Candidate', country: 'BJ', kind: 'city', deliberation: { name: 'deliberation.pdf', ...file.data! }, deliberation_date: '2026-01-31',
        contact_name: 'Claire Exemple', contact_email: 'mairie@example.org' } } });
    expect(applied.response?.status === 201, 'a city applies with its deliberation attached', JSON.stringify(applied.error));

    const basis = `source:${number * 1000 + 1}`;
    const city = { country: 'BJ', kind: 'city', member_class: 'active', attested: '2024-10', population: 1000, sources: [number * 1000 + 1] } as const;
    const member = await membersRecord({ body: { basis, fields: { ...city, name: 'Ville-Corrigée', sources: [...city.sources] } } });
    expect(member.response?.status === 201, 'the client records a member', JSON.stringify(member.error));
    const id = member.data!.number * 1000 + 1;

    const seen: number[] = [];
    for (let after = 0, more = true; more;) {
        const list = await apiMembers({ query: { limit: 2, after } });
        for (const item of list.data!.items) seen.push(item.id);
        more = list.data!.next !== null;
        expect(more === (list.response!.headers.get('link') !== null), 'the Link field leads where "next" does');
        after = seen[seen.length - 1];
    }
    expect(new Set(seen).size === seen.length && seen.includes(id) && seen.length === 4, 'page by page the client reads each member once', seen.join(' '));

    // Corrected with the tag that was read; refused with the same one again, and both values shown.
    const read = await apiMember({ path: { member: id } });
    const tag = read.response!.headers.get('etag')!;
    const correct = (population: number) => membersCorrect({ headers: { 'If-Match': tag }, body: { basis, fields: {
        member: id, name: 'Ville-Corrigée', kind: 'city', member_class: 'active', attested: '2024-10', population } } });
    const corrected = await correct(2000);
    expect(corrected.response?.status === 201, 'a member is corrected with If-Match', JSON.stringify(corrected.error));
    const late = await correct(3000), conflict = late.error as Problem;
    expect(late.response?.status === 412 && conflict.present?.population === 2000 && conflict.sent?.population === 3000, 'a late correction is refused with both values', JSON.stringify(conflict));
    const fresh = await apiMember({ path: { member: id }, headers: { 'If-None-Match': tag } });
    expect(fresh.response?.status === 200 && fresh.data?.member.population === 2000, 'the member that changed is sent again');
    const same = await apiMember({ path: { member: id }, headers: { 'If-None-Match': fresh.response!.headers.get('etag')! }, parseAs: 'text' });
    expect(same.response?.status === 304, 'the member that did not change is not');
    const history = await apiRegister({ query: { thing: `member:${id}` } });
    expect(history.data?.items.map(item => item.act).join() === 'members.record,members.correct', 'its history says so', JSON.stringify(history.data));

    const wrong = await membersRecord({ body: { basis: 'nothing', fields: { ...city, name: '', country: 'ZZ', sources: [] } as never } });
    const paths = ((wrong.error as Problem).errors ?? []).map(one => one.path);
    expect(wrong.response?.status === 422 && ['name', 'country', 'basis'].every(path => paths.includes(path)), 'every wrong field is said at once', paths.join());
    const scope = await peopleRegisterPerson({ body: { fields: { name: 'Autre Exemple' } } });
    expect(scope.response?.status === 403 && /insufficient_scope/.test(scope.response.headers.get('www-authenticate') ?? ''), 'what the token was not made for is refused');

    const once = { 'Idempotency-Key': `"${key()}"` };
    const record = (title: string, keyed = once) => sourcesRecord({ headers: keyed, body: { fields: { title, kind: 'web_page' } } });
    const first = await record('Une fois'), again = await record('Une fois'), other = await record('Autre chose');
    expect(first.response?.status === 201 && again.response?.status === 200 && again.data?.number === first.data?.number && again.data?.repeated, 'a repeated request gives the first outcome');
    expect(again.response?.headers.get('idempotency-replayed') === 'true' && other.response?.status === 409, 'the same key with another content is refused');
    const shared = { 'Idempotency-Key': `"${key()}"` };
    const crowd = await Promise.all(Array.from({ length: 64 }, () => record('Tous ensemble', shared)));
    const made = crowd.filter(one => one.response?.status === 201).length, numbers = new Set(crowd.map(one => one.data?.number));
    expect(made === 1 && numbers.size === 1 && crowd.every(one => one.response && one.response.status < 300), '64 clients with one key do one act', `${made} made, ${numbers.size} numbers`);

    const last = await record('Avant', { 'Idempotency-Key': `"${key()}"` });
    const before = last.data!.number;
    const preview = await sourcesRecordPreview({ body: { fields: { title: 'Essai', kind: 'web_page' } } });
    expect(preview.response?.status === 200 && preview.data?.number === before + 1, 'a preview says the number it would have');
    const refused = await apiBatch({ body: [{ act: 'sources.record', fields: { title: 'Bonne', kind: 'web_page' } }, { act: 'sources.record', fields: { title: '' } }] });
    expect(refused.response?.status === 422 && (refused.error as Problem).errors?.every(one => one.path.startsWith('[1].')), 'a batch with a wrong act is refused, by its index');
    const batch = await apiBatch({ body: [1, 2, 3].map(i => ({ act: 'sources.record' as const, fields: { title: `Page ${i}`, kind: 'web_page' } })) });
    expect(batch.response?.status === 201 && batch.data?.acts.map(one => one.number).join() === [1, 2, 3].map(i => before + i).join(), 'a batch is done whole, and nothing of the refused one was kept', JSON.stringify(batch.error ?? batch.data));
}

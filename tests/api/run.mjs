// The API's description is judged by another program, a client is generated from it and compiled with its types, and that client does the
// work of the secretariat (calls.ts) against the real program. Last line: N passed, N failed, N skipped.
import { Validator } from '@seriousme/openapi-schema-validator';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { folderOf, simulatedActs } from '../browser/networks.mjs';
import { root, Site } from '../browser/site.mjs';
import { Tally } from '../browser/tally.mjs';
import { tokenOf } from './token.mjs';

const tally = new Tally();
const here = path.join(root, 'tests/api'), binaries = path.join(here, 'node_modules/.bin');
const folder = folderOf(simulatedActs());
const site = await Site.start(folder);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'concert-api-'));
const command = (name, parameters) => spawnSync(path.join(binaries, name), parameters, { encoding: 'utf8', cwd: here });
try {
    for (const lang of ['fr', 'en']) {
        const answer = await site.get(`/api/openapi.json?lang=${lang}`);
        const document = JSON.parse(answer.bytes);
        const judged = await new Validator().validate(document);
        tally.expect(judged.valid, `the description (${lang}) is valid OpenAPI 3.1`, JSON.stringify(judged.errors)?.slice(0, 500));
        fs.writeFileSync(path.join(work, 'openapi.json'), answer.bytes);
    }
    const made = command('openapi-ts', ['-i', path.join(work, 'openapi.json'), '-o', path.join(work, 'client'), '-p', '@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch']);
    tally.expect(made.status === 0, 'a client is generated from the description', made.stdout + made.stderr);
    fs.copyFileSync(path.join(here, 'calls.ts'), path.join(work, 'calls.ts'));
    const compiled = command('tsc', ['--strict', '--target', 'es2022', '--module', 'commonjs', '--moduleResolution', 'node10', '--lib', 'es2022,dom,dom.iterable', '--skipLibCheck', '--outDir', path.join(work, 'out'), path.join(work, 'calls.ts')]);
    tally.expect(compiled.status === 0, 'the client and its calls agree on every type', compiled.stdout);
    fs.writeFileSync(path.join(work, 'out/package.json'), '{"type":"commonjs"}');

    const token = await tokenOf(site, 'sources.record members.*');
    const { default: calls } = await import(pathToFileURL(path.join(work, 'out/calls.js')));
    await calls.work({ base: site.base, token, expect: tally.expect.bind(tally) });

    for (const [target, method, status, field] of [
        ['/api/members', 'HEAD', 200, 'etag'], ['/api/members', 'OPTIONS', 204, 'allow'], ['/api/acts', 'OPTIONS', 204, 'allow'], ['/api/members', 'DELETE', 405, 'allow'],
        ['/api/acts/members.record', 'GET', 405, 'allow'], ['/api/nowhere', 'GET', 404, 'content-type'], ['/api/openapi.json', 'HEAD', 200, 'vary'],
    ]) {
        const answer = await site.get(target, { accept: 'text/html' }, method);
        tally.expect(answer.status === status && answer.headers[field], `${method} ${target} is answered ${status}`, `${answer.status} ${JSON.stringify(answer.headers)}`);
        if (status >= 400) tally.expect(/problem\+json/.test(answer.headers['content-type']), 'a refusal of the API is a problem, whoever asks', `${method} ${target}`);
        if (method === 'HEAD') tally.expect(answer.bytes.length === 0, 'HEAD has no body', target);
        tally.expect(!Object.keys(answer.headers).some(name => name.startsWith('access-control-')), 'no other site is let in', target);
    }
    const first = await site.get('/api/members');
    tally.expect((await site.get('/api/members', { 'if-none-match': first.headers.etag })).status === 304, 'who has a list already is told so');
    const large = await fetch(`${site.base}/api/acts/members.record`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: ' '.repeat(300000) });
    tally.expect(large.status === 413 && (await large.json()).status === 413, 'a body that is too large is refused as a problem, before it is read');
    const pages = await Promise.all(['/api', '/en/api'].map(target => site.get(target)));
    tally.expect(pages.every(page => page.status === 200 && page.bytes.toString().includes('curl')), 'the page of the API shows requests');
    const examples = [...pages[1].bytes.toString().matchAll(/--json &#39;|--json '/g)];
    tally.expect(examples.length >= 8, 'there is one for each family of acts', `${examples.length}`);
} catch (error) { tally.expect(false, 'the API can be used as it tells', error.stack); } finally {
    tally.expect(await site.stop() === 0, 'the server stops cleanly when asked');
    fs.rmSync(folder, { recursive: true });
    fs.rmSync(work, { recursive: true });
}
tally.end();

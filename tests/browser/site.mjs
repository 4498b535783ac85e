// The real program on a fresh network, and plain requests to it.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.CONCERT ?? path.join(root, 'build/concert');

export const freePort = () => new Promise(found => {
    const server = net.createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => found(port)); });
});

// A network made from a folder of acts and served on a free port. `options`: of its address, more words for concert serve.
export class Site {
    static async start(folder, options = () => []) {
        const site = new Site();
        site.directory = fs.mkdtempSync(path.join(os.tmpdir(), 'concert-site-'));
        site.database = path.join(site.directory, 'network.db');
        const made = spawnSync(program, ['init', site.database, '--from', folder], { encoding: 'utf8' });
        if (made.status !== 0) throw new Error(`concert init: ${made.stdout}${made.stderr}`);
        site.port = await freePort();
        site.base = `http://localhost:${site.port}`;
        site.options = options(site.base);
        site.log = '';
        await site.serve();
        return site;
    }
    async serve() {
        const site = this;
        site.process = spawn(program, ['serve', site.database, '--listen', `127.0.0.1:${site.port}`, ...site.options], { stdio: ['ignore', 'pipe', 'pipe'] });
        for (const stream of [site.process.stdout, site.process.stderr]) stream.on('data', bytes => { site.log = (site.log + bytes).slice(-100000); });
        for (let tries = 0; ; tries++) {
            try { await site.get('/'); return; } catch (error) {
                if (tries > 100 || site.process.exitCode !== null) throw new Error(`concert serve does not answer: ${error.message}\n${site.log}`);
                await new Promise(wait => setTimeout(wait, 100));
            }
        }
    }
    // Does an act through the command, which hands it to the running server. Returns its answer: {number, things…}, or throws.
    act(name, fields, { basis, key } = {}) {
        const parameters = ['act', name, '--database', this.database, '--json', '-', ...(basis ? ['--basis', basis] : []), ...(key ? ['--key', key] : [])];
        const done = spawnSync(program, parameters, { encoding: 'utf8', input: JSON.stringify(fields) });
        if (done.status !== 0) throw new Error(`concert act ${name}: ${done.stdout}${done.stderr}`);
        return JSON.parse(done.stdout);
    }
    // The address of a page that opens a session as who has the machine, once.
    machineLink() {
        const done = spawnSync(program, ['user', 'link', '--database', this.database, '--site', this.base], { encoding: 'utf8' });
        if (done.status !== 0) throw new Error(`concert user link: ${done.stderr}`);
        return done.stdout.trim();
    }
    get(target, headers = {}, method = 'GET') {
        return new Promise((answered, failed) => {
            const request = http.request({ host: '127.0.0.1', port: this.port, path: target, method, headers: { host: `localhost:${this.port}`, ...headers } }, response => {
                const pieces = [];
                response.on('data', piece => pieces.push(piece)).on('end', () => answered({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(pieces) })).on('error', failed);
            });
            request.on('error', failed).setTimeout(10000, () => request.destroy(new Error(`no answer to ${target}`)));
            request.end();
        });
    }
    async stop() {
        const status = await this.pause();
        fs.rmSync(this.directory, { recursive: true, force: true });
        return status;
    }
    // Stops serving; serve() goes on.
    async pause() {
        const { process } = this;  // serve() may have put another in its place
        const gone = new Promise(ended => process.once('exit', (code, signal) => ended(code ?? signal)));
        process.kill('SIGTERM');
        return Promise.race([gone, new Promise(late => setTimeout(() => { process.kill('SIGKILL'); late('killed after 10 s'); }, 10000).unref())]);
    }
}

const decode = text => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>');

// What a page refers to, as written: hrefs, srcs and the actions of GET forms.
export const references = html => [...html.matchAll(/<(a|link|script|img|form|use|source)\b([^>]*)>/g)].flatMap(([, tag, rest]) => {
    if (tag === 'form' && /method="?post/i.test(rest)) return [];
    return [...rest.matchAll(/\s(?:href|src|action)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)].map(found => ({ tag, to: decode(found[1] ?? found[2] ?? found[3]) }));
});

// A page's kind: its path with ids and codes taken out, and which questions it was asked.
export const kindOf = target => {
    const url = new URL(target, 'http://localhost');
    // What names one thing among many: "12", "12001-paris", "1.2", "BJ", "quorum.bureau".
    const thing = piece => /^\d+([-.].*)?$/.test(piece) || /^[A-Z]{2}$/.test(piece) || /^[a-z_]+\.[a-z_.]+$/.test(piece) && !/\.(csv|json|xlsx|xml|atom|ics|txt|png|jsonl|sqlite)$/.test(piece);
    const place = url.pathname.split('/').map(piece => (thing(piece) ? '*' : piece.replace(/\d{2,}/g, '*'))).join('/');
    return place + (url.search ? '?' + [...new Set(url.searchParams.keys())].sort().join('&') : '');
};

// Every target that can be reached from `from` by links, in the order found: target → answer. Pages with the same kind of questions
// are endless (filters times sorts): the first `most` of a kind are enough.
export async function crawl(site, from = ['/', '/en'], { most = 40 } = {}) {
    const found = new Map(), queue = [], kinds = new Map(), asked = new Set();
    const add = (target, by) => {
        const url = new URL(target, site.base + (by ?? '/'));
        if (url.origin !== site.base) return;
        const wanted = url.pathname + url.search;
        if (asked.has(wanted)) return;
        const kind = kindOf(wanted), times = kinds.get(kind) ?? 0;
        if (url.search && times >= most) return;
        kinds.set(kind, times + 1);
        asked.add(wanted);
        queue.push({ target: wanted, by });
    };
    for (const target of from) add(target);
    while (queue.length) {
        const { target, by } = queue.shift();
        const answer = await site.get(target);
        found.set(target, { ...answer, by, html: /text\/html/.test(answer.headers['content-type'] ?? '') ? answer.bytes.toString() : undefined });
        if (answer.headers.location) add(answer.headers.location, target);
        const html = found.get(target).html;
        if (html) for (const { to } of references(html)) if (!/^(mailto:|tel:|data:|#)/.test(to)) add(to, target);
    }
    return found;
}

// Run by login.sh. The real program, a real account; passwords come from ever other addresses, so that the door looks at each of them.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const program = process.env.CONCERT;
const [, , attackedPort, phrase] = process.argv;
const rounds = 5, seconds = 4, readers = 16, each = 250, thieves = 36;  // `each`: pages a second, all readers together, as asked
const pace = 500;  // ms between two tries of one thief: more than the door looks at, so that its queue is always full
let port;
const ask = (agent, method, target, body, headers = {}) => new Promise((answered, failed) => {
    const request = http.request({ agent, host: '127.0.0.1', port, method, path: target, headers: { Host: 'localhost', ...(body ? { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) } : {}), ...headers } }, response => {
        response.resume().on('end', () => answered(response.statusCode)).on('error', failed);
    });
    request.on('error', failed).end(body);
});

// In a process of its own, so that the clock of the readers is not held up: tries until it is killed, and counts what was looked at.
// Without a phrase the door answers as much and looks at nothing: what the posts themselves cost the thread that reads.
if (attackedPort) {
    port = Number(attackedPort);
    let tried = 0;
    process.on('SIGTERM', () => { console.log(tried); process.exit(); });
    await Promise.all(Array.from({ length: thieves }, async (_, which) => {
        const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
        for (let next = performance.now() + which * pace / thieves; ; next += pace) {
            await new Promise(passed => setTimeout(passed, Math.max(0, next - performance.now())));
            const from = [10, ...Array.from({ length: 3 }, () => Math.floor(Math.random() * 250) + 1)].join('.');
            const status = await ask(agent, 'POST', '/connexion', `email=personne%40example.org&password=${phrase}`, { 'X-Forwarded-For': from });
            if (status === 422) tried++;  // 503: the queue is full
        }
    }));
}

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'concert-bench-'));
const database = path.join(directory, 'network.db');
const concert = (...words) => {
    const done = spawnSync(program, words, { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`concert ${words.join(' ')}: ${done.stderr}`);
    return done.stdout;
};
concert('init', database);
concert('act', 'network.describe', '--database', database, 'name_fr=Réseau', 'name_en=Network', 'short_name=R', 'zone=Europe/Paris');
concert('act', 'people.register_person', '--database', database, 'name=Personne Exemple', 'email=personne@example.org');
const link = concert('user', 'invite', '2001', '--database', database).trim();
const server = spawn(program, ['serve', database, '--listen', '127.0.0.1:0', '--proxy', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'inherit'] });
port = await new Promise(known => server.stdout.once('data', text => known(Number(/:(\d+)\//.exec(text)[1]))));

// Nanoseconds of processor time of the thread that reads, looks into the page cache and writes: the first of the process.
const reader = () => Number(fs.readFileSync(`/proc/${server.pid}/task/${server.pid}/schedstat`, 'utf8').split(' ')[0]);

async function round(phrase) {
    const attack = phrase !== undefined && spawn(process.execPath, [fileURLToPath(import.meta.url), String(port), phrase], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (attack) await new Promise(wait => setTimeout(wait, 500));
    const times = [], start = performance.now(), before = reader();
    const read = async which => {
        const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
        const pause = 1000 * readers / each;
        for (let next = start + which * pause / readers; next < start + seconds * 1000; next += pause) {
            const wait = next - performance.now();
            if (wait > 0) await new Promise(passed => setTimeout(passed, wait));
            const began = performance.now();
            await ask(agent, 'GET', '/');
            times.push(performance.now() - began);
        }
        agent.destroy();
    };
    await Promise.all(Array.from({ length: readers }, (_, which) => read(which)));
    const spent = reader() - before, took = (performance.now() - start) / 1000;
    let tried = 0;
    if (attack) {
        const counted = new Promise(said => attack.stdout.once('data', text => said(Number(text))));
        attack.kill('SIGTERM');
        tried = await counted;
    }
    times.sort((a, b) => a - b);
    return { cpu: spent / times.length / 1000, p95: times[Math.floor(times.length * 0.95)], tried: tried / took };
}

const median = values => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
try {
    if (await ask(undefined, 'POST', link, 'password=trois+chaises+au+march%C3%A9') !== 303) throw new Error('the account was not made');
    await round();
    const quiet = [], unread = [], attacked = [];
    for (let i = 0; i < rounds; i++) quiet.push(await round()), unread.push(await round('')), attacked.push(await round('une+phrase+assez+longue'));
    const of = (all, what) => median(all.map(one => one[what]));
    const figures = (what, unit, digits) => {
        const say = (all, when) => console.log(`${what === 'cpu' ? 'processor time of the reading thread a cached page' : 'slowest twentieth'}, ${when}: ${of(all, what).toFixed(digits)} ${unit}`);
        say(quiet, 'nobody signs in'), say(unread, 'as many posts without a password'), say(attacked, 'under login load');
    };
    figures('cpu', 'us', 1);
    console.log(`passwords looked at: ${of(attacked, 'tried').toFixed(1)} a second`);
    // The posts cost the thread that reads something too: the passwords alone make the difference of these two.
    console.log(`processor time of a cached page under login load: ${median(unread.map((one, i) => attacked[i].cpu / one.cpu)).toFixed(2)} ratio`);
    figures('p95', 'ms', 2);
    console.log(`slowest twentieth under login load: ${median(quiet.map((one, i) => attacked[i].p95 / one.p95)).toFixed(2)} ratio`);
} finally {
    server.kill('SIGTERM');
    fs.rmSync(directory, { recursive: true, force: true });
}

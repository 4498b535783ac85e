// A token for a program, got as a person gets it: invited by who has the machine, a password, a second factor, the page of tokens.
import { civilDay } from '../browser/civil.mjs';
import { simulatedZone } from '../browser/networks.mjs';
import { base32, totp } from '../browser/totp.mjs';

const decode = text => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>');
const attribute = (tag, name) => decode((new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [])[1] ?? '');

class Person {
    constructor(base) { this.base = base; this.jar = new Map(); }
    async ask(target, options = {}) {
        const headers = { ...options.headers, cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ') };
        const answer = await fetch(new URL(target, this.base), { ...options, headers, redirect: 'manual' });
        for (const cookie of answer.headers.getSetCookie()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
            if (value) this.jar.set(name, value); else this.jar.delete(name);
        }
        this.at = new URL(target, this.base).pathname;
        this.page = await answer.text();
        const next = answer.headers.get('location');
        return next ? this.ask(next) : answer;
    }
    // Sends the first form of the page, with what it carries unseen.
    send(fields = {}) {
        const main = this.page.slice(this.page.indexOf('<main'));
        const [form, tag] = /(<form[^>]*method="post"[^>]*>)[\s\S]*?<\/form>/.exec(main) ?? [];
        if (!form) throw new Error(`no form on ${this.at}: ${main.slice(0, 400)}`);
        const carried = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [attribute(input, 'name'), attribute(input, 'value')]);
        const body = new URLSearchParams([...carried, ...Object.entries(fields)]);
        return this.ask(attribute(tag, 'action') || this.at, { method: 'POST', body, headers: { origin: this.base } });
    }
}

export async function tokenOf(site, acts) {
    const id = site.act('people.register_person', { name: 'Officière Exemple', email: 'officiere@example.org' }).number * 1000 + 1;
    site.act('accounts.grant_role', { person: id, role: 'officer', scope: 'network', from: civilDay(simulatedZone) });
    const machine = new Person(site.base), officer = new Person(site.base);
    await machine.ask(/\/administration\/\S+/.exec(site.log)[0]);
    await machine.send();
    await machine.ask(`/administration/comptes/${id}`);
    await machine.send();
    await officer.ask(decode(/class="hash"[^>]*>([^<]+)</.exec(machine.page)[1].trim()));
    await officer.send({ password: 'trois chaises au marché de Ganvié' });
    await officer.send({ code: totp(base32(/<code[^>]*>([^<]+)</.exec(officer.page.slice(officer.page.indexOf('<main')))[1])) });
    await officer.ask('/compte/jeton');
    await officer.send({ name: 'essai', acts, days: '1' });
    const token = /concert_[A-Za-z0-9_-]{20,}/.exec(officer.page)?.[0];
    if (!token) throw new Error(`no token on ${officer.at}`);
    return token;
}

// A server of mail that keeps what it takes, for tests: SMTP (RFC 5321) as far as a sender that is alone needs it. An address that
// begins with "inconnu" is nobody's.
import net from 'node:net';

// "=C3=A9" and soft line ends, RFC 2045 §6.7.
const plain = text => Buffer.from(text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16))), 'latin1').toString();

export class Mailbox {
    static async open() {
        const box = new Mailbox();
        box.taken = [];
        box.server = net.createServer(line => box.speak(line));
        await new Promise(ready => box.server.listen(0, '127.0.0.1', ready));
        box.url = `smtp://127.0.0.1:${box.server.address().port}`;
        return box;
    }
    speak(line) {
        let kept = '', from = '', to = '', content = false;
        const say = words => line.write(words + '\r\n');
        const command = said => {
            const verb = said.slice(0, 4).toUpperCase(), address = said.match(/<(.*?)>/)?.[1] ?? '';
            if (verb === 'EHLO' || verb === 'HELO') return say('250 mail.example.org');
            if (verb === 'MAIL') return from = address, say('250 2.1.0 Ok');
            if (verb === 'RCPT') return address.startsWith('inconnu') ? say('550 5.1.1 No such mailbox here') : (to = address, say('250 2.1.5 Ok'));
            if (verb === 'DATA') return content = true, say('354 Go on');
            if (verb === 'QUIT') return say('221 2.0.0 Bye'), line.end();
            return say('250 2.0.0 Ok');
        };
        line.on('error', () => {}).setEncoding('latin1').on('data', text => {
            kept += text;
            for (;;) {
                const end = kept.indexOf(content ? '\r\n.\r\n' : '\r\n');
                if (end < 0) return;
                const said = kept.slice(0, end);
                kept = kept.slice(end + (content ? 5 : 2));
                if (!content) { command(said); continue; }
                content = false;
                this.taken.push({ from, to, source: said, text: plain(said) });
                say('250 2.0.0 Ok: queued as 4EXEMPLE');
            }
        });
        say('220 mail.example.org ESMTP');
    }
    // The newest message to an address beyond the `known` ones, waited for; then `pattern` in it.
    async find(to, pattern, known = 0, milliseconds = 15000) {
        for (const begun = Date.now(); Date.now() - begun < milliseconds; await new Promise(wait => setTimeout(wait, 50))) {
            const found = this.taken.slice(known).filter(message => message.to === to).map(message => message.text.match(pattern)).findLast(Boolean);
            if (found) return found;
        }
        throw new Error(`no message to ${to} says ${pattern}: ${JSON.stringify(this.taken.slice(known))}`);
    }
    close() { return new Promise(closed => { this.server.close(closed); }); }
}

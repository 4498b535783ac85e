// Files go on their way as soon as they are chosen, in pieces that are kept one by one (tus 1.0.0; docs/decisions/0011-files.md): a line
// that drops costs a piece, and the same file chosen again after a reload goes on where it stopped. Photos are made smaller here first.
// The form then carries the file's hash instead of the file. Without this script, or where it fails, the file goes with the form.
//   <input type="file" name="NAME" data-upload='{"progress":"{done} of {of}", …}'>
type Words = Record<string, string>;
type Kept = { name: string; sha256: string; size: number };
const root = '/api/uploads';
const [piece_least, piece_first, piece_most] = [32 << 10, 256 << 10, 1 << 20];  // bytes; the server takes no more than the last
const [side_most, quality] = [2560, 0.82];
const [piece_ms, wait_most_s] = [60_000, 30];

class Refused extends Error {}  // trying again would not help

const fill = (text: string, values: Record<string, unknown>) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
const bytes = (count: number) => new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit', unit: count < 1e6 ? 'kilobyte' : 'megabyte', maximumFractionDigits: count < 1e6 ? 0 : 1,
}).format(count / (count < 1e6 ? 1e3 : 1e6));
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const digest = async (blob: Blob) => new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
// The browser may forbid to remember: then an upload lives as long as the page.
const remember = (key: string, value?: string) => {
    try {
        if (value === undefined) return localStorage.getItem(key) ?? '';
        if (value) localStorage.setItem(key, value); else localStorage.removeItem(key);
    } catch { /* nothing is remembered */ }
    return '';
};

async function shrink(file: File): Promise<{ blob: Blob; name: string }> {
    const same = { blob: file, name: file.name };
    if (!/^image\/(jpeg|hei[cf])$/.test(file.type)) return same;
    try {
        const picture = await createImageBitmap(file);
        const scale = Math.min(1, side_most / Math.max(picture.width, picture.height));
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(picture.width * scale);
        canvas.height = Math.round(picture.height * scale);
        canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
        const blob = await new Promise<Blob | null>(made => canvas.toBlob(made, 'image/jpeg', quality));
        return blob && blob.size < file.size ? { blob, name: file.name.replace(/\.\w+$/, '') + '.jpg' } : same;
    } catch { return same; }
}

// One file on its way. `show`: how far it is; `wait`: the line is cut, for so many seconds.
class Sending {
    private line?: AbortController;
    private go?: () => void;
    paused = false;
    cancelled = false;
    constructor(private blob: Blob, private name: string, private key: string, private show: (sent: number) => void, private wait: (seconds: number) => void) {}

    pause(on: boolean) {
        this.paused = on;
        if (on) this.line?.abort(); else this.go?.();
    }
    cancel() {
        this.cancelled = true;
        this.line?.abort();
        this.go?.();
        const address = remember(this.key);
        remember(this.key, '');
        if (address) this.ask('DELETE', address).catch(() => 0);
    }
    private rest(milliseconds?: number) {
        return new Promise<void>(go => {
            this.go = go;
            if (milliseconds) setTimeout(go, milliseconds);
        });
    }
    private async ask(method: string, address: string, headers: Record<string, string> = {}, body?: Blob) {
        const line = (this.line = new AbortController()), late = setTimeout(() => line.abort(), piece_ms);
        try {
            const answer = await fetch(address, { method, body, signal: line.signal, cache: 'no-store', headers: { 'Tus-Resumable': '1.0.0', 'Accept-Language': document.documentElement.lang, ...headers } });
            // A piece that was damaged or met another on its way, or a server that fails: again. Anything else we did wrong.
            if (answer.status < 300 || [404, 409].includes(answer.status)) return answer;
            if ([423, 460].includes(answer.status) || answer.status >= 500) throw 0;
            throw new Refused((await answer.json().catch(() => ({}))).detail);
        } finally { clearTimeout(late); }
    }
    async run(): Promise<Kept | undefined> {
        let size = piece_first, offset = -1, seconds = 1, spoiled = 0;
        const forget = () => { remember(this.key, address = ''); offset = -1; };
        let address = remember(this.key);
        while (!this.cancelled) {
            if (this.paused) { await this.rest(); offset = -1; continue; }
            try {
                if (!address) {
                    const made = await this.ask('POST', root, { 'Upload-Length': `${this.blob.size}`, 'Upload-Metadata': `filename ${base64(this.name)}` });
                    if (made.status !== 201) throw new Refused();
                    remember(this.key, address = made.headers.get('Location')!);
                    offset = 0;
                }
                if (offset < 0) {
                    const known = await this.ask('HEAD', address);
                    offset = Number(known.headers.get('Upload-Offset') ?? -1);
                    if (known.status === 404 || Number(known.headers.get('Upload-Length')) !== this.blob.size) { forget(); continue; }
                }
                this.show(offset);
                if (offset === this.blob.size) {
                    const answer = await this.ask('GET', address);
                    if (answer.status === 404) { forget(); continue; }
                    const kept: Kept = await answer.json();
                    if (!kept.sha256) { await this.rest(1000); continue; }
                    forget();
                    const hash = crypto.subtle && [...await digest(this.blob)].map(byte => byte.toString(16).padStart(2, '0')).join('');
                    if (!hash || hash === kept.sha256) return kept;
                    if (spoiled++) throw new Refused();  // twice other bytes than ours: not by chance
                    continue;
                }
                const piece = this.blob.slice(offset, offset + size), began = Date.now();
                const sum = crypto.subtle && { 'Upload-Checksum': 'sha256 ' + btoa(String.fromCharCode(...await digest(piece))) };
                const answer = await this.ask('PATCH', address, { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': `${offset}`, ...sum }, piece);
                if (answer.status === 404) { forget(); continue; }
                offset = answer.status === 409 ? -1 : Number(answer.headers.get('Upload-Offset'));
                if (Date.now() - began < 2000) size = Math.min(piece_most, size * 2);
                seconds = 1;
            } catch (fault) {
                if (this.cancelled) break;
                if (fault instanceof Refused) { remember(this.key, ''); throw fault; }
                offset = -1;
                if (this.paused) continue;
                size = Math.max(piece_least, size / 2);
                this.wait(seconds);
                await this.rest(seconds * 1000);
                seconds = Math.min(wait_most_s, seconds * 2);
            }
        }
    }
}

const running = new Map<HTMLInputElement, Sending>();
const asked = new Map<HTMLFormElement, HTMLElement | null>();  // to be sent when its files have arrived

function make<T extends keyof HTMLElementTagNameMap>(tag: T, into: HTMLElement, text = '', name = '') {
    const element = into.appendChild(document.createElement(tag));
    element.textContent = text;
    element.className = name;
    return element;
}
// What the form carries of a kept file, in place of the file.
function carry(control: HTMLInputElement, kept: Kept) {
    for (const [end, value] of [['kept', kept.sha256], ['kept_name', kept.name]]) {
        const name = `${control.name}.${end}`;
        let field = control.form!.elements.namedItem(name) as HTMLInputElement | null;
        if (!field) {
            field = make('input', control.form!);
            field.type = 'hidden';
            field.name = name;
        }
        field.value = value;
    }
    control.required = false;
    control.value = '';
}

async function take(control: HTMLInputElement) {
    running.get(control)?.cancel();
    running.delete(control);
    const file = control.files?.[0], words: Words = JSON.parse(control.dataset.upload!);
    const around = control.parentElement!;
    around.querySelector('[data-state]')?.remove();
    if (!file) return;
    const box = make('div', around);
    box.dataset.state = '';
    const bar = make('progress', box), line = make('p', box, '', 'q'), live = make('p', box), buttons = make('p', box, '', 'act');
    live.setAttribute('role', 'status');
    bar.setAttribute('aria-label', words.label);
    const button = (text: string) => { const made = make('button', buttons, text, 'btn alt'); made.type = 'button'; return made; };
    const pause = button(words.pause), cancel = button(words.cancel);

    const { blob, name } = await shrink(file);
    if (blob !== file) make('p', box, fill(words.shrunk, { from: bytes(file.size), to: bytes(blob.size) }), 'q');
    bar.max = blob.size;
    const sending = new Sending(blob, name, `upload:${file.name}:${file.size}:${file.lastModified}`, sent => {
        bar.value = sent;
        line.textContent = fill(words.progress, { done: bytes(sent), of: bytes(blob.size) });
        live.textContent = sent === blob.size ? words.looking : asked.has(control.form!) ? words.wait : '';
    }, seconds => { live.textContent = fill(words.retry, { seconds }); });
    running.set(control, sending);
    pause.onclick = () => {
        sending.pause(!sending.paused);
        pause.textContent = sending.paused ? words.resume : words.pause;
        live.textContent = sending.paused ? words.paused : '';
    };
    cancel.onclick = () => { sending.cancel(); control.value = ''; };
    const end = (said: string, name = '') => {
        if (running.get(control) === sending) running.delete(control);
        for (const gone of [bar, line, buttons]) gone.remove();
        live.textContent = said;
        live.className = name;
    };
    try {
        const kept = await sending.run();
        if (!kept) return end(words.stopped);
        carry(control, kept);
        end(fill(words.done, { name: kept.name, size: bytes(kept.size) }));
        const form = control.form!;
        if (asked.has(form) && ![...running.keys()].some(other => other.form === form)) form.requestSubmit(asked.get(form) as HTMLButtonElement);
    } catch (fault) {
        asked.delete(control.form!);
        const why = (fault as Error).message;
        if (why) control.value = '';  // the form would be refused for the same reason
        end(why || words.failed, 'msg');
    }
}

document.addEventListener('change', event => {
    const control = event.target as HTMLInputElement;
    if (control.dataset.upload) take(control);
});
document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    if (![...running.keys()].some(control => control.form === form)) return;
    event.preventDefault();
    asked.set(form, event.submitter);
});

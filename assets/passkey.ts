// Signing in with a passkey, proving it anew, keeping a new one. A button says which: data-passkey="open|confirm|register". It is hidden
// where the browser knows no passkeys. What the server gives and takes is JSON, bytes in it as base64url.
type Json = Record<string, any>;
const bytes = (text: string) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');

async function post(step: string, body: Json): Promise<Json> {
    const answer = await fetch('/connexion/cle/' + step, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.title);
    return said;
}

async function ceremony({ passkey: use, next, token }: DOMStringMap) {
    const options = await post('options', { use, token });
    options.challenge = bytes(options.challenge);
    for (const credential of options.allowCredentials ?? options.excludeCredentials ?? []) credential.id = bytes(credential.id);
    const body: Json = { use, next, token };
    const register = use === 'register', publicKey = options as any;
    if (register) options.user.id = bytes(options.user.id);
    const { rawId, response } = (await navigator.credentials[register ? 'create' : 'get']({ publicKey })) as any;
    body.id = text(rawId);
    // What one of the two ceremonies does not give is empty.
    for (const part of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) body[part] = text(response[part]);
    location.assign((await post(register ? 'create' : 'get', body)).next);
}

if (window.PublicKeyCredential)
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-passkey]')) {
        button.hidden = false;
        button.addEventListener('click', async () => {
            button.disabled = true;
            try {
                await ceremony(button.dataset);
            } catch (error) {
                // What the browser says when somebody changes their mind is English and of no use.
                const ours = (error as Error).constructor === Error;
                document.getElementById('passkey-said')!.textContent = ours ? (error as Error).message : button.dataset.failed!;
            }
            button.disabled = false;
        });
    }

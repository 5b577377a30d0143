import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** About 32 MiB and 0.2 s for one guess; the parameters stand beside each hash, so they may grow. */
const COST = { ln: 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const MAX_MEMORY = 256 * 1024 * 1024;

const derive = (password: string, salt: Buffer, bytes: number, options: ScryptOptions): Promise<Buffer> =>
  new Promise((done, fail) =>
    // The same characters may reach us composed or decomposed, as keyboards differ.
    scrypt(password.normalize('NFC'), salt, bytes, { ...options, maxmem: MAX_MEMORY }, (error, key) =>
      error ? fail(error) : done(key),
    ),
  );

const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** `$scrypt$ln=…,r=…,p=…$salt$key`, the PHC string format. */
export async function hashPassword(password: string, salt: Buffer = randomBytes(16)): Promise<string> {
  const key = await derive(password, salt, KEY_BYTES, { N: 2 ** COST.ln, r: COST.r, p: COST.p });
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${text(salt)}$${text(key)}`;
}

const PHC = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** @throws Error when the hash is none of ours */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, ln, r, p, salt, key] = PHC.exec(hash) ?? [];
  if (salt === undefined || key === undefined) throw new Error('a stored password hash has an unknown form');
  const expected = Buffer.from(key, 'base64');
  const options = { N: 2 ** Number(ln), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), expected.length, options), expected);
}

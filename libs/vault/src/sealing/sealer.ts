import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { MalformedError } from '../format/malformed.js';

const CIPHER = 'aes-256-gcm';
const FORMAT = 'known-good vault 1';
const MAGIC = Buffer.from('KGV1', 'latin1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed blob is; a blob of one kind never opens as another. */
export type SealedKind = 'chunk' | 'reference' | 'scratch';

/**
 * Seals one tenant's blobs with AES-256-GCM under a key derived from the vault's (HKDF-SHA256). The seal
 * covers format, kind, tenant and name, so a blob opens only where it was put: neither swapped, nor renamed,
 * nor brought from another tenant.
 */
export class Sealer {
  private readonly sealKey: KeyObject;
  private readonly nameKey: KeyObject;

  constructor(
    vaultKey: Uint8Array,
    private readonly tenantId: string,
  ) {
    this.sealKey = derive(vaultKey, 'seal', tenantId);
    this.nameKey = derive(vaultKey, 'name', tenantId);
  }

  /** `KGV1`, a random nonce (96 bits), the encrypted bytes, the tag (128 bits). */
  seal(kind: SealedKind, name: string, plain: Uint8Array): Buffer {
    // A nonce must never come twice under one key, so it never comes from a generator that a seed could repeat.
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.sealKey, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(this.context(kind, name));
    const body = cipher.update(plain);
    cipher.final();
    return Buffer.concat([MAGIC, nonce, body, cipher.getAuthTag()]);
  }

  /** Throws {@link MalformedError} unless these are the bytes sealed as this kind, under this name, for this tenant. */
  open(kind: SealedKind, name: string, sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const bodyStart = MAGIC.length + NONCE_BYTES;
    const bodyEnd = bytes.length - TAG_BYTES;
    if (bodyEnd < bodyStart || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
      throw new MalformedError('Not a sealed blob of this format.');
    const nonce = bytes.subarray(MAGIC.length, bodyStart);
    const decipher = createDecipheriv(CIPHER, this.sealKey, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(this.context(kind, name));
    decipher.setAuthTag(bytes.subarray(bodyEnd));
    const plain = decipher.update(bytes.subarray(bodyStart, bodyEnd));
    try {
      decipher.final();
    } catch {
      throw new MalformedError('A sealed blob is not authentic.');
    }
    return plain;
  }

  /**
   * The name that a chunk is stored under: keyed, because whoever may list the store could otherwise confirm
   * a guess at a chunk's content by its plain digest.
   */
  chunkName(digest: string): string {
    return createHmac('sha256', this.nameKey).update(digest).digest('hex');
  }

  private context(kind: SealedKind, name: string): Buffer {
    return Buffer.from(JSON.stringify([FORMAT, this.tenantId, kind, name]));
  }
}

function derive(vaultKey: Uint8Array, purpose: string, tenantId: string): KeyObject {
  const info = JSON.stringify([FORMAT, purpose, tenantId]);
  return createSecretKey(Buffer.from(hkdfSync('sha256', vaultKey, '', info, 32)));
}

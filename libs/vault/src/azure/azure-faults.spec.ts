import { inspect } from 'node:util';
import { CredentialUnavailableError } from '@azure/identity';
import { ContainerClient, ContainerSASPermissions, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { VirtualClock } from '#runtime';
import { startAzurite, type Azurite } from '../../../../test/azure/azurite.js';
import { faultyLink, type FaultyLink } from '../../../../test/azure/faulty-link.js';
import type { BlobStore } from '../blob-store.js';
import { azureBlobs, type AzureBlobOptions } from './azure-blobs.js';
import { AzureBlobsError } from './azure-blobs-error.js';

const text = (found: Uint8Array | undefined): string | undefined => found && Buffer.from(found).toString();
const names = async (blobs: BlobStore, folder: string): Promise<string[]> =>
  (await Array.fromAsync(blobs.list(folder))).map(({ name }) => name).sort();
const failure = async (action: Promise<unknown>): Promise<AzureBlobsError> => {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AzureBlobsError))
    throw new Error(`Expected an AzureBlobsError, not ${inspect(error)}`);
  return error;
};

describe('Azure Blob Storage', () => {
  let azurite: Azurite;
  let link: FaultyLink;
  let clock: VirtualClock;
  /** A client behind the link, and one beside it. */
  let blobs: BlobStore;
  let other: BlobStore;
  let container: string;
  let containers = 0;

  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());

  const at = (port: number, options: Partial<AzureBlobOptions> = {}): Promise<BlobStore> =>
    azureBlobs({ connectionString: azurite.connectionString(port), container, clock, ...options });
  const driver = (): ContainerClient => new ContainerClient(azurite.connectionString(), container);

  beforeEach(async () => {
    containers += 1;
    container = `faults-${containers}`;
    clock = new VirtualClock('2026-11-02T08:00:00Z');
    link = await faultyLink(azurite.port);
    blobs = await at(link.port);
    other = await at(azurite.port);
  });
  afterEach(() => link.close());

  describe('shared by several processes', () => {
    it('shows a put to all of them once it is answered', async () => {
      await blobs.put('t1/a', Buffer.from('one'));
      expect(text(await other.get('t1/a'))).toBe('one');
      expect(await names(other, 't1')).toEqual(['t1/a']);
    });

    it('lets all of them create the container at once', async () => {
      container = 'made-by-many';
      const opened = await Promise.all(Array.from({ length: 5 }, () => at(azurite.port)));
      await Promise.all(opened.map((store, n) => store.put(`t1/${n}`, Buffer.from('x'))));
      expect(await names(await at(azurite.port), 't1')).toHaveLength(5);
    });

    it('keeps stores of different prefixes apart', async () => {
      const [one, two] = [
        await at(azurite.port, { prefix: 'one' }),
        await at(azurite.port, { prefix: 'two' }),
      ];
      await one.put('t1/a', Buffer.from('one'));
      expect(await two.get('t1/a')).toBeUndefined();
      expect(await names(two, 't1')).toEqual([]);
      expect(text(await other.get('one/t1/a'))).toBe('one');
    });

    it('keeps a blob that is touched between the look at its date and its deletion', async () => {
      await blobs.put('t1/a', Buffer.from('one'));
      const limit = clock.now();
      clock.advance(60_000);
      link.plan('DELETE', [() => other.touch('t1/a')]);
      expect(await blobs.delete('t1/a', limit)).toBe(false);
      expect(text(await other.get('t1/a'))).toBe('one');
    });

    it('deletes a blob that was put anew meanwhile but by an older date', async () => {
      await blobs.put('t1/a', Buffer.from('one'));
      link.plan('DELETE', [() => other.put('t1/a', Buffer.from('two'))]);
      expect(await blobs.delete('t1/a', clock.now())).toBe(true);
      expect(await other.get('t1/a')).toBeUndefined();
    });

    it('either keeps a blob for a touch at the same moment or lets it find nothing', async () => {
      const limit = clock.now();
      const rounds = Array.from({ length: 40 }, async (_, n) => {
        const name = `t1/${n}`;
        await other.put(name, Buffer.from('x'));
        clock.advance(1000);
        const [touched, deleted] = await Promise.all([other.touch(name), blobs.delete(name, limit)]);
        const there = (await other.get(name)) !== undefined;
        return { touched, deleted, there };
      });
      for (const { touched, deleted, there } of await Promise.all(rounds))
        expect({ deleted, there }).toEqual({ deleted: !touched, there: touched });
    });
  });

  describe('with a connection that breaks', () => {
    it('shows nothing of an upload whose sender died', async () => {
      const dying = await at(link.port, { deadlineMs: 300 });
      await blobs.put('t1/old', Buffer.from('old'));
      link.plan('PUT', ['cutUpload'], 'always');
      expect((await failure(dying.put('t1/new', Buffer.alloc(1_000_000)))).fault).toBe('unreachable');
      expect((await failure(dying.put('t1/old', Buffer.alloc(1_000_000)))).fault).toBe('unreachable');
      expect(await names(other, 't1')).toEqual(['t1/old']);
      expect(text(await other.get('t1/old'))).toBe('old');
      expect(await other.get('t1/new')).toBeUndefined();
    });

    it.each(['cutUpload', 'loseAnswer', 'busy'] as const)('puts again after %s', async (fault) => {
      link.plan('PUT', [fault]);
      await blobs.put('t1/a', Buffer.alloc(100_000, 'x'));
      expect(text(await other.get('t1/a'))).toBe('x'.repeat(100_000));
      link.plan('PUT', [fault]);
      clock.advance(60_000);
      expect(await blobs.touch('t1/a')).toBe(true);
      expect(await Array.fromAsync(other.list('t1'))).toEqual([{ name: 't1/a', modifiedAt: clock.now() }]);
    });

    it('stores nothing of an upload that was garbled on its way', async () => {
      link.plan('PUT', ['garble']);
      expect((await failure(blobs.put('t1/a', Buffer.from('one')))).fault).toBe('failed');
      expect(await other.get('t1/a')).toBeUndefined();
    });

    it('reads again where an answer was cut', async () => {
      const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, n) => n % 251));
      await blobs.put('t1/a', bytes);
      link.plan('GET', ['cutAnswer']);
      expect(Buffer.from((await blobs.get('t1/a')) ?? []).equals(bytes)).toBe(true);
    });

    it('reads the new bytes as a whole where the blob was replaced after an answer was cut', async () => {
      await blobs.put('t1/a', Buffer.alloc(200_000, 'x'));
      link.plan('GET', ['cutAnswer', () => other.put('t1/a', Buffer.alloc(100_000, 'y'))]);
      expect(text(await blobs.get('t1/a'))).toBe('y'.repeat(100_000));
    });

    it('gives up at the deadline when no answer comes', async () => {
      const impatient = await at(link.port, { deadlineMs: 200 });
      for (const method of ['GET', 'PUT', 'HEAD', 'DELETE']) link.plan(method, ['silence'], 'always');
      const waiting = [
        impatient.get('t1/a'),
        impatient.put('t1/a', Buffer.from('x')),
        impatient.touch('t1/a'),
        impatient.delete('t1/a'),
        impatient.delete('t1/a', clock.now()),
        names(impatient, 't1'),
        at(link.port, { deadlineMs: 200 }),
      ];
      for (const action of waiting.map(failure))
        expect(await action).toMatchObject({ fault: 'unreachable', code: 'deadline' });
    });

    it('says so when nothing listens at the address', async () => {
      const closed = await faultyLink(azurite.port);
      await closed.close();
      const error = await failure(at(closed.port, { deadlineMs: 300 }));
      expect(error.fault).toBe('unreachable');
      expect(error.message).toContain('cannot be reached');
    });

    it('tries again no more than a few times, and not what was refused', async () => {
      link.plan('GET', ['busy'], 'always');
      const before = link.requests.length;
      expect(await failure(blobs.get('t1/a'))).toMatchObject({ fault: 'unreachable', code: 'ServerBusy' });
      expect(link.requests.length - before).toBe(5);
      const wrongKey = {
        connectionString: azurite.connectionString(link.port).replace('Eby8', 'AAAA'),
        container,
      };
      link.plan('GET', []);
      expect((await failure(azureBlobs(wrongKey))).fault).toBe('refused');
      expect(link.requests.length - before).toBe(6);
    });
  });

  describe('with a container that is not there', () => {
    it('says so where it is not to create one', async () => {
      container = 'never-made';
      const missing = { fault: 'failed', code: 'ContainerNotFound' };
      expect(await failure(at(azurite.port, { createContainer: false }))).toMatchObject(missing);
    });

    it('does not take its blobs for absent', async () => {
      await driver().delete();
      const missing = { fault: 'failed', code: 'ContainerNotFound' };
      expect(await failure(blobs.get('t1/a'))).toMatchObject(missing);
      expect(await failure(blobs.touch('t1/a'))).toMatchObject(missing);
      expect(await failure(blobs.delete('t1/a'))).toMatchObject(missing);
      expect(await failure(blobs.delete('t1/a', clock.now()))).toMatchObject(missing);
      expect(await failure(names(blobs, 't1'))).toMatchObject(missing);
    });
  });

  describe('with blobs and names of other kinds', () => {
    it('dates a blob that something else put there by the date of the service', async () => {
      await driver().getBlockBlobClient('t1/foreign').upload('x', 1);
      const [info] = await Array.fromAsync(blobs.list('t1'));
      const { lastModified } = await driver().getBlobClient('t1/foreign').getProperties();
      expect(info).toEqual({ name: 't1/foreign', modifiedAt: lastModified });
      expect(await blobs.delete('t1/foreign', new Date('2020-01-01T00:00:00Z'))).toBe(false);
    });

    it('keeps names apart that differ by a dot at the end', async () => {
      for (const name of ['t1/a', 't1/a.', 't1/a..', 't1/a./b', 't1/a/b'])
        await blobs.put(name, Buffer.from(name));
      expect(await names(blobs, 't1')).toEqual(['t1/a', 't1/a.', 't1/a..', 't1/a./b', 't1/a/b']);
      expect(text(await blobs.get('t1/a.'))).toBe('t1/a.');
      expect(await names(blobs, 't1/a.')).toEqual(['t1/a./b']);
    });

    it('refuses a blob that one request cannot carry', async () => {
      const bytes = new Uint8Array(256 * 1024 * 1024 + 1);
      await expect(blobs.put('t1/a', bytes)).rejects.toThrow(RangeError);
    });
  });

  describe('with secrets', () => {
    const signedUrl = async (permissions: string): Promise<string> => {
      const credential = new StorageSharedKeyCredential(azurite.account, azurite.key);
      return new ContainerClient(`${azurite.accountUrl()}/${container}`, credential).generateSasUrl({
        permissions: ContainerSASPermissions.parse(permissions),
        expiresOn: new Date('2099-01-01T00:00:00Z'),
      });
    };

    it('works with a shared access signature that cannot create containers', async () => {
      const signed = await azureBlobs({ containerUrl: await signedUrl('rwdl'), clock });
      await signed.put('t1/a', Buffer.from('one'));
      expect(await signed.touch('t1/a')).toBe(true);
      expect(await names(signed, 't1')).toEqual(['t1/a']);
      expect(await signed.delete('t1/a', clock.now())).toBe(true);
    });

    it('works with an account key', async () => {
      const credential = new StorageSharedKeyCredential(azurite.account, azurite.key);
      const byKey = await azureBlobs({ containerUrl: `${azurite.accountUrl()}/${container}`, credential });
      await byKey.put('t1/a', Buffer.from('one'));
      expect(text(await other.get('t1/a'))).toBe('one');
    });

    it('tells none of them when it is refused', async () => {
      const readOnly = await azureBlobs({ containerUrl: await signedUrl('rl') });
      const error = await failure(readOnly.put('t1/a', Buffer.from('one')));
      expect(error).toMatchObject({ fault: 'refused', code: 'AuthorizationPermissionMismatch' });
      const told = inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error);
      expect(told).not.toMatch(/sig=|sv=|SharedKey|127\.0\.0\.1/);
      expect(error.message).toContain('Storage Blob Data Contributor');
    });

    it.each<[string, AzureBlobOptions]>([
      ['not a URL', { containerUrl: 'account?sig=hush' }],
      ['no container in it', { containerUrl: 'https://account.blob.core.windows.net/?sig=hush' }],
      ['another protocol', { containerUrl: 'ftp://account.blob.core.windows.net/vault?sig=hush' }],
      ['no credential', { containerUrl: 'https://account.blob.core.windows.net/vault' }],
      ['no connection string', { connectionString: 'AccountKey=hush', container: 'vault' }],
      ['a key cut short', { connectionString: 'AccountName=a;AccountKey=hush', container: 'vault' }],
      ['an impossible container', { connectionString: 'AccountKey=hush', container: 'Vault' }],
    ])('refuses a setting with %s, and does not repeat it', async (_, options) => {
      const error = await failure(azureBlobs(options));
      expect(error.fault).toBe('misconfigured');
      expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('hush');
    });

    it('says so when there is no token to be had', async () => {
      const credential = { getToken: () => Promise.reject(new CredentialUnavailableError('hush')) };
      const error = await failure(azureBlobs({ containerUrl: 'https://127.0.0.1:1/vault', credential }));
      expect(error).toMatchObject({ fault: 'refused', code: 'CredentialUnavailableError' });
      expect(inspect(error)).not.toContain('hush');
    });
  });
});

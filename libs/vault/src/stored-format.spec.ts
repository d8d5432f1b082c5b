import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '#runtime';
import type { BlobStore } from './blob-store.js';
import { memoryBlobs } from './memory-blobs.js';
import { openVaults } from './open-vaults.js';
import type { Vault } from './vault.js';

/** A small vault as version 1 stored it. It must be readable for as long as there are backups of that version. */
const TENANT = '3f2a7c1e-8d4b-4c6f-9a10-5b2e8f7d6c01';
const KEY = Buffer.from(Array.from({ length: 32 }, (_, n) => n));
const ROOT = '66b7ca3b5f0383064e5a3ee1c5ea3e3f2e6d9b347b5408235949c5e3c31fb8e7';
const STORED: Readonly<Record<string, string>> = {
  'chunks/d1ca61f24e69612a35de48bd275e0967560083c4f455b4385b036a7ee16e240d':
    'S0dWMXy33kPEkZrvyebLpiVFSLmk/W/9sd9w9p+Dxmjgj4aRvStuy4SwyQ8GyIuuVspxiq6cKD3nBjVMz4MsAp5qOP1CmG9VH9R6Yib3' +
    'iDhlswcCPn9yEphQbT3QFz9B5PK+Rh1IvKowR2kyoDRTJF7wQ14d9VKEm05/vz9TFcfgTM5oE0lOaLZyZA5hx/ZtsiPWdQtpY61d0xE=',
  'chunks/60c03e83415a43ad41deb2f1f712bf88f3b7c627cc071a7e7629974df06c33af':
    'S0dWMVf4u2itx1edHf8JlFoZfsdZfXumOikeS4+ontT6s5HDQ61KjzA6b6YgeLJGubPDJszPcavrnCIY576tF7gv8yqd7xUbM1NQJ+w8' +
    'oAFq2S4MraWQ2MnXpf75/w5Pkypb2mG4I1B5h+c82gxW7akKDlhrRwA+xYOepaVSdo0s19vaGTkqQVRvOxBwPgiB4fNbIbioqENwmx3w' +
    'CopOY69R6TjbTePpPdw3abM/eQYCPqM4NIc3rGactC4ZN1agz2wXp0Ccv+1wLCc2',
  'references/head':
    'S0dWMb1fiKcfk31hrtBMSHf/MhX4m1jhX3RTAjwmmDyx6XEhJAiPD0V+gsHZXxINYgKe3FnlMJvMqwOrFvxyqQXFrfgUI7e42QVjplRc' +
    'zbkf38zl7x1w6Y1t6GNlSFG1',
};
const ENTRIES = [
  { key: 'group/9', value: '["group",1,"Staff"]' },
  { key: 'group/9/members/1', value: '' },
  { key: 'user/1', value: '["user",1,"Ada"]' },
  { key: 'user/2', value: '["user",1,"Zoë 二"]' },
];

function opened(): { vault: Vault; blobs: BlobStore } {
  const clock = new VirtualClock('2026-11-02T08:00:00Z');
  const blobs = memoryBlobs(clock);
  return { vault: openVaults({ blobs, clock, key: KEY }).of(TENANT), blobs };
}

describe('the stored format', () => {
  it('of version 1 is read', async () => {
    const { vault, blobs } = opened();
    for (const [name, base64] of Object.entries(STORED))
      await blobs.put(`${TENANT}/${name}`, Buffer.from(base64, 'base64'));
    expect(await vault.readReference('head')).toBe(ROOT);
    expect(await Array.fromAsync(vault.snapshot(ROOT).scan())).toEqual(ENTRIES);
    expect(await vault.snapshot(ROOT).counts()).toEqual({ group: 1, 'group/members': 1, user: 2 });
    expect(await vault.verify(ROOT)).toEqual({ root: ROOT, entries: 4, damages: [] });
  });

  it('gives the same content the same root and blob names', async () => {
    const { vault, blobs } = opened();
    const edit = vault.edit(undefined);
    for (const { key, value } of ENTRIES) edit.put(key, value);
    expect(await edit.commit()).toBe(ROOT);
    for (const name of Object.keys(STORED).filter((stored) => stored.startsWith('chunks/')))
      expect(await blobs.get(`${TENANT}/${name}`)).toBeDefined();
  });

  it('cuts a large content where it always has', async () => {
    const { vault } = opened();
    const edit = vault.edit(undefined);
    for (let n = 0; n < 100_000; n += 1)
      edit.put(`user/${n.toString(16).padStart(8, '0')}`, `["user",1,${n}]`);
    expect(await edit.commit()).toBe('d43d0a4f7183c2044775e18e16431143a6bdcb36b2062536f3faaafdff5e5ef6');
  });
});

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
/** Two snapshots as version 2 stored them: the second one's leaf is kept as its difference to the first one's. */
const EARLIER = '11d62eb579b8c9c049e898e9c54be6c92758f3ff04ffd93a2c02bf0305b3d9fe';
const LATER = 'b5360d4f33df47389f13a21b6eb663d679d404ee0749c31e3f6fb301e00b25b7';
const STORED_BY_VERSION_2: Readonly<Record<string, string>> = {
  'chunks/734059a617131f685aedd69451455608b71ccc895bfa95675e980a691e2ba065':
    'S0dWMWrjj4ReZFK4BvimkC2oydFxbH0jFAARPts0ggwjRitwhnXpbbVelUz3oQ7AWmKdh0GJ3eZmlugXocF1STFVYbjMcF5E0dolg3uj' +
    '2u+sGopHym/cDgyW5VIkmhMTuRGK6/Ah5NgbJyGVe1bYClN51w64bAg4xvadGlqcOUwe42e5A56Bj4OpinDkBfvokqGjcm5S/1lch350' +
    'qLw6AFWsN4rVWtdXY0OweB4CDpUsUrFlcCzTlSmKHCKraAgyrmgzBACZ',
  'chunks/c151825835c1cefa9dd609e07f6344b20e9d8b8feb79c5df8a5f5ed4ed928050':
    'S0dWMQAZ2t4a3R7oMlr7GCDo75fNtLR1GR7zCVv+ozeAiYdiQ/Bu/JHOgt9aQfoO2tAAFam1D7Ap417uwS766Du8KaGw64axYZsvYPbT' +
    'IWBkR2S5ipx4XUWg07SojyCpsfZdzgJxed/ekGY65IVfhkuTILyhMkTY4cuQ64gQ2dn/HX7dJzHuzyAzJQXPSDn4nJB/klZytWbzSAy5' +
    'h29285BPYhwyWZUkMY1MnvDJ6A7lrjzWEhNK',
  'chunks/847d4514fb0b8cd8da14d6b7ba80c2425f6a7652d4078a9cca06444784bef551':
    'S0dWMeS8ZarddqbIyBAk1ffTqttXlZzOPoxemVbynNvoB6SbSpCERaIPEP8x0rvdbxNyE7DLRsxS70A1i+sCzh2+Zk9zUeVb3nt8IJ40' +
    'tYPZgef+OPTy6xRL8AISwBBFeA0ihrAJosatM3B8fhTnASs8T/sXJFOMClyWnnrutS2ooHXO275lLIq80w4RMvbGgS/Wgl2kcTKhjpjB' +
    'OZwAA0MTPgTwm4q2TEbAbhjdqAfOmlQcV1wsMA==',
  'chunks/b3b8184a7ac5bd01ff77d01b35fa1d247c471cae3e1611da29a15abefeb1f75a':
    'S0dWMSHq1yX0kmOMj4OP20MnoC/lrydA6ETgUVChLQf39MB+WxsjHUaryDrwnaV8vGs1UuH7L93PqqZZcy4bQlrjM56yKhKGgsFZGKog' +
    'cJY5bD9pcfWsvaq/C1D0Hg==',
};
const ADA = {
  key: 'user/1',
  value: '["user",1,"Ada Lovelace","Analyst of Engines","London","+44 20 7946 0000"]',
};
const zoe = (town: string) => ({
  key: 'user/2',
  value: `["user",1,"Zoë 二","Physicist","${town}","+41 44 668 18 00"]`,
});
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

  it('of version 2, with a leaf that is a difference, is read', async () => {
    const { vault, blobs } = opened();
    for (const [name, base64] of Object.entries(STORED_BY_VERSION_2))
      await blobs.put(`${TENANT}/${name}`, Buffer.from(base64, 'base64'));
    expect(await Array.fromAsync(vault.snapshot(EARLIER).scan())).toEqual([ADA, zoe('Zürich')]);
    expect(await Array.fromAsync(vault.snapshot(LATER).scan())).toEqual([ADA, zoe('Genève')]);
    for (const root of [EARLIER, LATER])
      expect(await vault.verify(root)).toEqual({ root, entries: 2, damages: [] });
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

import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import type { Alarm, AlarmChannel } from '#jobs';
import { readAlarmSettings } from './alarm-destinations.js';
import { openAlarmChannels } from './open-alarm-channels.js';

const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const alarm: Alarm = {
  id: 'a1000000-0000-4000-8000-000000000001',
  kind: 'driftFound',
  tenantId: TENANT,
  at: '2026-11-24T12:00:00.000Z',
  reportId: '20000000-0000-4000-8000-000000000001',
  backupId: '10000000-0000-4000-8000-000000000001',
  severity: 'critical',
  findings: [{ rule: 'Conditional Access', severity: 'critical', objects: 2, links: 0, isNew: true }],
  massChanges: [{ objectType: 'user', changed: 30, objects: 100 }],
};
const { signal } = new AbortController();

describe('the destinations of alarms', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'known-good-alarms-'));
    writeFileSync(join(folder, 'secret'), `${SECRET}\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (content: unknown): string => {
    const path = join(folder, 'alarms.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const opened = (destination: object, consoleUrl?: string): AlarmChannel => {
    const settings = readAlarmSettings(
      file({ destinations: [destination], ...(consoleUrl && { consoleUrl }) }),
    );
    const [channel] = openAlarmChannels(settings);
    if (!channel) throw new Error('No destination was opened.');
    return channel;
  };

  describe('a webhook', () => {
    let server: Server;
    let port: number;
    let status = 204;
    let received: { headers: IncomingHttpHeaders; body: string }[];
    beforeEach(async () => {
      status = 204;
      received = [];
      server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
          response
            .writeHead(status, { location: `http://127.0.0.1:${port}/elsewhere` })
            .end('secret of theirs');
        });
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      ({ port } = server.address() as AddressInfo);
    });
    afterEach(async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    });

    const webhook = (over: object = {}) => ({
      name: 'soc',
      kind: 'webhook',
      url: `http://127.0.0.1:${port}/hook`,
      secretFile: join(folder, 'secret'),
      allowPrivateAddress: true,
      ...over,
    });

    it('is told in JSON, signed, with an id by which a repetition is known', async () => {
      const channel = opened(webhook(), 'https://known-good.example/');
      await channel.tell(alarm, signal);
      await channel.tell(alarm, signal);
      expect(received).toHaveLength(2);
      const [first] = received;
      const verified = new Webhook(SECRET).verify(
        first?.body ?? '',
        first?.headers as Record<string, string>,
      );
      const { id, tenantId, reportId, backupId, severity, findings, massChanges } = alarm;
      const data = { id, tenantId, reportId, backupId, severity, findings, massChanges };
      const link = `https://known-good.example/reports/${alarm.reportId}`;
      expect(verified).toEqual({ type: 'drift.found', timestamp: alarm.at, data: { ...data, link } });
      expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([alarm.id, alarm.id]);
    });

    it.each([
      [500, false],
      [302, false],
      [410, true],
    ])('that answers %d has not taken it (for good: %s)', async (answered, isFinal) => {
      status = answered;
      await expect(opened(webhook()).tell(alarm, signal)).rejects.toMatchObject({
        name: 'AlarmNotTold',
        code: `status ${answered}`,
        isFinal,
      });
      expect(received).toHaveLength(1);
    });

    it.each(['127.0.0.1', 'localhost', '[::1]', '169.254.169.254', '10.0.0.1', '[::ffff:127.0.0.1]'])(
      'in a private network is not called unless that is allowed: %s',
      async (host) => {
        const url = `https://${host}:${port}/hook`;
        await expect(
          opened(webhook({ url, allowPrivateAddress: false })).tell(alarm, signal),
        ).rejects.toMatchObject({ code: 'addressNotAllowed', isFinal: true });
        expect(received).toEqual([]);
      },
    );

    it('that is not there can be tried again', async () => {
      const url = 'http://127.0.0.1:9/hook';
      await expect(opened(webhook({ url })).tell(alarm, signal)).rejects.toMatchObject({
        code: 'ECONNREFUSED',
        isFinal: false,
      });
    });
  });

  it('by mail are told in words', async () => {
    const letters: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          letters.push(Buffer.concat(chunks).toString());
          done();
        });
      },
    });
    const listening = Promise.withResolvers<void>();
    const tcp = server.listen(0, '127.0.0.1', () => listening.resolve());
    await listening.promise;
    const { port } = tcp.address() as AddressInfo;
    const mail = {
      name: 'on-call',
      kind: 'mail',
      server: '127.0.0.1',
      port,
      security: 'none',
      from: 'known-good@contoso.example',
      to: ['on-call@contoso.example'],
    };
    await opened(mail).tell(alarm, signal);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain('Subject: Known Good: drift (critical)');
    expect(letters[0]).toContain(`Message-ID: <${alarm.id}@known-good>`);
    expect(letters[0]).toContain('Mass change: 30 of 100 objects of type user.');
    expect(letters[0]).toContain('Conditional Access (critical): 2 objects');
    // A server without TLS is not given the message unless that was asked for.
    await expect(opened({ ...mail, security: 'startTls' }).tell(alarm, signal)).rejects.toMatchObject({
      name: 'AlarmNotTold',
    });
    expect(letters).toHaveLength(1);
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    await closed.promise;
  });

  it('that are a file get a line each', async () => {
    const path = join(folder, 'siem.jsonl');
    const channel = opened({ name: 'siem', kind: 'jsonLines', file: path });
    await channel.tell(alarm, signal);
    const failed = { kind: 'driftCheckFailed', backupId: null, findings: [], massChanges: [] } as const;
    await channel.tell({ ...alarm, ...failed }, signal);
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      'drift.found',
      'drift.check_failed',
    ]);
    await expect(
      opened({ name: 'siem', kind: 'jsonLines', file: join(folder, 'no', 'folder') }).tell(alarm, signal),
    ).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('get only what concerns them', () => {
    const siem = { name: 'siem', kind: 'jsonLines', file: 'x' };
    expect(opened(siem).wants(alarm)).toBe(true);
    expect(opened({ ...siem, leastSeverity: 'high' }).wants({ ...alarm, severity: 'medium' })).toBe(false);
    expect(opened({ ...siem, leastSeverity: 'high' }).wants(alarm)).toBe(true);
    expect(opened({ ...siem, tenants: [TENANT.toUpperCase()] }).wants(alarm)).toBe(true);
    expect(opened({ ...siem, tenants: ['aaaaaaaa-0000-4000-8000-000000000002'] }).wants(alarm)).toBe(false);
  });

  it('are none without a file', () => {
    expect(readAlarmSettings(join(folder, 'none.json'))).toEqual({ destinations: [] });
  });

  const siem = { name: 'siem', kind: 'jsonLines', file: 'x' };
  const hook = { name: 'soc', kind: 'webhook', url: 'https://soc.example/hook', secretFile: 'x' };
  it.each<[string, unknown, string]>([
    ['what is not JSON', '{', 'is not JSON'],
    ['a list', [], 'must hold an object'],
    ['no destinations', {}, 'destinations'],
    ['a kind that there is not', { destinations: [{ ...siem, kind: 'pager' }] }, 'kind'],
    ['a name with blanks', { destinations: [{ ...siem, name: 'My SIEM' }] }, 'name must be'],
    ['one name twice', { destinations: [siem, siem] }, 'two destinations have one name'],
    ['a setting that there is not', { destinations: [{ ...siem, colour: 'red' }] }, 'colour'],
    ['a webhook without TLS', { destinations: [{ ...hook, url: 'http://soc.example' }] }, 'by https'],
    ['a secret written here', { destinations: [{ ...hook, secret: SECRET }] }, 'secret'],
  ])('cannot be %s', (_what, content, why) => {
    expect(() => readAlarmSettings(file(content))).toThrow(why);
  });

  it('need their secrets at start-up', () => {
    expect(() => opened({ ...hook, secretFile: join(folder, 'none') })).toThrow('cannot be read');
    writeFileSync(join(folder, 'short'), 'whsec_c2hvcnQ=');
    expect(() => opened({ ...hook, secretFile: join(folder, 'short') })).toThrow('at least 24 random bytes');
  });
});

import { describe, expect, it } from '@jest/globals';
import { GraphCaller, ids } from '../graph-caller.contract.js';

const LOCATIONS = '/identity/conditionalAccess/namedLocations';
const DELETED = '/identity/conditionalAccess/deletedItems/namedLocations';
const IP = '#microsoft.graph.ipNamedLocation';
const COUNTRY = '#microsoft.graph.countryNamedLocation';
const V4 = '#microsoft.graph.iPv4CidrRange';
const range = (cidrAddress: string) => ({ '@odata.type': V4, cidrAddress });

describe('named locations', () => {
  it('show the properties of their kind, with their type', async () => {
    const graph = new GraphCaller();
    const ip = await graph.create(LOCATIONS, {
      '@odata.type': IP,
      displayName: 'I',
      ipRanges: [range('203.0.113.0/24')],
    });
    const country = await graph.create(LOCATIONS, {
      '@odata.type': COUNTRY,
      displayName: 'C',
      countriesAndRegions: ['NL'],
    });
    const shown = (await graph.get(`${LOCATIONS}/${ip}`)).body;
    expect(shown).toMatchObject({ '@odata.type': IP, isTrusted: false });
    expect(shown).not.toHaveProperty('countriesAndRegions');
    expect((await graph.get(`${LOCATIONS}/${country}`)).body).toMatchObject({
      '@odata.type': COUNTRY,
      includeUnknownCountriesAndRegions: false,
      countryLookupMethod: 'clientIpAddress',
    });
  });

  it.each([
    ['no type', { displayName: 'x' }],
    ['the type of the other kind', { '@odata.type': COUNTRY, displayName: 'x' }],
    ['a property of the other kind', { '@odata.type': IP, countriesAndRegions: ['NL'] }],
    ['a mask of /8', { '@odata.type': IP, ipRanges: [range('10.0.0.0/8')] }],
    ['no mask', { '@odata.type': IP, ipRanges: [range('10.0.0.0')] }],
    ['no address', { '@odata.type': IP, ipRanges: [range('10.0.0.256/24')] }],
    ['a range without type', { '@odata.type': IP, ipRanges: [{ cidrAddress: '10.0.0.0/24' }] }],
  ])('refuse a PATCH with %s', async (_, body) => {
    const graph = new GraphCaller();
    const id = await graph.create(LOCATIONS, {
      '@odata.type': IP,
      displayName: 'I',
      ipRanges: [range('203.0.113.0/24')],
    });
    expect((await graph.patch(`${LOCATIONS}/${id}`, body)).status).toBe(400);
  });

  it('replace their ranges whole', async () => {
    const graph = new GraphCaller();
    const id = await graph.create(LOCATIONS, {
      '@odata.type': IP,
      displayName: 'I',
      ipRanges: [range('203.0.113.0/24')],
    });
    await graph.patch(`${LOCATIONS}/${id}`, { '@odata.type': IP, ipRanges: [range('198.51.100.0/24')] });
    expect((await graph.get(`${LOCATIONS}/${id}`)).body['ipRanges']).toEqual([range('198.51.100.0/24')]);
  });

  it('cannot be deleted while trusted or used, and come back untrusted', async () => {
    const graph = new GraphCaller();
    const { id } = await graph.one(LOCATIONS, (location) => location['isTrusted'] === true);
    expect((await graph.delete(`${LOCATIONS}/${id}`)).status).toBe(400);
    await graph.patch(`${LOCATIONS}/${id}`, { '@odata.type': IP, isTrusted: false });
    expect((await graph.delete(`${LOCATIONS}/${id}`)).status).toBe(204);
    expect(ids(await graph.all(DELETED))).toContain(id);
    expect((await graph.post(`${DELETED}/${id}/restore`)).body).toMatchObject({ id, isTrusted: false });
    const used = await graph.one(LOCATIONS, (location) => location['displayName'] === 'Allowed countries');
    expect((await graph.delete(`${LOCATIONS}/${used.id}`)).status).toBe(400);
  });
});

import type { Attack, Suite } from '../attack.ts';
import type { RunningProduct } from '../running-product.ts';
import type { Targets } from '../targets.ts';

const ROOT = '/v1.0/directory/recovery';

/** S6: the REST face in Graph's form. Each is a fault of the caller's (4xx), never of ours, and shows no values. */
export async function graphFace(product: RunningProduct, targets: Targets): Promise<Suite> {
  const token = await product.issuer.token();
  const attempt = (what: string, path: string, init: RequestInit = {}): Attack => ({
    what,
    refused: async () => {
      const { status, text } = await product.http(path, init, token);
      return status >= 400 && status < 500 && !/node_modules|SQLITE|"value":/.test(text);
    },
  });
  const post = (body: string): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const jobs = `${ROOT}/snapshots/${targets.backup}/recoveryPreviewJobs`;
  const ids = Array.from({ length: 101 }, (_, n) => `eeeeeeee-0000-4000-8000-${String(n).padStart(12, '0')}`);
  const anonymous = (path: string): Attack => ({
    what: `no token at ${path}`,
    refused: async () => (await product.http(path)).status === 401,
  });
  return {
    name: 'S6 REST face',
    attacks: [
      attempt(
        '$filter: SQL',
        `${ROOT}/jobs?$filter=${encodeURIComponent("status eq 'x' or 1=1; drop table jobs")}`,
      ),
      attempt('$filter: a quote', `${ROOT}/jobs?$filter=${encodeURIComponent("status eq '''")}`),
      attempt('$filter: a call', `${ROOT}/jobs?$filter=${encodeURIComponent('constructor(process)')}`),
      attempt('$top 100000', `${ROOT}/snapshots?$top=100000`),
      attempt('$top −1', `${ROOT}/snapshots?$top=-1`),
      attempt('$skip −1', `${ROOT}/snapshots?$skip=-1`),
      attempt('$top twice', `${ROOT}/snapshots?$top=1&$top=2`),
      attempt('an option that is not offered', `${ROOT}/snapshots?$expand=tenant`),
      attempt('$skiptoken of nonsense', `${ROOT}/snapshots?$skiptoken=%FF%00bad`),
      attempt('an id with ../', `${ROOT}/snapshots/..%2F..%2Fetc%2Fpasswd`),
      attempt('an id with %00', `${ROOT}/snapshots/${targets.backup}%00`),
      attempt('an id that is no UTF-8', `${ROOT}/snapshots/%C0%AE`),
      attempt('another tenant’s snapshot', `${ROOT}/snapshots/${targets.theirBackup}`),
      attempt('another tenant’s job', `${ROOT}/jobs/${targets.theirRecovery}`),
      attempt(
        '101 ids',
        jobs,
        post(
          JSON.stringify({
            filteringCriteria: {
              '@odata.type': '#microsoft.graph.entraRecoveryServices.recoveryJobFilteringCriteria',
              ids,
            },
          }),
        ),
      ),
      attempt('a criterion of the wrong type', jobs, post('{"filteringCriteria": 5}')),
      attempt('no JSON', jobs, post('{')),
      attempt('a body of 10 MB', jobs, post(`{"pad":"${'x'.repeat(10_000_000)}"}`)),
      attempt(
        '__proto__',
        jobs,
        post('{"__proto__":{"admin":true},"filteringCriteria":{"__proto__":{}, "x":1}}'),
      ),
      attempt('PUT', `${ROOT}/snapshots`, { method: 'PUT' }),
      attempt('DELETE', `${ROOT}/snapshots/${targets.backup}`, { method: 'DELETE' }),
      anonymous(`${ROOT}/snapshots`),
      anonymous(`${ROOT}/jobs`),
      anonymous(`${ROOT}/snapshots/${targets.backup}`),
    ],
  };
}

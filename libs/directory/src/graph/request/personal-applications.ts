import { isJsonObject, type Json } from '#catalogue';
import { get, succeeded, type GraphClient, type GraphReply, type GraphRequest } from './graph-request.js';

/**
 * Which applications people with personal Microsoft accounts may use: writes to them have a quota of their own, which
 * is small. Learnt from every answer that shows an application.
 * https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits
 */
export class PersonalApplications {
  private readonly known = new Map<string, boolean>();

  /** Whether the request writes to such an application, as far as is known. */
  isWrittenBy(request: GraphRequest): boolean {
    const id = writtenApplication(request);
    return id !== undefined && (isPersonal(request.body) || (this.known.get(id) ?? false));
  }

  /** Looks at what was asked for and what came back. */
  learn(request: GraphRequest, reply: GraphReply): void {
    if (!/^\/[^/]+\/applications\b/.test(request.path) || !succeeded(reply)) return;
    const { body } = reply;
    const listed = isJsonObject(body) ? body['value'] : undefined;
    const shown = Array.isArray(listed) ? (listed as readonly Json[]) : [body];
    for (const application of shown) this.note(application);
    const written = writtenApplication(request);
    if (written !== undefined && audienceOf(request.body) !== undefined)
      this.known.set(written, isPersonal(request.body));
  }

  /** Asks once for the audience of each application that is about to be written to and is not known yet. */
  askingFirst(client: GraphClient): GraphClient {
    return {
      send: async (request, signal) => {
        const id = writtenApplication(request);
        if (id !== undefined && !this.known.has(id) && !isPersonal(request.body)) {
          const question = get(`/v1.0/applications/${id}?$select=id,signInAudience`, { lane: 'identity' });
          const { priority } = request;
          await client.send({ ...question, ...(priority && { priority }) }, signal);
        }
        return client.send(request, signal);
      },
    };
  }

  private note(application: Json | undefined): void {
    const id = isJsonObject(application) ? application['id'] : undefined;
    if (typeof id === 'string' && audienceOf(application) !== undefined)
      this.known.set(id, isPersonal(application));
  }
}

function writtenApplication({ method, path }: GraphRequest): string | undefined {
  return method === 'GET' ? undefined : /^\/[^/]+\/applications\/([^/?]+)/.exec(path)?.[1];
}

function audienceOf(application: Json | undefined): string | undefined {
  const audience = isJsonObject(application) ? application['signInAudience'] : undefined;
  return typeof audience === 'string' ? audience : undefined;
}

const isPersonal = (application: Json | undefined): boolean =>
  audienceOf(application)?.includes('Personal') ?? false;

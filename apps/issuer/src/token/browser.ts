/** Plays the part of a browser at one site: keeps its cookies and never sends them, or a form, elsewhere. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly site: string) {}

  /** Follows a site's redirections until it answers with a page, or sends the browser to another address. */
  async open(address: string, form?: Readonly<Record<string, string>>): Promise<Visit> {
    let url = address;
    let body = form;
    for (let hop = 0; hop < 10; hop += 1) {
      if (new URL(url).origin !== new URL(this.site).origin) return { url, status: 302, body: '' };
      const response = await this.request(url, body);
      const location = response.headers.get('location');
      if (location === null) return { url, status: response.status, body: await response.text() };
      await response.body?.cancel();
      url = new URL(location, url).href;
      body = undefined;
    }
    throw new Error('The issuer redirects without end.');
  }

  private async request(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

/** Where the browser ended up; 302 means that it was sent to another site, which it did not open. */
export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

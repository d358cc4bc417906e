interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** Of a redirect, made absolute. */
  readonly location: URL | null;
  /** The `Set-Cookie` fields as they came. */
  readonly cookies: readonly string[];
}

/** Keeps cookies by path as a browser does (RFC 6265), and follows no redirect by itself. */
export class Browser {
  private cookies: readonly Cookie[] = [];

  open(url: URL | string): Promise<Page> {
    return this.send(new URL(url), { method: 'GET' });
  }

  submit(url: URL | string, form: Record<string, string>): Promise<Page> {
    return this.send(new URL(url), { method: 'POST', body: new URLSearchParams(form) });
  }

  /** What it would send there. */
  cookiesFor({ pathname }: URL): string {
    return this.cookies
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  private async send(url: URL, init: RequestInit): Promise<Page> {
    const cookie = this.cookiesFor(url);
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { Accept: 'text/html', ...(cookie === '' ? {} : { Cookie: cookie }) },
    });
    const cookies = response.headers.getSetCookie();
    for (const field of cookies) this.keep(field);
    const location = response.headers.get('location');
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
      location: location === null ? null : new URL(location, url),
      cookies,
    };
  }

  private keep(field: string): void {
    const [pair = '', ...attributes] = field.split(';').map((part) => part.trim());
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8);
    const others = this.cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    const isGone = expires !== undefined && Date.parse(expires) <= Date.now();
    this.cookies = isGone ? others : [...others, { name, value, path }];
  }
}

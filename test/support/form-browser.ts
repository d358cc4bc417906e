interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly attributes: string;
}

export interface Visit {
  readonly status: number;
  /** Where the browser is now, or would go next when that is another origin. */
  readonly url: URL;
  readonly headers: Headers;
  readonly text: string;
}

export interface Submission {
  /** On top of what the form has in it; null takes a field away. */
  readonly fields?: Readonly<Record<string, string | null>>;
  /** Which form of the page, from 0. */
  readonly form?: number;
  /** On top of those of a browser; null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

const REDIRECTS_MOST = 10;

/** What a browser without script does: cookies by path, forms with their hidden fields, redirects inside one origin. */
export class FormBrowser {
  readonly cookies = new Map<string, Cookie>();

  constructor(readonly origin: string) {}

  open(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Visit> {
    return this.go(new URL(path, this.origin), { method: 'GET', headers });
  }

  /** Fills a form in and sends it, as the page says. */
  submit({ url, text }: Visit, { fields = {}, form = 0, headers = {} }: Submission = {}): Promise<Visit> {
    const source = [...text.matchAll(/<form\b[^>]*>.*?<\/form>/gs)][form]?.[0];
    if (source === undefined) throw new Error(`there is no form ${String(form)} on ${url.pathname}: ${text}`);
    const values = new Map(Object.entries(hiddenFieldsOf(source)));
    for (const [name, value] of Object.entries(fields)) {
      if (value === null) values.delete(name);
      else values.set(name, value);
    }
    const action = attributeOf(source.slice(0, source.indexOf('>')), 'action') ?? url.href;
    const sent: Readonly<Record<string, string | null>> = { Origin: this.origin, ...headers };
    const kept = Object.entries(sent).filter((pair): pair is [string, string] => pair[1] !== null);
    return this.go(new URL(action, url), {
      method: 'POST',
      headers: Object.fromEntries(kept),
      body: new URLSearchParams([...values]),
    });
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name)?.value;
  }

  private async go(url: URL, request: RequestInit): Promise<Visit> {
    let next = { url, request };
    for (let hop = 0; hop < REDIRECTS_MOST; hop++) {
      const response = await fetch(next.url, {
        ...next.request,
        headers: { ...(next.request.headers as Record<string, string>), Cookie: this.cookiesFor(next.url) },
        redirect: 'manual',
      });
      this.keep(response.headers.getSetCookie(), next.url);
      const location = response.headers.get('location');
      const visit = { status: response.status, url: next.url, headers: response.headers };
      if (location === null) return { ...visit, text: await response.text() };
      await response.body?.cancel();
      const target = new URL(location, next.url);
      if (target.origin !== this.origin) return { ...visit, url: target, text: '' };
      next = { url: target, request: { method: 'GET', headers: {} } };
    }
    throw new Error(`the redirects from ${url.href} do not end`);
  }

  private cookiesFor({ pathname }: URL): string {
    return [...this.cookies]
      .filter(
        ([, { path }]) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`),
      )
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  private keep(lines: readonly string[], { pathname }: URL): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const path = attributes.find((text) => /^path=/i.test(text))?.slice('path='.length) ?? pathname;
      const isOver = attributes.some((text) => /^(max-age=0$|expires=.*1970)/i.test(text));
      if (isOver) this.cookies.delete(name);
      else this.cookies.set(name, { value, path, attributes: attributes.join('; ') });
    }
  }
}

function hiddenFieldsOf(form: string): Record<string, string> {
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)].map(([input]) => input);
  const hidden = inputs.filter((input) => attributeOf(input, 'type') === 'hidden');
  return Object.fromEntries(
    hidden.map((input) => [attributeOf(input, 'name') ?? '', attributeOf(input, 'value') ?? '']),
  );
}

function attributeOf(tag: string, name: string): string | null {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? null : plain(value);
}

/** What the page means by its entities. */
const plain = (text: string): string =>
  text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');

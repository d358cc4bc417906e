import fc from 'fast-check';
import { Html, html } from './html.js';

const unescaped = (text: string): string =>
  text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[&<>"'\/a-z;#0-9 ]*$/),
  fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onfocus='x", '&lt;'),
);

describe('html', () => {
  it('lets no value end its text or its attribute, and loses nothing of it', () => {
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        const { text } = html`<p title="${first}">${second}</p>`;
        const [, inAttribute, inText] = /^<p title="([^"<>']*)">([^"<>']*)<\/p>$/.exec(text) ?? [];
        expect(inAttribute).toBeDefined();
        expect([unescaped(inAttribute!), unescaped(inText!)]).toStrictEqual([first, second]);
      }),
    );
  });

  it('keeps what is HTML already, one by one and in lists', () => {
    fc.assert(
      fc.property(fc.array(texts), (values) => {
        const items = values.map((value) => html`<i>${value}</i>`);
        expect(html`<b>${items}</b>`.text).toBe(`<b>${items.map(({ text }) => text).join('')}</b>`);
      }),
    );
    expect(html`<p>${html`<b>${'<'}</b>`}${null}${7}</p>`).toStrictEqual(new Html('<p><b>&lt;</b>7</p>'));
  });
});

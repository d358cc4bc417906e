/** For light and dark readers; each picture has a ground of its own, wherever it is put. */
export const SVG_STYLE =
  '<style>.ground{fill:#fff}text{fill:#1f2328}.on{fill:#111}.grid{stroke:#d8dce0}' +
  '@media(prefers-color-scheme:dark){.ground{fill:#0d1117}text{fill:#e6edf3}.on{fill:#111}.grid{stroke:#30363d}}</style>';

/** What XML 1.0, section 2.2, has no way to write. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** As the content of an element or an attribute. */
export const escaped = (content: string): string =>
  content
    .toWellFormed()
    .replaceAll(UNWRITABLE, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

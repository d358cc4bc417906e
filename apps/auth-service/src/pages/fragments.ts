import { html, type Html } from '@acgs/markup';

/** What went wrong, where screen readers say it first; nothing for null. */
export const faultNote = (fault: string | null): Html | null =>
  fault === null ? null : html`<p class="fault" role="alert">${fault}</p>`;

export const hiddenFields = (fields: Readonly<Record<string, string>>): Html[] =>
  Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );

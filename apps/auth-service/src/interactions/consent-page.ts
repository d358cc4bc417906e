import { html, type Html } from '@acgs/markup';
import { hiddenFields } from '../pages/fragments.js';
import type { Page } from '../pages/page.js';

export interface ConsentQuestion {
  readonly action: string;
  readonly form: string;
  readonly client: string;
  readonly email: string;
  /** What the client may do from then on, in words. */
  readonly meanings: readonly string[];
  readonly formTarget: string | null;
}

export const consentPage = (question: ConsentQuestion): Page => ({
  title: `Allow ${question.client} this?`,
  formTarget: question.formTarget,
  body: html`<p>You are ${question.email}. ${question.client} asks that it may:</p>
    <ul>
      ${question.meanings.map((meaning) => html`<li>${meaning}</li>`)}
    </ul>
    ${answer(question, 'allow', 'Allow', '')} ${answer(question, 'refuse', 'Refuse', 'second')}`,
});

const answer = ({ action, form }: ConsentQuestion, step: string, button: string, look: string): Html => html`
  <form method="post" action="${action}">
    ${hiddenFields({ form, step })}
    <button type="submit" class="${look}">${button}</button>
  </form>
`;

import { DomainError } from '@acgs/contracts';

export class ExplanationErasedError extends DomainError {
  readonly problem = 'erased';

  constructor(decisionId: string, fields: readonly string[]) {
    super(
      `The explanation of ${decisionId} can't be made any more: it depends on what was erased, ${fields.join(', ')}.`,
    );
  }
}

import { type Fault } from '@acgs/contracts';

/** What a search was told to vary cannot be varied. Paths lead into the list of chosen parameters; of no list, to it. */
export class SearchSpaceError extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ message }) => message).join('; '));
    this.name = 'SearchSpaceError';
  }
}

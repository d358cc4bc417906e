import type { Figures } from '@acgs/observability';

/** What a worker can have done by its primary: a turn of its event loop, or the figures of all workers joined. */
export type Errand = 'turn' | 'metrics';

export type FromWorker =
  /** All is made, and it could listen. */
  | { readonly kind: 'prepared' }
  /** Its readiness says yes. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'serving'; readonly url: string }
  /** Why it ends without having served, in words for people. */
  | { readonly kind: 'fault'; readonly text: string }
  | { readonly kind: 'figures'; readonly figures: Figures }
  | { readonly kind: 'ask'; readonly id: number; readonly errand: Errand };

export type FromPrimary =
  | { readonly kind: 'listen' }
  /** Another has taken its place: it drains and ends, without a word that the service would not be ready. */
  | { readonly kind: 'retire' }
  | { readonly kind: 'tell-figures' }
  | { readonly kind: 'answer'; readonly id: number; readonly text: string };

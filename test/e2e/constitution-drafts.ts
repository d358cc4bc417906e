export interface PrincipleInput {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** A principle with what is required and no more. */
export const principle = (id: string, rule: Readonly<Record<string, unknown>> = {}): PrincipleInput => ({
  id,
  title: `Principle ${id}`,
  statement: 'What people read.',
  category: 'safety',
  severity: 'high',
  rule: { effect: 'forbid', message: 'not like this', when: 'action.name == "delete"', ...rule },
});

export const draft = (title: string, ...principles: readonly PrincipleInput[]): Record<string, unknown> => ({
  title,
  principles: principles.length > 0 ? principles : [principle('P1')],
});

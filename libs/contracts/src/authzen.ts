import { z } from 'zod';
import { DecisionSchema } from './decision.js';
import { EvaluationRequestSchema } from './evaluation-request.js';
import { FaultSchema } from './problem.js';

/** As many as a batch of decisions may have. */
const EVALUATIONS_MAX = 1000;

const { subject, action, resource, context } = EvaluationRequestSchema.shape;

/**
 * OpenID AuthZEN Authorization API 1.0, section 6.1. Becomes an evaluation request: members that the standard does not
 * know are left out, as its section 10.1.1 wants, and are not recorded.
 */
export const AccessEvaluationRequestSchema = z
  .object({
    subject: z.object(subject.shape),
    action: z.object(action.shape),
    resource: z.object(resource.shape),
    context,
  })
  .meta({ id: 'AccessEvaluationRequest' });

const AccessDecidedSchema = z
  .strictObject({
    decision: z.boolean().meta({ description: 'True for the outcome `allow` alone' }),
    context: DecisionSchema.omit({ explanation: true }).meta({
      id: 'AccessDecisionContext',
      description: 'The decision as it is recorded',
    }),
  })
  .meta({ id: 'AccessDecided' });

const AccessFailedSchema = z
  .strictObject({
    decision: z.literal(false),
    context: z.strictObject({
      error: z.strictObject({ status: z.int(), message: z.string(), faults: z.array(FaultSchema) }),
    }),
  })
  .meta({
    id: 'AccessFailed',
    description: 'For one of several evaluations: it has faults, so it was not decided and has no record',
  });

/** Section 5.5, the decision entity. */
export const AccessDecisionSchema = z
  .union([AccessDecidedSchema, AccessFailedSchema])
  .meta({ id: 'AccessDecision' });
export type AccessDecision = z.infer<typeof AccessDecisionSchema>;

const EvaluationsSemanticSchema = z
  .enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'])
  .meta({ id: 'EvaluationsSemantic' });
export type EvaluationsSemantic = z.infer<typeof EvaluationsSemanticSchema>;

const members = z.record(z.string(), z.unknown());
const defaultFor = (entity: string): z.ZodOptional<typeof members> =>
  members.optional().meta({ description: `The ${entity} of every evaluation that has none of its own` });

/** Whatever the standard lets one evaluation have; what is wrong with it is told in its place of the answer. */
const PartialEvaluationSchema = z
  .object({
    subject: z.unknown().optional(),
    action: z.unknown().optional(),
    resource: z.unknown().optional(),
    context: z.unknown().optional(),
  })
  .meta({ id: 'PartialAccessEvaluation' });
export type PartialEvaluation = z.infer<typeof PartialEvaluationSchema>;

/** Section 7.1. Without evaluations it is a single access evaluation. */
export const AccessEvaluationsRequestSchema = z
  .object({
    subject: defaultFor('subject'),
    action: defaultFor('action'),
    resource: defaultFor('resource'),
    context: defaultFor('context'),
    evaluations: z.array(PartialEvaluationSchema).max(EVALUATIONS_MAX).default([]),
    options: z
      .object({ evaluations_semantic: EvaluationsSemanticSchema.default('execute_all') })
      .default({ evaluations_semantic: 'execute_all' }),
  })
  .meta({ id: 'AccessEvaluationsRequest' });
export type AccessEvaluationsRequest = z.infer<typeof AccessEvaluationsRequestSchema>;

/** Section 7.2: one decision for each evaluation that was reached, in their order. */
const AccessDecisionsSchema = z
  .strictObject({ evaluations: z.array(AccessDecisionSchema) })
  .meta({ id: 'AccessDecisions' });

export const AccessEvaluationsAnswerSchema = z.union([AccessDecisionsSchema, AccessDecisionSchema]);
export type AccessEvaluationsAnswer = z.infer<typeof AccessEvaluationsAnswerSchema>;

/** Section 9.1, the metadata of a policy decision point; what it does not offer is not there. */
export const AuthzenConfigurationSchema = z
  .strictObject({
    policy_decision_point: z.url(),
    access_evaluation_endpoint: z.url(),
    access_evaluations_endpoint: z.url(),
  })
  .meta({ id: 'AuthzenConfiguration' });
export type AuthzenConfiguration = z.infer<typeof AuthzenConfigurationSchema>;

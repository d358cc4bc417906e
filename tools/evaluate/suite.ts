import { z } from 'zod';
import { readInput } from './input-file.js';

const CallSchema = z.object({ tool: z.string().min(1), args: z.record(z.string(), z.unknown()) });
export type Call = z.infer<typeof CallSchema>;

const UserTaskSchema = z.object({
  kind: z.literal('user'),
  id: z.string().min(1),
  prompt: z.string().min(1),
  calls: z.array(CallSchema),
});
export type UserTask = z.infer<typeof UserTaskSchema>;

const InjectionTaskSchema = z.object({
  kind: z.literal('injection'),
  id: z.string().min(1),
  goal: z.string(),
  calls: z.array(CallSchema),
});
export type InjectionTask = z.infer<typeof InjectionTaskSchema>;

/** A suite as its file has it; members that the evaluation does not read are left alone. */
const SuiteSchema = z.object({
  suite: z.string().min(1),
  tools: z.array(z.object({ name: z.string().min(1) })).min(1),
  environment: z.record(z.string(), z.unknown()),
  tasks: z.array(z.discriminatedUnion('kind', [UserTaskSchema, InjectionTaskSchema])).min(1),
});
export type Suite = z.infer<typeof SuiteSchema>;

export function readSuite(file: string): Promise<Suite> {
  return readInput(file, SuiteSchema);
}

export function userTasksOf(suite: Suite): UserTask[] {
  return suite.tasks.filter((task) => task.kind === 'user');
}

export function injectionTasksOf(suite: Suite): InjectionTask[] {
  return suite.tasks.filter((task) => task.kind === 'injection');
}

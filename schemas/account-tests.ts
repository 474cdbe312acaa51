import { z } from 'zod'

/** What one account said when it was asked with the role that looks there (null: our own credentials). What was set since has not been tested. */
export const AccountTest = z.strictObject({
  account_id: z.string(),
  used: z.string().nullable(),
  state: z.enum(['answers', 'failed']),
  detail: z.string(),
  remedy: z.string().nullable(),
})
export type AccountTest = z.infer<typeof AccountTest>

/** What a worker of the execution queue heard when it tried, without changing anything, whether it can act: in each account and each cluster. */
export const ActingTest = z.strictObject({
  places: z.array(
    z.strictObject({
      kind: z.enum(['account', 'cluster']),
      /** Number of the account or name of the cluster. */
      name: z.string(),
      /** With what was asked: the ARN of a role or the reference of a secret. What was set since has not been tested. */
      used: z.string(),
      state: z.enum(['answers', 'failed']),
      detail: z.string(),
      remedy: z.string().nullable(),
    }),
  ),
})
export type ActingTest = z.infer<typeof ActingTest>

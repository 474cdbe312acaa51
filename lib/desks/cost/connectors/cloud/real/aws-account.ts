import type { SessionReach } from './refuse-changes'

export type AwsCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date }

/** How one account is reached. */
export type AwsAccount = {
  /** Role that we take on in the account; null when our own credentials belong to it. */
  role_arn: string | null
  external_id: string | null
  /** The role only looks, because another one acts in the account: no change is asked for with it, not even whether it would be accepted. */
  looks_only?: true
  /** Role that EventBridge Scheduler takes on to start and stop instances; null means that schedules cannot be made. */
  scheduler_role_arn: string | null
}

/** What the credentials of an account are narrowed to, and what our own clients send with them. `name` and `tags` show in the account's own trail; a name has at most 32 characters. */
export type AwsSession = {
  name: string
  may: SessionReach
  tags?: Readonly<Record<string, string>>
  /** `looks_only`: for a role that may not ask for changes either. */
  policyOf(account_id: string, scheduler_role_arn: string | null, looks_only: boolean): string
}

import type { Config } from './config'

type Env = Readonly<Record<string, string | undefined>>

/** Which credentials of its own a process begins with, in words and without any of their values. `acts_with` is null where it carries no plan out. */
export function heldCredentials(
  env: Env,
  { may_act, aws_act_profile }: Pick<Config, 'may_act' | 'aws_act_profile'>,
): { looks_with: string; acts_with: string | null } {
  const looks_with = foundFirst(env)
  return { looks_with, acts_with: may_act ? (aws_act_profile === null ? `the same: ${looks_with}` : `profile ${aws_act_profile}`) : null }
}

/** Where the SDK finds credentials, in its own order. */
function foundFirst(env: Env): string {
  if (env['AWS_PROFILE']) return `profile ${env['AWS_PROFILE']} (AWS_PROFILE)`
  if (env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']) return 'the keys of its environment (AWS_ACCESS_KEY_ID)'
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE']) return 'a web identity (AWS_WEB_IDENTITY_TOKEN_FILE)'
  if (env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || env['AWS_CONTAINER_CREDENTIALS_FULL_URI']) return 'the role of its container'
  return "the default profile or the machine's own role, where there is one"
}

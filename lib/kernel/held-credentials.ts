import type { Config } from './config'

type Env = Readonly<Record<string, string | undefined>>

/** Which credentials of its own a process begins with, in words and without any of their values. `acts_with` is null where it carries no plan out. */
export function heldCredentials(
  env: Env,
  { may_act, aws_act_profile }: Pick<Config, 'may_act' | 'aws_act_profile'>,
): { looks_with: string; acts_with: string | null } {
  const looks_with = foundFirst(env)
  if (!may_act) return { looks_with, acts_with: null }
  return { looks_with, acts_with: aws_act_profile === null ? `the same: ${looks_with}` : `profile ${aws_act_profile}` }
}

/**
 * Where the SDK finds credentials, in the order of its default chain: keys of the environment, unless a profile is named, then the profile, a web identity, the
 * role of the container and that of the machine. Whether there is a default profile is not looked up.
 */
function foundFirst(env: Env): string {
  if (env['AWS_PROFILE']) return `profile ${env['AWS_PROFILE']} (AWS_PROFILE)`
  if (env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']) return 'the keys of its environment (AWS_ACCESS_KEY_ID)'
  return `the default profile, where there is one, or else ${withoutProfile(env)}`
}

function withoutProfile(env: Env): string {
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] && env['AWS_ROLE_ARN']) return 'a web identity (AWS_WEB_IDENTITY_TOKEN_FILE)'
  if (env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || env['AWS_CONTAINER_CREDENTIALS_FULL_URI']) return 'the role of its container'
  return "the machine's own role"
}

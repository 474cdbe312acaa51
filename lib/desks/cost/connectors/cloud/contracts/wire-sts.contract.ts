import { WireError } from './wire-call.contract'

/** A role as its account made it: whom it trusts (the account of the caller's key), under which external id, and what it may do. */
export type Role = { trusts: string; external_id: string; policy: string }

/** What STS was asked for and gave. */
export type Sessions = {
  asked: Record<string, string>[]
  /** Who holds each token, and every policy that holds them. */
  given: Map<string, { arn: string; policies: string[] }>
  /** Roles by ARN. One that nobody made here trusts everybody and may do everything. */
  roles: Map<string, Role>
  /** Who calls without a role: an IAM user, a role that trusts itself, or somebody who may do neither (null). */
  identity: 'user' | 'self_trusting_role' | null
}

/** `account_id` and `token` are those of whoever calls. */
export function stsAnswer(action: string, form: URLSearchParams, { account_id, token }: { account_id: string; token: string }, sts: Sessions): string {
  const own_role = `arn:aws:iam::${account_id}:role/runner`
  if (action === 'GetCallerIdentity') {
    const own = sts.identity === 'user' ? `arn:aws:iam::${account_id}:user/runner` : `arn:aws:sts::${account_id}:assumed-role/runner/session`
    const arn = sts.given.get(token)?.arn ?? own
    return `<GetCallerIdentityResult><Arn>${arn}</Arn><UserId>x</UserId><Account>${account_id}</Account></GetCallerIdentityResult>`
  }
  sts.asked.push(Object.fromEntries(form))
  const is_federation = action === 'GetFederationToken'
  const role_arn = form.get('RoleArn') ?? ''
  const denied = (right: string) => new WireError(403, 'AccessDenied', `not authorized to perform sts:${right}`)
  if ((is_federation && sts.identity !== 'user') || (role_arn === own_role && sts.identity !== 'self_trusting_role')) throw denied(action)
  const role = sts.roles.get(role_arn)
  if (role !== undefined && (role.trusts !== account_id || role.external_id !== form.get('ExternalId'))) throw denied(action)
  // A role whose trust policy is older than the tags.
  if (role_arn.endsWith('/untagged') && form.has('Tags.member.1.Key')) throw denied('TagSession')
  const of = is_federation ? account_id : (/iam::(\d{12}):/.exec(role_arn)?.[1] ?? '')
  const name = is_federation ? `federated-user/${form.get('Name')}` : `assumed-role/${role_arn.split('/').at(-1)}/${form.get('RoleSessionName')}`
  const fresh = `token-${sts.asked.length}`
  sts.given.set(fresh, { arn: `arn:aws:sts::${of}:${name}`, policies: [form.get('Policy'), role?.policy].flatMap((p) => p ?? []) })
  return `<${action}Result><Credentials><AccessKeyId>KEY${of}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>${fresh}</SessionToken><Expiration>2126-11-19T10:00:00Z</Expiration></Credentials></${action}Result>`
}
